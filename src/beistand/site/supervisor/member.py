"""One running thing: a child, a step, or PostgreSQL. It knows how to start, whether it is ready, how to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO

FIRST_WAIT, LONGEST_WAIT = 0.2, 30.0
HEALTHY_AFTER = 60.0


class State(StrEnum):
    """Where a member stands; `DONE` is a step that ended well."""

    RESTING = "resting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Member:
    """`start` gives the process, `is_ready` is asked with its pid. `is_step`: it runs once, to its end."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    is_ready: Callable[[int], bool]
    is_step: bool = False
    softly: signal.Signals = signal.SIGTERM
    harder: signal.Signals = signal.SIGKILL
    state: State = State.RESTING
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    code: int = 0
    wait: float = FIRST_WAIT
    next_start: float = 0.0
    changed: float = field(default_factory=time.monotonic)

    @property
    def output(self) -> IO[bytes] | None:
        """The pipe with its words, if they come to us."""
        return self.process.stdout if self.process else None

    @property
    def pid(self) -> int:
        """Its process, 0 when there is none."""
        return self.process.pid if self.process else 0

    def begin(self) -> None:
        """Start it."""
        self.process = self.start()
        self.starts += 1
        self._is_now(State.STARTING)

    def look(self) -> bool:
        """Notice what has changed since the last look; True when something has."""
        if self.process is None:
            return False
        if self._has_ended():
            self._end()
            return True
        if self.state is State.STARTING and not self.is_step and self.is_ready(self.pid):
            self._is_now(State.READY)
            return True
        return False

    def send(self, what: signal.Signals) -> None:
        """Signal it, and with SIGKILL everything it started as well."""
        if self.process is None:
            return
        try:
            if what is signal.SIGKILL:
                os.killpg(self.pid, what)
            else:
                os.kill(self.pid, what)
        except ProcessLookupError:
            return

    def _has_ended(self) -> bool:
        """Look without reaping, so that the pid stays ours until its group is ended too."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _end(self) -> None:
        assert self.process
        if self.softly is signal.SIGTERM:  # PostgreSQL's sessions end by themselves, and writing to the end
            self.send(signal.SIGKILL)  # what it started must not keep its port
        self.code = self.process.wait()
        if self.state is State.READY and time.monotonic() - self.changed > HEALTHY_AFTER:
            self.wait = FIRST_WAIT
        self.process = None
        if self.is_step:
            self._is_now(State.FAILED if self.code else State.DONE)
            return
        self.next_start = time.monotonic() + self.wait
        self._is_now(State.RESTING)

    def lengthen(self) -> None:
        """Wait twice as long before the next start."""
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def _is_now(self, state: State) -> None:
        self.state, self.changed = state, time.monotonic()
