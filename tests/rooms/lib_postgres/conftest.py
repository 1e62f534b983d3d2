"""Clusters to break. Begun once per version and copied, since initdb is the slow part."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from beistand.lib.postgres import Running, launch, prepare
from postgres import SMALL

DEBIAN_15 = "/usr/lib/postgresql/15/bin"
BINDIRS = {"18": "", "15": DEBIAN_15}


@dataclass
class Ground:
    """A data folder and the home of its cluster, open for PostgreSQL's user and gone after the test."""

    data: Path
    home: Path
    bindir: str = ""

    def launch(self) -> Running:
        return launch(self.data, bindir=self.bindir, tuning=SMALL, home=self.home)

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="beistand-test-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def begun() -> Iterator[Callable[[str], Path]]:
    """Gives the home of a begun cluster of a version, never started."""
    where = Path(tempfile.mkdtemp(prefix="beistand-test-"))
    where.chmod(0o711)

    def begun(version: str) -> Path:
        home = where / version
        if not home.exists():
            prepare(where / f"data-{version}", bindir=BINDIRS[version], tuning=SMALL, home=home).close()
        return home

    yield begun
    shutil.rmtree(where)


@pytest.fixture
def ground_of(folder: Path, begun: Callable[[str], Path]) -> Callable[[str], Ground]:
    def ground_of(version: str) -> Ground:
        home = folder / "pg"
        subprocess.run(["cp", "-a", begun(version), home], check=True)
        return Ground(folder / "data", home, BINDIRS[version])

    return ground_of


@pytest.fixture(params=["18", "15"])
def ground(request: pytest.FixtureRequest, ground_of: Callable[[str], Ground]) -> Ground:
    return ground_of(request.param)


@pytest.fixture
def ground_18(ground_of: Callable[[str], Ground]) -> Ground:
    return ground_of("18")


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]
