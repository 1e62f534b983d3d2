"""Answers remembered for a while, bounded in number, in size and in time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from beistand.lib.dns.port import Answer, State

KEPT = 4096
LARGEST = 8 * 1024
"""Answers with more characters than this are not remembered, so that 4,096 answers stay under 32 MB."""

BOUNDS: dict[State, tuple[float, float]] = {
    State.FOUND: (10.0, 3600.0),
    State.EMPTY: (10.0, 300.0),
    State.NXDOMAIN: (10.0, 300.0),
    State.TROUBLE: (10.0, 10.0),
}
"""Least and most seconds. Trouble is remembered too (RFC 2308 §7), else one slow name slows every mail that names it."""


class Cache:
    """Least recently used go first. Safe for threads."""

    def __init__(self, monotonic: Callable[[], float], kept: int = KEPT) -> None:
        self._monotonic = monotonic
        self._kept = kept
        self._answers: OrderedDict[tuple[str, str], tuple[float, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def look(self, key: tuple[str, str]) -> Answer | None:
        """What is still known about (record type, name)."""
        with self._lock:
            kept = self._answers.get(key)
            if kept is None:
                return None
            until, answer = kept
            if until <= self._monotonic():
                del self._answers[key]
                return None
            self._answers.move_to_end(key)
            return answer

    def keep(self, key: tuple[str, str], answer: Answer, ttl: float) -> None:
        """Remember an answer for its time to live, within bounds."""
        if sum(map(len, answer.records)) > LARGEST:
            return
        least, most = BOUNDS[answer.state]
        until = self._monotonic() + min(max(ttl, least), most)
        with self._lock:
            self._answers[key] = (until, answer)
            self._answers.move_to_end(key)
            if len(self._answers) > self._kept:
                self._answers.popitem(last=False)
