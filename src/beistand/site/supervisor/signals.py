"""Signals as something the loop can wait for."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Iterator
from types import FrameType

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Wishes:
    """How often we were asked to stop. `wake` becomes readable on every signal, a child's end included."""

    def __init__(self) -> None:
        self.stops = 0
        self.wake, self._woken = socket.socketpair()
        self.wake.setblocking(False)
        self._woken.setblocking(False)

    def rested(self) -> None:
        """Empty the pipe that woke us."""
        with contextlib.suppress(BlockingIOError):
            self.wake.recv(4096)

    @contextlib.contextmanager
    def heard(self) -> Iterator[Wishes]:
        """Listen to signals inside the block; only in the main thread."""
        kept = {s: signal.getsignal(s) for s in (*STOP, signal.SIGCHLD)}
        before = signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        for wanted in STOP:
            if not (wanted is signal.SIGHUP and kept[wanted] is signal.SIG_IGN):  # started with nohup
                signal.signal(wanted, self._asked)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            yield self
        finally:
            for known, handler in kept.items():
                signal.signal(known, handler)
            signal.set_wakeup_fd(before)
            self.wake.close()
            self._woken.close()

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1
