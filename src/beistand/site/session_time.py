"""How long a sign-in lasts: 12 hours without a sign of life, 14 days at most.

Pages and edge both ask, so that an open stream ends with its session.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
BEGAN, SEEN = "began", "seen"


class Kept(Protocol):
    """A session, or anything that keeps values by name."""

    def get(self, key: str, default: Any = None, /) -> Any:
        """The value kept under a name."""


def is_over(session: Kept, at: datetime) -> bool:
    """Whether a session has been idle or alive for too long."""
    now = at.timestamp()
    began, seen = float(session.get(BEGAN, now)), float(session.get(SEEN, now))
    return now - seen > IDLE.total_seconds() or now - began > LONGEST.total_seconds()
