"""Is the ground firm? The data folder, the disk, the ports, and nobody else on the same folder."""

from __future__ import annotations

import errno
import os
import pwd
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from beistand.lib.only_one import HeldBy, hold
from beistand.lib.refusal import Refused
from beistand.lib.sentence import refuse
from beistand.site.supervisor.plan import Port
from beistand.site.supervisor.words import (
    ALREADY_UP,
    DISK_FULL,
    NO_SUCH_ADDRESS,
    NOT_A_FOLDER,
    NOT_WRITABLE,
    PORT_FORBIDDEN,
    PORT_TAKEN,
    READ_ONLY,
)

LOCK = "up.lock"
TOO_LITTLE_MB = 50
LITTLE_MB = 200


def usable(data: Path) -> None:
    """Make the data folder if it is missing, and prove that we may work in it. Raises `Refused`."""
    for stop in [*reversed(data.parents), data]:
        if os.path.lexists(stop) and not stop.is_dir():
            raise refuse(NOT_A_FOLDER, data=data, stop=stop)
    probe = data / f".probe-{os.getpid()}"
    try:
        (data / "log").mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except PermissionError:
        raise _not_writable(data) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise refuse(DISK_FULL, data=data, free=0, least=TOO_LITTLE_MB) from None
        raise refuse(READ_ONLY, data=data, why=error.strerror) from None


def _not_writable(data: Path) -> Refused:
    """Name the folder at which the way ends."""
    stop = data / "log"
    for folder in [*reversed(data.parents), data, data / "log"]:
        try:
            folder.stat()
        except OSError:
            break
        stop = folder
        if not os.access(folder, os.X_OK):
            break
    return refuse(
        NOT_WRITABLE, data=data, stop=stop, you=_name(os.geteuid()), owner=_name(stop.stat().st_uid)
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def alone(data: Path) -> IO[str]:
    """The lock of the data folder, ours while the answer is open. Raises `Refused` when somebody has it."""
    try:
        return hold(data / LOCK)
    except HeldBy as held:
        raise refuse(ALREADY_UP, data=data, pid=held.pid) from None


def free_mb(data: Path) -> int:
    """Megabytes that we may still write."""
    disk = os.statvfs(data)
    return disk.f_bavail * disk.f_frsize // 1_000_000


def enough_room(data: Path) -> int:
    """Megabytes that are free. Raises `Refused` below 50."""
    free = free_mb(data)
    if free < TOO_LITTLE_MB:
        raise refuse(DISK_FULL, data=data, free=free, least=TOO_LITTLE_MB)
    return free


def free_ports(ports: Iterable[Port]) -> None:
    """Raise `Refused` for the first port that can't be opened."""
    for port in ports:
        family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((port.host, port.number))
                probe.listen(1)
            except OSError as error:
                raise _no_port(port, error) from None


def _no_port(port: Port, error: OSError) -> Refused:
    sentence = {errno.EADDRINUSE: PORT_TAKEN, errno.EACCES: PORT_FORBIDDEN}.get(
        error.errno or 0, NO_SUCH_ADDRESS
    )
    return refuse(
        sentence,
        port=port.number, host=port.host, what=port.what, option=port.option, you=_name(os.geteuid()),
    )  # fmt: skip
