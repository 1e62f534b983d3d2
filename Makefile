# make run · make test · make quick · make check · make hard · make load [only=NAME] · make install
SHELL := /bin/bash
PY := .venv/bin/python
JOBS ?= 2
port ?= 8000
smtp ?= 2525

.PHONY: help install install-test run quick check test hard load clean

help:
	@sed -n '1s/^# //p' Makefile

install:
	@tools/install.sh

install-test:
	@tools/install.sh test

run: install
	@.venv/bin/beistand up --demo --port $(port) --smtp-port $(smtp)

quick: install-test
	@$(PY) -m pytest tests/rules tests/architecture tests/rooms tests/channels -m "not hard and not slow" -n $(JOBS) --dist loadfile

check: install-test
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/djlint --lint --quiet src/beistand/*/templates src/beistand/site/templates_django
	@$(PY) tools/messages.py check

test: check
	@$(PY) -m pytest tests -m "not hard" -n $(JOBS) --dist loadfile

hard: install-test
	@$(PY) -m pytest tests -m "hard" -rA
	@$(MAKE) --no-print-directory load

load: install-test
	@$(PY) -m tests.load.run $(only)

clean:
	@rm -rf build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
