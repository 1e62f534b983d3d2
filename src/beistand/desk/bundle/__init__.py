"""A batch of arrivals on its way onto threads: looked up together, sorted out one by one, written together.

`Bundle.look_up` asks the database once per kind of thing for the whole batch (`looked_up`); `sort_out` only thinks,
in order, and sees what earlier mails of the same batch decided (`sorting`); `write` inserts set-based (`outcome`).
That is what keeps a mail at a few milliseconds where a row at a time costs ten times as much.
"""

from beistand.desk.bundle.sorting import Bundle
from beistand.desk.bundle.words import preview

__all__ = ["Bundle", "preview"]
