"""As whom PostgreSQL runs. It refuses to run as root, so root gives it one system user of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from beistand.lib.child import Account
from beistand.lib.postgres.words import NAMELESS, NO_ACCOUNT
from beistand.lib.sentence import refuse

NAME = "beistand"


def account_of(name: str) -> Account | None:
    """The user of that name, if this machine has one."""
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, user.pw_uid, user.pw_gid)


def own_account() -> Account | None:
    """The user for PostgreSQL, made when missing; None when we are an ordinary user and run it ourselves."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise refuse(NAMELESS, uid=os.geteuid()) from None
        return None
    there = account_of(NAME) or _made()
    if there.uid == 0:
        raise refuse(NO_ACCOUNT, name=NAME, why="uid 0")
    return there


def _made() -> Account:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not useradd:
        raise refuse(NO_ACCOUNT, name=NAME, why="useradd: not found")
    nologin = next((s for s in ("/usr/sbin/nologin", "/sbin/nologin") if Path(s).exists()), "/bin/false")
    done = subprocess.run(  # noqa: S603 - fixed words only
        [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", nologin, NAME],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    made = account_of(NAME)  # somebody else may have been quicker
    if made is None:
        raise refuse(NO_ACCOUNT, name=NAME, why=done.stderr.strip())
    return made


def closed_to(account: Account, path: Path) -> Path | None:
    """The first folder on the way to `path` that this account may not enter; None when the way is free."""
    for folder in [*reversed(path.parents), path]:
        seen = folder.stat()
        if account.uid == seen.st_uid:
            may = seen.st_mode & 0o100
        elif account.gid == seen.st_gid:
            may = seen.st_mode & 0o010
        else:
            may = seen.st_mode & 0o001
        if not may:
            return folder
    return None
