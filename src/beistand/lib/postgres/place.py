"""Where a cluster lives, and who may look at it.

An ordinary user's cluster lies in `data/pg`. Root's lies under /var/lib/beistand, because PostgreSQL's own
user must reach it and the data folder may be in root's closed home; a note in the data folder names the
place, so whoever removes the data folder begins anew.

    home/                 root:beistand 0710 (ours alone, 0700, as an ordinary user)
      cluster/            what initdb made; PostgreSQL's own
      run/                the socket; on long paths /tmp/beistand-<hash> instead
      postgresql.conf     ours, outside the cluster: a broken-into PostgreSQL can't have root overwrite files
      password            of the role that owns the database; master-password of the superuser (0600)
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from beistand.lib.child import Account
from beistand.lib.postgres.account import closed_to, own_account
from beistand.lib.postgres.words import BEGUN_BY_USER, COPIED, HOME_LOST, SOCKET_TAKEN, UNREACHABLE
from beistand.lib.sentence import refuse

ROOTS = Path("/var/lib/beistand")
NOTE = "postgres.home"
LONGEST_SOCKET_FOLDER = 90  # sun_path holds 107 bytes, and "/.s.PGSQL.5432" wants 14 of them


@dataclass(frozen=True)
class Place:
    """The folders of one cluster. `account` is whom PostgreSQL runs as, None for ourselves."""

    data: Path
    home: Path
    run: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What PostgreSQL has to say."""
        return self.data / "log" / "postgres.log"

    def password(self, name: str = "password") -> str:
        """The generated password kept in that file (0600), made on first use."""
        path = self.home / name
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            fresh = secrets.token_urlsafe(32)
            write_private(path, fresh)
            return fresh


def settle(data: Path, home: Path | None = None) -> Place:
    """The place of the cluster that belongs to this data folder; folders are made, never opened wider.

    `home` overrides the choice (tests). Raises `Refused` when somebody else owns it or it can't be reached.
    """
    account = own_account()
    data.mkdir(parents=True, exist_ok=True)
    (data / "log").mkdir(exist_ok=True)
    if home is None:
        home = data / "pg" if account is None else _noted_home(data)
    _refuse_others(data, home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        os.chown(home, 0, account.gid)
        home.chmod(0o710)
        stop = closed_to(account, home)
        if stop:
            raise refuse(UNREACHABLE, name=account.name, path=home, stop=stop)
    return Place(data, home, socket_folder(home, account), account)


def _noted_home(data: Path) -> Path:
    note = data / NOTE
    try:
        home = Path(note.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return _new_home(data, note)
    if not home.is_dir():
        raise refuse(HOME_LOST, data=data, home=home, note=note)
    belongs = home / "belongs-to"
    other = Path(belongs.read_text(encoding="utf-8"))
    if other != data:
        if (other / NOTE).exists() and not (other / NOTE).samefile(note):
            raise refuse(COPIED, data=data, other=other, home=home, note=note)
        write_private(belongs, str(data))  # the folder was moved
    return home


def _new_home(data: Path, note: Path) -> Path:
    near = data.parent.name if data.name == "data" else data.name
    word = re.sub(r"[^a-z0-9]+", "-", near.lower()).strip("-")[:24] or "data"
    home = ROOTS / f"{word}-{secrets.token_hex(4)}"
    if (data / "pg" / "cluster").is_dir():  # begun by an ordinary user: never start empty beside it
        _refuse_others(data, data / "pg")
        return data / "pg"
    ROOTS.mkdir(mode=0o755, parents=True, exist_ok=True)
    home.mkdir(mode=0o700)
    write_private(home / "belongs-to", str(data))
    write_private(note, str(home))
    return home


def _refuse_others(data: Path, home: Path) -> None:
    """Nobody runs somebody else's cluster: files would end up with two owners."""
    us = os.geteuid()
    if us != 0 and (data / NOTE).exists():
        raise refuse(BEGUN_BY_USER, path=data, owner="root", you=_name(us))
    owner = home.stat().st_uid if home.exists() else us
    if owner != us:
        raise refuse(BEGUN_BY_USER, path=home, owner=_name(owner), you=_name(us))


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def socket_folder(home: Path, account: Account | None) -> Path:
    """Where the socket lies: beside the cluster if the path is short enough, and open to nobody else."""
    run = home / "run"
    if len(os.fsencode(run)) > LONGEST_SOCKET_FOLDER:
        run = Path("/tmp") / f"beistand-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"  # noqa: S108 - 0700, owner checked
    owner = account.uid if account else os.geteuid()
    if not os.path.lexists(run):
        run.mkdir(mode=0o700)
        if account:
            os.chown(run, account.uid, account.gid)
    seen = run.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != owner or seen.st_mode & 0o077:
        raise refuse(SOCKET_TAKEN, path=run)
    return run


def write_private(path: Path, text: str, mode: int = 0o600, gid: int = -1) -> None:
    """Write a small file whole or not at all, readable for its owner (and the group, when told so)."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fchown(file.fileno(), -1, gid)
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
