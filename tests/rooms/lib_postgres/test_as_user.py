"""An ordinary user's own path. As root the tests become `nobody` for it; as anybody else they stay who they are.

The change of user comes after the imports, since Python itself may lie in a closed home of root's.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import BINDIRS

ORDINARY = 65534 if os.geteuid() == 0 else os.geteuid()
PROGRAM = """
import os, sys
sys.path[:0] = {path!r}
from pathlib import Path
import psycopg
from postgres import SMALL
from beistand.lib.postgres import find, launch
from beistand.lib.refusal import Refused
find()  # imports what is imported late
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({ordinary})
    os.setuid({ordinary})
try:
    with launch(Path({data!r}), bindir={bindir!r}, tuning=SMALL) as running:
        with psycopg.connect(running.url) as connection:
            user = os.stat("/proc/%d" % running.process.pid).st_uid
            print(running.version, user, connection.execute("SELECT lower('Ä')").fetchone()[0])
except Refused as refused:
    print(refused.code, refused.sentence)
"""


@pytest.mark.parametrize("version", ["18", "15"])
def test_everything_stays_in_the_data_folder(folder: Path, version: str) -> None:
    os.chown(folder, ORDINARY, -1)
    for _ in range(2):
        told = _as_ordinary_user(folder / "data", BINDIRS[version])
        assert told.split() == [told.split()[0], str(ORDINARY), "ä"]
        assert told.startswith(version)
    assert {p.name for p in folder.iterdir()} == {"data"}
    assert (folder / "data" / "pg").stat().st_mode & 0o777 == 0o700
    assert (folder / "data" / "pg" / "cluster" / "PG_VERSION").read_text().strip() == version


def test_a_folder_begun_by_somebody_else_is_refused(folder: Path) -> None:
    os.chown(folder, ORDINARY, -1)
    (folder / "data").mkdir()
    (folder / "data" / "postgres.home").write_text("/var/lib/beistand/x")
    os.chown(folder / "data", ORDINARY, -1)
    assert _as_ordinary_user(folder / "data", "").startswith("begun-by-another")


def _as_ordinary_user(data: Path, bindir: str) -> str:
    program = PROGRAM.format(path=sys.path, data=str(data), bindir=bindir, ordinary=ORDINARY)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
