"""Stop asking a resolver that does not answer, so that mail never waits for it.

One slow name must not trip it: a stranger could name a domain whose servers are silent and so take the
proof away from everybody else's mail. So after some silences the resolver is asked for the root, which it
knows by heart; only when that is met with silence too is it taken for dead.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

AFTER = 2
REST = 30.0


class Breaker:
    """Safe for threads. `is_alive` asks the resolver for the root and tells whether anything came back."""

    def __init__(
        self,
        is_alive: Callable[[], bool],
        monotonic: Callable[[], float],
        *,
        after: int = AFTER,
        rest: float = REST,
    ) -> None:
        self._is_alive = is_alive
        self._monotonic = monotonic
        self._after = after
        self._rest = rest
        self._silences = 0
        self._rests_until: float | None = None
        self._lock = threading.Lock()

    def may_ask(self) -> bool:
        """Whether it is worth asking. After the rest one caller looks whether the resolver lives again."""
        with self._lock:
            if self._rests_until is None:
                return True
            if self._monotonic() < self._rests_until:
                return False
            self._rests_until = self._monotonic() + self._rest  # the others go on resting while one looks
        return self._look_again()

    def heard(self) -> None:
        """The resolver said something, whatever it was."""
        self._silences = 0

    def silent(self) -> None:
        """A question was met with silence."""
        with self._lock:
            self._silences += 1
            if self._silences < self._after or self._rests_until is not None:
                return
            self._rests_until = self._monotonic() + self._rest
        self._look_again()

    def _look_again(self) -> bool:
        lives = self._is_alive()
        with self._lock:
            self._silences = 0
            self._rests_until = None if lives else self._monotonic() + self._rest
        return lives
