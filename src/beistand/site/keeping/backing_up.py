"""Everything into one file, while the house goes on working.

Counts, the head of the chain and the dump see one and the same snapshot. Files are copied after the dump: a row
never names a file that was not kept before it. The key of the installation stays outside, so whoever finds a backup
can read letters, but neither passwords nor signatures nor the keys of people.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tarfile import TarInfo

import psycopg
from psycopg import sql

from beistand.lib.postgres.ages import AGE
from beistand.lib.sentence import refuse
from beistand.lib.store import store_at
from beistand.site.keeping import archive
from beistand.site.keeping.archive import DUMP, FORMAT, Manifest
from beistand.site.keeping.programs import program, run
from beistand.site.keeping.words import THERE_ALREADY
from beistand.site.settings import Settings

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
HEAD = "SELECT position, encode(hash, 'hex') FROM journal_head WHERE id = 1"


def back_up(file: Path, settings: Settings, url: str) -> Manifest:
    """Write a backup of the database at `url` and the content store. Raises `Refused`."""
    if file.exists():
        raise refuse(THERE_ALREADY, file=file)
    dump_program = program("pg_dump", settings.data_folder)
    store = store_at(settings)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as beside:
        dump = Path(beside) / DUMP
        with psycopg.connect(url) as line:
            line.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            counted = counted_in(line)
            snapshot = _one(line, "SELECT pg_export_snapshot()")
            version_of_server = _one(line, "SHOW server_version")
            run([dump_program, "-Fc", "-Z1", f"--snapshot={snapshot}", f"--file={dump}"], url)
        names = list(store.names())
        with psycopg.connect(url) as line:  # its id is younger than any in the dump
            age = int(_one(line, AGE))
        position, head, rows = counted
        manifest = Manifest(
            FORMAT,
            version("beistand"),
            version_of_server,
            datetime.now(UTC).isoformat(timespec="seconds"),
            age,
            position,
            head,
            rows,
            len(names),
            archive.sha256_of(dump),
        )
        with archive.written(file) as tar:
            archive.add_manifest(tar, manifest)
            tar.add(dump, DUMP, filter=_nobodys)
            for sha in names:
                archive.add(tar, archive.file_name(sha), store.get(sha))
    _sync_folder(file.absolute().parent)
    return manifest


def counted_in(line: psycopg.Connection[tuple[object, ...]]) -> tuple[int, str, dict[str, int]]:
    """Position and hash of the chain's head, and the rows of every table, as this transaction sees them."""
    found = line.execute(HEAD).fetchone()
    tables = [str(row[0]) for row in line.execute(TABLES).fetchall()]
    rows = {}
    for table in tables:
        count = line.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        rows[table] = int(str(count[0])) if count else 0
    return (int(str(found[0])), str(found[1]), rows) if found else (0, "", rows)


def _one(line: psycopg.Connection[tuple[object, ...]], asked: str) -> str:
    found = line.execute(asked.encode()).fetchone()
    return str(found[0]) if found else ""


def _nobodys(member: TarInfo) -> TarInfo:
    """Names and numbers of this machine's users are nobody's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
