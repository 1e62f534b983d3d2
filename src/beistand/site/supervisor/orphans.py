"""Processes of an earlier start that outlived it.

Children end with their supervisor, but a grandchild (a worker of the web server whose own parent was killed
in the same moment) may stay and hold a port. All carry the data folder in their environment; whoever holds
the folder's lock may end them.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from beistand.lib.child import is_alive

MARK = "UP_IN"


def left_behind(data: Path) -> list[int]:
    """Living processes that were started for this data folder, ourselves and our forebears excepted."""
    wanted = f"{MARK}={data}".encode()
    ours = _forebears()
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() and int(entry.name) not in ours:
            try:
                environment = Path(entry.path, "environ").read_bytes()
            except OSError:
                continue
            if wanted in environment.split(b"\0") and is_alive(int(entry.name)):
                found.append(int(entry.name))
    return found


def end(data: Path, patience: float = 3.0) -> int:
    """End them, gently for `patience` seconds; tells how many there were.

    An ending process loses its environment before it lets go of its ports, so those once found are watched.
    """
    known = set(left_behind(data))
    _send(known, signal.SIGTERM)
    until = time.monotonic() + patience
    while left := {pid for pid in known if is_alive(pid)}:
        if time.monotonic() > until:
            known |= set(left_behind(data))
            _send(left, signal.SIGKILL)
        time.sleep(0.02)
    return len(known)


def _send(pids: set[int], what: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def _forebears() -> set[int]:
    pid, known = os.getpid(), set()
    while pid > 0 and pid not in known:
        known.add(pid)
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
    return known
