"""One clock for all processes and for SQL.

`now()` is the only source of "now" for anything that decides. On a data folder made for demo or tests the
clock may be set and sped up (`beistand clock`); one row tells all processes, who look at it again every
quarter of a second. On a real data folder it is the machine's clock and the row is never asked twice.
SQL that needs the time takes it as a parameter.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

LOOK_AGAIN = 0.25


@dataclass(frozen=True)
class Reading:
    """How the told time runs: `told` + (real - `since`) * `speed`; all None for the real time."""

    told: datetime | None = None
    since: datetime | None = None
    speed: float = 1.0

    def at(self, real: datetime) -> datetime:
        """The told time at a real instant."""
        if self.told is None or self.since is None:
            return real
        return self.told + (real - self.since) * self.speed


_lock = threading.Lock()
_reading = Reading()
_looked = float("-inf")
_is_real = False


def now() -> datetime:
    """The time that counts, in UTC."""
    real = datetime.now(UTC)
    if _is_real:
        return real
    _look()
    return _reading.at(real)


def _look() -> None:
    global _reading, _looked, _is_real
    if time.monotonic() - _looked < LOOK_AGAIN:
        return
    with _lock:
        if time.monotonic() - _looked < LOOK_AGAIN:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind, told, since, speed FROM lib_installation WHERE id = 1")
            row = cursor.fetchone()
        if row is not None:
            _reading = Reading(told=row[1], since=row[2], speed=row[3])
            _is_real = row[0] == "real"
        _looked = time.monotonic()


def forget() -> None:
    """Look at the row again at the next call (after it was changed in this process)."""
    global _looked, _is_real
    _looked = float("-inf")
    _is_real = False
