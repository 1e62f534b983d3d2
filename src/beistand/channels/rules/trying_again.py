"""When a mail that did not leave is tried again, and when we give up (RFC 5321 §4.5.4.1: four to five days)."""

from __future__ import annotations

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(days=5)
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
LONGEST_WITHOUT_SERVER = timedelta(minutes=5)


def next_try(first: datetime, at: datetime, *, server_is_there: bool, spread: float) -> datetime | None:
    """When to try next, None when it is time to give up; the last try comes five days after the `first`.

    The pauses grow with the age of the mail: greylisting passes in minutes, a full mailbox in days. While our
    own smarthost is away nothing is gained by waiting long. `spread` from 0 to 1 keeps mails that failed
    together from coming back together.
    """
    age = at - first
    if age >= GIVE_UP_AFTER:
        return None
    longest = LONGEST if server_is_there else LONGEST_WITHOUT_SERVER
    pause = min(max(age / 2, SHORTEST), longest) * (1 + 0.2 * spread)
    return min(at + pause, first + GIVE_UP_AFTER)
