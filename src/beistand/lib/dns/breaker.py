"""Stop asking a resolver that does not answer, so that mail never waits for it.

One slow name must not trip it: a stranger could name a domain whose servers are silent and so take the
proof away from everybody else's mail. So after a silence the resolver is asked for the root, which it knows
by heart; only when that is met with silence too is it taken for dead.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

REST = 30.0


def in_a_thread(act: Callable[[], object]) -> None:
    """Do something aside, so that the caller need not wait."""
    threading.Thread(target=act, name="dns-breaker", daemon=True).start()


class Breaker:
    """Safe for threads. `is_alive` asks the resolver for the root and tells whether anything came back."""

    def __init__(
        self,
        is_alive: Callable[[], bool],
        monotonic: Callable[[], float],
        *,
        rest: float = REST,
        aside: Callable[[Callable[[], object]], None] = in_a_thread,
    ) -> None:
        self._is_alive = is_alive
        self._monotonic = monotonic
        self._rest = rest
        self._aside = aside
        self._rests_until: float | None = None
        self._is_looking = False
        self._lock = threading.Lock()

    def may_ask(self) -> bool:
        """Whether it is worth asking. After the rest the resolver is looked at aside, while nobody waits for it."""
        with self._lock:
            if self._rests_until is None:
                return True
            if self._is_looking or self._monotonic() < self._rests_until:
                return False
            self._is_looking = True
        self._aside(self._look)
        return False

    def silent(self) -> None:
        """A question was met with silence: see whether the resolver lives. Others may go on asking meanwhile."""
        with self._lock:
            if self._is_looking or self._rests_until is not None:
                return
            self._is_looking = True
        self._look()

    def _look(self) -> None:
        lives = self._is_alive()
        with self._lock:
            self._is_looking = False
            self._rests_until = None if lives else self._monotonic() + self._rest
