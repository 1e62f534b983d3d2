"""Our own PostgreSQL: begun once, started as our child, restarted after any death."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from urllib.parse import quote

from beistand.lib.child import Upbringing, spawn
from beistand.lib.only_one import HeldBy, hold
from beistand.lib.postgres import postmaster
from beistand.lib.postgres.account import closed_to
from beistand.lib.postgres.binaries import Found, find
from beistand.lib.postgres.conf import Tuning, write_conf
from beistand.lib.postgres.copies import copied
from beistand.lib.postgres.durability import SAFE, refuse_unsafe
from beistand.lib.postgres.place import ROOTS, Place, settle
from beistand.lib.postgres.swap import finish_move
from beistand.lib.postgres.words import IN_USE, NO_DEMOTION, NOT_BEGUN, NOT_STARTED, UNREACHABLE
from beistand.lib.sentence import refuse

NAME = "beistand"  # of the role and of its database
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
FULL_LOG = 20_000_000
QUIET = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "PGTZ": "UTC"}


@dataclass(frozen=True)
class Cluster:
    """A begun cluster that nobody else uses while `lock` is open."""

    place: Place
    found: Found
    conf: Path
    lock: IO[str]

    @property
    def url(self) -> str:
        """libpq URL of the database, over the socket, password included."""
        return self.url_of("password", NAME, NAME)

    def url_of(self, password: str, role: str, database: str) -> str:
        """The same for another role, whose password lies in that file of the home."""
        where = quote(str(self.place.run), safe="")
        return f"postgresql://{role}:{self.place.password(password)}@/{database}?host={where}"

    def start(self) -> subprocess.Popen[bytes]:
        """Start PostgreSQL as our child, without waiting; an orphaned predecessor is stopped first."""
        postmaster.clear(self.place.cluster, self.place.run)
        with opened_log(self.place.log) as log:
            return spawn(self.command("postgres"), self.upbringing(log))

    def is_ready(self, pid: int) -> bool:
        """Whether the PostgreSQL with this pid accepts connections."""
        return postmaster.is_ready(self.place.cluster, pid)

    @property
    def runs_as(self) -> str:
        """The user as whom it runs, "" for ourselves."""
        return self.place.account.name if self.place.account else ""

    def command(self, *words: str) -> list[str | Path]:
        """A call of `postgres` on this cluster."""
        name, *rest = words
        return [self.found.bin / name, *rest, "-D", self.place.cluster, "-c", f"config_file={self.conf}"]

    def upbringing(self, output: IO[bytes] | int) -> Upbringing:
        """How its programs run: as their own user, with a quiet environment, never longer than we."""
        return Upbringing(self.place.account, self.place.cluster, QUIET, output, dies_by=signal.SIGINT)

    def close(self) -> None:
        """Let others use the cluster."""
        self.lock.close()


def prepare(
    data: Path, *, bindir: str = "", tuning: Tuning | None = None, home: Path | None = None
) -> Cluster:
    """Everything before the start: programs, folders, a new cluster if there is none, configuration, checks.

    Raises `Refused` with a sentence when any of it can't be had. Takes 1.2 s for a new cluster, else 0.1 s.
    """
    place = settle(data, home)
    lock = locked(place.home)
    try:
        finish_move(place.home)
        found = find(bindir=bindir, home=place.home, data=data)
        if place.account and found.source == "wheel":
            found = copied(found, ROOTS)
        refuse_unreachable(place, found)
        conf = write_conf(place, found.major, tuning or Tuning())
        cluster = Cluster(place, found, conf, lock)
        if not place.cluster.exists():
            begin(cluster)
        _refuse_unsafe(cluster)
    except BaseException:
        lock.close()
        raise
    return cluster


def locked(home: Path) -> IO[str]:
    """Keep everybody else from this home while the answer is open; a killed owner lets go by dying."""
    try:
        return hold(home / "lock")
    except HeldBy as held:
        raise refuse(IN_USE, home=home, pid=held.pid) from None


def refuse_unreachable(place: Place, found: Found) -> None:
    """Refuse programs that PostgreSQL's own user can't get to, as those in root's home."""
    stop = closed_to(place.account, found.bin) if place.account else None
    if stop:
        raise refuse(UNREACHABLE, name=place.account and place.account.name, path=found.bin, stop=stop)


def begin(cluster: Cluster) -> None:
    """initdb and the first rows, in a folder beside; it gets its name when all is done and on the disk."""
    place = cluster.place
    fresh = place.home / "cluster.new"
    postmaster.clear(fresh, place.run, patience=0)  # a killed predecessor's initdb may still write there
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if place.account:
        os.chown(fresh, place.account.uid, place.account.gid)
    locale = (  # the parser of full-text search asks lc_ctype what a letter is, whatever the provider
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"]
        if cluster.found.major >= 17
        else ["--locale=C.UTF-8"]
    )
    initdb: list[str | Path] = [cluster.found.bin / "initdb", "-D", fresh, "-U", "postgres", "-E", "UTF8", "--data-checksums",
              "--auth=reject", "--no-instructions", *locale]  # fmt: skip
    _run(cluster, initdb)
    single: list[str | Path] = [cluster.found.bin / "postgres", "--single", "-D", fresh, "-c", f"config_file={cluster.conf}",
              "-c", "exit_on_error=on", "template1"]  # fmt: skip
    _run(cluster, single, "\n".join(_first_words(place)) + "\n")
    fresh.rename(place.cluster)
    folder = os.open(place.home, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _first_words(place: Place) -> list[str]:
    """SQL for the new cluster, one statement a line. template1 first, so that test databases are alike."""
    return [
        f"ALTER ROLE postgres PASSWORD '{place.password('master-password')}'",
        *(f"CREATE EXTENSION {name}" for name in EXTENSIONS),
        f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD '{place.password()}'",
        f"GRANT pg_monitor TO {NAME}",
        f"CREATE DATABASE {NAME} OWNER {NAME}",
    ]


def _run(cluster: Cluster, argv: Sequence[str | Path], text: str = "") -> None:
    how = replace(
        cluster.upbringing(subprocess.PIPE), cwd=Path("/"), input=subprocess.PIPE, dies_by=signal.SIGKILL
    )
    try:
        child = spawn(argv, how)
    except PermissionError:
        raise refuse(NO_DEMOTION, name=cluster.runs_as) from None
    said, _ = child.communicate(text.encode())
    if child.returncode:
        raise refuse(NOT_BEGUN, why=said.decode(errors="replace").strip()[-600:])


def _refuse_unsafe(cluster: Cluster) -> None:
    """Ask the programs what the configuration files amount to, before anything starts on them."""
    asked = {
        name: spawn(cluster.command("postgres", "-C", name), cluster.upbringing(subprocess.PIPE))
        for name in SAFE
    }
    answers = {name: child.communicate()[0].decode(errors="replace").strip() for name, child in asked.items()}
    if any(child.returncode for child in asked.values()):
        raise refuse(NOT_STARTED, why=" ".join(answers.values())[-600:], log=cluster.conf)
    refuse_unsafe(answers)


def opened_log(path: Path) -> IO[bytes]:
    """The log, to append to; one that is too long is laid aside first."""
    trim(path)
    return path.open("ab")


def trim(log: Path) -> None:
    """Lay a log of over 20 MB aside as `.log.1` and empty it; who writes appends, so it can go on writing."""
    try:
        if log.stat().st_size > FULL_LOG:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
    except OSError:  # not there yet, or no room for a copy
        return
