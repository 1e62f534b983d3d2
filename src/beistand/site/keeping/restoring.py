"""A backup into an empty data folder, with a PostgreSQL of its own."""

from __future__ import annotations

import os
import tempfile
from contextlib import AbstractContextManager
from importlib.metadata import version
from pathlib import Path

import psycopg

from beistand.lib.postgres import Running, Tuning, launch
from beistand.lib.postgres.ages import catch_up
from beistand.lib.sentence import refuse
from beistand.lib.store import FolderStore
from beistand.site.keeping import archive
from beistand.site.keeping.archive import DUMP, Manifest
from beistand.site.keeping.programs import run
from beistand.site.keeping.words import ELSEWHERE, NEWER, NOT_EMPTY

ALLOWED = {"secret.key"}
FILES_AT_ONCE = 64


def restore(file: Path, data: Path) -> Manifest:
    """Restore into `data`. Raises `Refused` when it is not empty or the file is not whole."""
    if os.environ.get("DATABASE_URL"):
        raise refuse(ELSEWHERE)
    if data.exists() and (not data.is_dir() or {entry.name for entry in data.iterdir()} - ALLOWED):
        raise refuse(NOT_EMPTY, data=data)
    data.mkdir(parents=True, exist_ok=True)
    with archive.opened(file) as backup:
        refuse_newer(backup.manifest)
        with launch(data, bindir=os.environ.get("PG_BINDIR", "")) as running:
            pour(backup, data, running)
        return backup.manifest


def throw_away(folder: Path) -> AbstractContextManager[Running]:
    """A small PostgreSQL of its own in `folder`, for the time of a proof."""
    bindir = os.environ.get("PG_BINDIR", "")
    return launch(folder / "data", bindir=bindir, tuning=Tuning("64MB", "256MB", 40), home=folder / "pg")


def refuse_newer(manifest: Manifest) -> None:
    """Refuse what a newer version has written."""
    ours = version("beistand")
    if _numbers(manifest.version) > _numbers(ours):
        raise refuse(NEWER, theirs=manifest.version, ours=ours)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(".") if part.isdigit()]


def pour(backup: archive.Opened, data: Path, running: Running) -> None:
    """Files into the content store, rows into the database, and its count of transactions up to theirs."""
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as beside:
        store, waiting = FolderStore(data / "files"), list[bytes]()
        for content in backup.unpack(Path(beside)):
            waiting.append(content)
            if len(waiting) >= FILES_AT_ONCE:
                store.put_many(waiting)
                waiting.clear()
        store.put_many(waiting)
        restore_program = running.cluster.found.bin / "pg_restore"
        quiet = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error"]
        run([restore_program, *quiet, "--dbname=beistand", Path(beside) / DUMP], running.url)
    with psycopg.connect(running.url, autocommit=True) as line:
        for statement in catch_up(backup.manifest.age):
            line.execute(statement.encode())
