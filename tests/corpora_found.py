"""Corpora that lie beside the project and not in it: found when they are there, said in the summary when not.

Tests note figures and absent corpora with pytest's `record_property`, which also travels from xdist's workers. Wire it in
tests/conftest.py: `from corpora_found import pytest_terminal_summary`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
ABSENT, FIGURE = "corpus absent", "figure"


def corpus(name: str, instead: str, record_property: Callable[[str, object], None]) -> Path | None:
    """The folder of a corpus under BEISTAND_TEST_DATA (default: shared/data beside the project), None when it is not
    there. `instead` says what is tested then; both stand in the summary.
    """
    folder = Path(os.environ.get("BEISTAND_TEST_DATA", PROJECT.parent / "shared" / "data")) / name
    if folder.is_dir():
        return folder
    record_property(ABSENT, f"{name}: {instead}")
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured and name the corpora that were absent."""
    noted = [
        f"{name}: {value}"
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for name, value in getattr(report, "user_properties", [])
        if name in (ABSENT, FIGURE)
    ]
    if noted:
        terminalreporter.section("corpora")
        for line in sorted(set(noted)):
            terminalreporter.write_line(line)
