"""When somebody said it: the Date header, corrected where it cannot be true."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import NamedTuple

from .charsets import decode_header_bytes
from .headers import plain
from .mime import Part

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
_GERMAN = {"jän": "jan", "mär": "mar", "mrz": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
_GERMAN_MONTH = re.compile(r"\b(jän|mär|mrz|mai|okt|dez)\w*\.?", re.IGNORECASE)
_LOCAL_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?")
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
# A sender's clock may be a little fast; beyond that the first server that took the mail knows better.
_FAST = timedelta(hours=24)


class SaidAt(NamedTuple):
    """The instant (aware, or None), and whether it is not what the Date header says."""

    at: datetime | None
    corrected: bool


def said_at(root: Part) -> SaidAt:
    """Date; when it is missing, broken, before 1990 or a day later than the mail was received, the oldest
    Received stamp instead.
    """
    written = instant(root.first("date"))
    stamps = [at for value in root.all("received")[-8:] if (at := instant(value.rpartition(b";")[2]))]
    oldest = stamps[-1] if stamps else None
    if written is None or written < _FIRST:
        return SaidAt(oldest, corrected=True)
    if oldest is not None and oldest > _FIRST and written - oldest > _FAST:
        return SaidAt(oldest, corrected=True)
    return SaidAt(written, corrected=False)


def instant(raw: bytes) -> datetime | None:
    """A date as mail programs write it; without a zone it is taken as UTC. None when it is none."""
    text = plain(decode_header_bytes(raw[:200]))
    if not text:
        return None
    if _ISO.match(text):
        return _iso(text)
    if local := _LOCAL_DATE.search(text):
        day, month, year, hour, minute, second = (int(group or 0) for group in local.groups())
        return _aware(year, month, day, hour, minute, second, 0)
    text = _GERMAN_MONTH.sub(lambda match: _GERMAN[match[1].lower()], text)
    try:
        fields = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if fields is None:
        return None
    year, month, day, hour, minute, second = fields[:6]
    return _aware(year, month, day, hour, minute, second, fields[9] or 0)


def _iso(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.split(" (")[0].replace(" +", "+"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _aware(
    year: int, month: int, day: int, hour: int, minute: int, second: int, offset: int
) -> datetime | None:
    if abs(offset) >= 86_400:
        offset = 0
    try:
        # 24:00 and the leap second exist in mails, but not in datetime.
        start = datetime(year, month, day, tzinfo=timezone(timedelta(seconds=offset)))
        if not (0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= second <= 60):
            return None
        return start + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    except (ValueError, OverflowError):
        return None
