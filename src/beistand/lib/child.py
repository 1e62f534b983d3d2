"""Children that never outlive us, not even when we are killed with SIGKILL.

The kernel is asked to send a signal to the child when its parent dies (prctl PR_SET_PDEATHSIG). That wish
is lost when the user id changes, so it is made after the demotion: CPython changes user and groups before
it calls `preexec_fn`. "Parent" means the *thread* that forked: spawn only from a thread that stays.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """A user of this machine, as whom a child may run."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Upbringing:
    """How a child runs: as whom, where, with which environment (None: ours), where its words go."""

    account: Account | None = None
    cwd: Path = Path("/")
    env: Mapping[str, str] | None = None
    output: int | IO[bytes] | None = subprocess.DEVNULL
    input: int | IO[bytes] | None = subprocess.DEVNULL
    dies_by: signal.Signals = signal.SIGTERM


def spawn(argv: Sequence[str | Path], how: Upbringing) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own; it gets `how.dies_by` when this thread's process dies.

    Raises OSError when the program can't be run, PermissionError when we may not become that account.
    """
    account = how.account
    return subprocess.Popen(  # noqa: S603 - argv comes from our own plan, never from outside
        [str(word) for word in argv],
        stdin=how.input,
        stdout=how.output,
        stderr=subprocess.STDOUT,
        cwd=how.cwd,
        env=how.env,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        start_new_session=True,
        preexec_fn=_bound_to_parent(os.getpid(), how.dies_by),
    )


def _bound_to_parent(parent: int, dies_by: signal.Signals) -> Callable[[], None]:
    def bind() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(dies_by), 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and prctl; nobody would tell us any more
            os._exit(1)

    return bind


def is_alive(pid: int) -> bool:
    """Whether a process still does something. A zombie does not, though `kill(pid, 0)` finds it."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in ("Z", "X")


def born_at(pid: int) -> int:
    """When a process started, in ticks since boot; 0 when there is none. Tells a pid from its reuse."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])
