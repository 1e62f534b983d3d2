"""The files of others lie as they were fetched, with their licence, and nothing lies there that nobody named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src" / "beistand" / "site" / "static" / "vendor"
LOCK = json.loads((ROOT / "tools" / "vendor.lock").read_text())
FILES = {name: digest for package in LOCK.values() for name, digest in package["files"].items()}


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_the_one_in_the_lock(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


def test_nothing_lies_there_that_the_lock_does_not_name() -> None:
    lying = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert lying == set(FILES)


def test_every_package_came_with_its_licence() -> None:
    for package in LOCK.values():
        assert any(name.endswith("/LICENSE") for name in package["files"])
        assert package["licence"]
