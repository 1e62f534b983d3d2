"""The one process that owns a cluster: is it alive, is it ready, and how to be rid of a forgotten one.

Three oddities of the world are met here. A killed postmaster may stay a zombie (in a container without an
init for ever), and PostgreSQL takes its zombie for a living owner of postmaster.pid. Its pid may have been
given to somebody else. And sessions of a killed postmaster live on until they look up from their work.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from beistand.lib.child import is_alive

PID_FILE = "postmaster.pid"
STATUS_LINE = 7  # counted from 0; src/include/utils/pidfile.h, LOCK_FILE_LINE_PM_STATUS


def is_ready(cluster: Path, pid: int) -> bool:
    """Whether this postmaster accepts connections, as it notes itself in postmaster.pid."""
    lines = _note(cluster)
    return len(lines) > STATUS_LINE and lines[0].strip() == str(pid) and lines[STATUS_LINE].strip() == "ready"


def clear(cluster: Path, run: Path, patience: float = 15.0) -> None:
    """Make the way free for a new postmaster: stop an orphaned one and its sessions, disown its note.

    `run` is the folder of the sockets. Gentle first (SIGINT: fast shutdown), then SIGQUIT after two thirds of `patience` seconds, then SIGKILL.
    """
    begun = time.monotonic()
    steps = [(0.0, signal.SIGINT), (patience * 2 / 3, signal.SIGQUIT), (patience, signal.SIGKILL)]
    while left := _living_in(cluster):
        if steps and time.monotonic() - begun >= steps[0][0]:
            _send(left, steps.pop(0)[1], _owner(cluster))
        time.sleep(0.02)
    _disown(cluster)
    for left_over in run.glob(".s.PGSQL.*"):  # the socket's own lock would trust a zombie as well
        left_over.unlink()


def _living_in(cluster: Path) -> list[int]:
    """Processes whose working directory is the cluster: a postmaster and everything it started."""
    where = os.path.realpath(cluster)
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                if os.readlink(f"/proc/{entry.name}/cwd") == where and is_alive(int(entry.name)):
                    found.append(int(entry.name))
            except OSError:  # gone meanwhile, a zombie, or not ours to look at
                continue
    return found


def _send(pids: list[int], what: signal.Signals, owner: int) -> None:
    """Signal the postmaster alone while it lives: it knows how to end its sessions."""
    if owner in pids and what is not signal.SIGKILL:
        pids = [owner]
    elif what is signal.SIGINT:  # to a session that means "cancel"; without a postmaster it shall end
        what = signal.SIGTERM
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def _owner(cluster: Path) -> int:
    lines = _note(cluster)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else 0


def _disown(cluster: Path) -> None:
    """Name ourselves in a dead postmaster's note.

    PostgreSQL takes its parent's pid for a stale one and goes on, as it would not with a zombie's or with a
    pid in use again. Removing the note would also skip its check that no session holds the shared memory.
    """
    lines = _note(cluster)
    if not lines:
        return
    path, fresh = cluster / PID_FILE, cluster / f"{PID_FILE}.stale"
    seen = path.stat()
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        os.fchown(file.fileno(), seen.st_uid, seen.st_gid)
    fresh.rename(path)


def _note(cluster: Path) -> list[str]:
    try:
        return (cluster / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
