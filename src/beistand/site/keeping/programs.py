"""PostgreSQL's own programs for copies, from the PostgreSQL that is used."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from beistand.lib.postgres import find
from beistand.lib.postgres.cluster import QUIET
from beistand.lib.postgres.place import NOTE, settle
from beistand.lib.sentence import refuse
from beistand.site.keeping.words import NO_PROGRAM, PROGRAM_FAILED


def program(name: str, data: Path) -> Path:
    """pg_dump or pg_restore: beside our own PostgreSQL, or on the PATH for a database elsewhere. Raises `Refused`."""
    found = _own(data) / name if has_own_postgres(data) else _on_path(name)
    if found is None or not found.exists():
        raise refuse(NO_PROGRAM, name=name)
    return found


def has_own_postgres(data: Path) -> bool:
    """Whether this data folder has a PostgreSQL of its own (and DATABASE_URL does not come from outside)."""
    return (data / NOTE).exists() or (data / "pg" / "cluster").exists()


def _own(data: Path) -> Path:
    return find(bindir=os.environ.get("PG_BINDIR", ""), home=settle(data).home, data=data).bin


def _on_path(name: str) -> Path | None:
    bindir = os.environ.get("PG_BINDIR", "")
    if bindir:
        return Path(bindir) / name
    there = shutil.which(name)
    return Path(there) if there else None


def run(argv: Sequence[str | Path], url: str) -> None:
    """Run one of them on a database. The password travels in the environment, where `ps` does not show it."""
    parts = conninfo_to_dict(url)
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    env = {**QUIET, **{names[k]: str(v) for k, v in parts.items() if k in names and v}}
    done = subprocess.run(argv, env=env, capture_output=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()[-600:]
        raise refuse(PROGRAM_FAILED, name=Path(argv[0]).name, why=why)
