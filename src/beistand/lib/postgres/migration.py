"""Move a cluster to another major version: dump with the new programs, restore beside, compare, then swap.

The old cluster stays as `cluster.<major>` until somebody removes it. A kill at any moment leaves either the
old cluster in its place, or a whole new one that the next start puts there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from beistand.lib.postgres.ages import AGE, catch_up
from beistand.lib.postgres.binaries import Found, version_of, written_by
from beistand.lib.postgres.cluster import QUIET, Cluster, begin, locked, refuse_unreachable
from beistand.lib.postgres.conf import Tuning, write_conf
from beistand.lib.postgres.launch import start, stop
from beistand.lib.postgres.place import Place, settle, socket_folder, write_private
from beistand.lib.postgres.swap import NEXT, WHOLE, finish_move
from beistand.lib.postgres.words import NOT_MOVED, NOTHING_TO_MOVE
from beistand.lib.sentence import refuse

COUNT_ALL = r"""
SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || tablename, schemaname, tablename)
FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 \gexec
"""


def migrate(data: Path, old_bin: Path, new_bin: Path, *, home: Path | None = None) -> Path | None:
    """Move the cluster of this data folder from `old_bin`'s version to `new_bin`'s.

    Tells where the old cluster now lies. Nothing else may use the folder meanwhile. Raises `Refused`.
    """
    place = settle(data.absolute(), home)
    with locked(place.home) as lock:
        finish_move(place.home)
        old, new = (Found("PG_BINDIR", bin=bin, version=version_of(bin)) for bin in (old_bin, new_bin))
        written = written_by(place.home)
        if written != old.major or new.major <= old.major:
            raise refuse(NOTHING_TO_MOVE, home=place.home, written=written, new=new.version)
        refuse_unreachable(place, old)
        refuse_unreachable(place, new)
        before = Cluster(place, old, write_conf(place, old.major, Tuning()), lock)
        beside = _beside(place)
        after = Cluster(beside, new, write_conf(beside, new.major, Tuning()), lock)
        begin(after)
        _pour(before, after)
        write_private(beside.home / WHOLE, str(old.major))
        return finish_move(place.home)


def _beside(place: Place) -> Place:
    """An empty home within the home, with the same passwords and the same right of entry."""
    home = place.home / NEXT
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    for name in ("password", "master-password"):
        write_private(home / name, place.password(name))
    if place.account:
        os.chown(home, 0, place.account.gid)
        home.chmod(0o710)
    return replace(place, home=home, run=socket_folder(home, place.account))


def _pour(before: Cluster, after: Cluster) -> None:
    source = start(before)
    try:
        target = start(after)
        try:
            _dump_and_restore(before, after)
            _asked(after, after, "\n".join(catch_up(int(_asked(before, after, AGE)))))
            was, came = _asked(before, after, COUNT_ALL), _asked(after, after, COUNT_ALL)
            if was != came:
                raise refuse(NOT_MOVED, why=f"{was} != {came}")
        finally:
            stop(target)
    finally:
        stop(source)


def _dump_and_restore(before: Cluster, after: Cluster) -> None:
    dump_argv: list[str | Path] = [after.found.bin / "pg_dump", "--dbname", _master_url(before)]
    restore_argv: list[str | Path] = [
        after.found.bin / "psql",
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        _master_url(after),
    ]
    with (after.place.home / "move.log").open("w+b") as said:
        dump = subprocess.Popen(dump_argv, stdout=subprocess.PIPE, stderr=said, env=QUIET, cwd="/")  # noqa: S603 - our own words
        restore = subprocess.run(  # noqa: S603 - our own words
            restore_argv, stdin=dump.stdout, stdout=said, stderr=said, env=QUIET, cwd="/", check=False
        )
        if dump.stdout:
            dump.stdout.close()
        if dump.wait() or restore.returncode:
            said.seek(0)
            raise refuse(NOT_MOVED, why=said.read().decode(errors="replace").strip()[-600:])


def _asked(cluster: Cluster, tools: Cluster, sql: str) -> str:
    """What psql answers, as text."""
    counted = subprocess.run(  # noqa: S603 - our own words
        [tools.found.bin / "psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", _master_url(cluster)],
        input=sql, capture_output=True, text=True, env=QUIET, cwd="/", check=False,
    )  # fmt: skip
    if counted.returncode:
        raise refuse(NOT_MOVED, why=counted.stderr.strip()[-600:])
    return counted.stdout


def _master_url(cluster: Cluster) -> str:
    return cluster.url_of("master-password", "postgres", "beistand")
