"""A folder for one process at a time: a lock that its holder can't forget, since it ends with the holder."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import IO


class HeldBy(Exception):
    """Somebody else has the lock. `pid` is what they wrote into it."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


def hold(path: Path, patience: float = 1.0) -> IO[str]:
    """The lock file, ours while it is open. Raises `HeldBy` when it stays somebody else's.

    A killed holder lets go only when the kernel is done with it, hence the moment of patience.
    """
    lock = path.open("a+")
    until = time.monotonic() + patience
    while not _is_ours(lock):
        if time.monotonic() > until:
            lock.seek(0)
            pid = lock.read().strip()
            lock.close()
            raise HeldBy(pid)
        time.sleep(0.02)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _is_ours(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
