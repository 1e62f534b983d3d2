"""How often one key may call: a bucket that fills up again, in the memory of each web process."""

from __future__ import annotations

import threading
import time
from uuid import UUID

A_MINUTE = 6_000
MOST_KEYS = 10_000

_lock = threading.Lock()
_left: dict[UUID, tuple[float, float]] = {}


def wait(key: UUID, monotonic: float | None = None) -> float:
    """Seconds until this key may call again; 0.0 means now (and counts)."""
    at = time.monotonic() if monotonic is None else monotonic
    with _lock:
        if len(_left) > MOST_KEYS:
            _left.clear()
        tokens, since = _left.get(key, (float(A_MINUTE), at))
        tokens = min(float(A_MINUTE), tokens + (at - since) * A_MINUTE / 60)
        if tokens < 1:
            _left[key] = (tokens, at)
            return (1 - tokens) * 60 / A_MINUTE
        _left[key] = (tokens - 1, at)
        return 0.0


def forget() -> None:
    """Every bucket is full again (tests)."""
    with _lock:
        _left.clear()
