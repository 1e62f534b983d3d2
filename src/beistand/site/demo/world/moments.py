"""How the demo tells time: moments relative to an anchor, as a colleague would say them.

`-25m` is 25 minutes before the anchor. `-2d 10:15` is 10:15 on the second working day of the brand before the
anchor's day, so that nobody in the demo works on a day off, whatever day it is loaded. `+1d 09:00` is
the next working day. Minutes reach back 300 at most and a working day ends at 18:45: an anchor at midnight
keeps both in order.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from beistand.site.demo.world.shapes import Brand

LONGEST_AGO = 300
_MINUTES = re.compile(r"([+-])(\d{1,3})m")
_DAYS = re.compile(r"([+-])(\d{1,3})d (\d\d):(\d\d)")


def moment(said: str, anchor: datetime, brand: Brand) -> datetime:
    """The instant of a written moment, in the brand's time zone. `anchor` must be aware.

    Raises `ValueError` for a moment that is not written in one of the two ways.
    """
    zone = ZoneInfo(brand.zone)
    if minutes := _MINUTES.fullmatch(said):
        away = timedelta(minutes=int(minutes[2]))
        return (anchor + away if minutes[1] == "+" else anchor - away).astimezone(zone)
    days = _DAYS.fullmatch(said)
    if days is None:
        raise ValueError(f"not a moment: {said!r}")
    step = timedelta(days=1 if days[1] == "+" else -1)
    day = anchor.astimezone(zone).date()
    left = int(days[2])
    while left:
        day += step
        left -= day.weekday() in brand.open_days
    return datetime.combine(day, time(int(days[3]), int(days[4])), zone)
