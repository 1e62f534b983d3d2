"""Reading the journal in the order in which it became true.

Sequence numbers commit out of order, so a reader that remembers only the last id skips what a slower
transaction writes later. Order here is (transaction id, entry id), and nothing is read at or above
`pg_snapshot_xmin`: below it every transaction has ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from beistand.journal.models import Bookmark
from beistand.lib import clock

BATCH = 500


@dataclass(frozen=True, order=True)
class Place:
    """A place in the journal: after the entry `entry` of transaction `transaction`."""

    transaction: int = 0
    entry: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}-{self.entry}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """What `str` wrote; None for anything else."""
        first, dash, second = text.partition("-")
        if not dash or not first.isdigit() or not second.isdigit() or len(text) > 40:
            return None
        return cls(int(first), int(second))


@dataclass(frozen=True)
class Happened:
    """One entry as readers get it."""

    place: Place
    fact: str
    brand: UUID | None
    team: UUID | None
    customer: UUID | None
    thread: UUID | None
    by: str
    at: datetime
    words: dict[str, Any]


NEXT = """
SELECT transaction::text::bigint, id, fact, brand, team, customer, thread, by, at, words FROM journal_entry
WHERE (transaction, id) > (%(transaction)s::text::xid8, %(entry)s)
  AND transaction < pg_snapshot_xmin(pg_current_snapshot()) {more}
ORDER BY transaction, id LIMIT %(limit)s
"""
END = """
SELECT transaction::text::bigint, id FROM journal_entry
WHERE transaction < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY transaction DESC, id DESC LIMIT 1
"""
WAITS = """
SELECT EXISTS (SELECT 1 FROM journal_entry WHERE (transaction, id) > (%(transaction)s::text::xid8, %(entry)s))
"""


def after(
    place: Place,
    limit: int = BATCH,
    *,
    customer: UUID | None = None,
    brand: UUID | None = None,
    since: datetime | None = None,
) -> list[Happened]:
    """The next entries behind a place, in order; of one customer, one brand, or happened after `since`."""
    params: dict[str, Any] = {"transaction": str(place.transaction), "entry": place.entry, "limit": limit}
    more = ""
    if customer is not None:
        params["customer"], more = customer, "AND customer = %(customer)s"
    if brand is not None:
        params["brand"], more = brand, f"{more} AND brand = %(brand)s"
    if since is not None:
        params["since"], more = since, f"{more} AND at > %(since)s"
    with connection.cursor() as cursor:
        cursor.execute(NEXT.format(more=more), params)
        return [_happened(row) for row in cursor.fetchall()]


def end() -> Place:
    """The place behind everything that may be read now."""
    with connection.cursor() as cursor:
        cursor.execute(END)
        row = cursor.fetchone()
    return Place(*row) if row else Place()


def has_more(place: Place) -> bool:
    """Whether something is committed behind this place, even if an older transaction still holds it back."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS, {"transaction": str(place.transaction), "entry": place.entry})
        row = cursor.fetchone()
    return bool(row and row[0])


def read_on(reader: str, act: Callable[[Sequence[Happened]], None], limit: int = BATCH) -> int:
    """Give a reader its next entries and move its bookmark, in one transaction; how many there were.

    At-least-once: if `act` or the commit fails, the same entries come again, so `act` must be idempotent.
    """
    with transaction.atomic():
        mark, _new = Bookmark.objects.select_for_update().get_or_create(
            reader=reader, defaults={"transaction": 0, "entry": 0}
        )
        happened = after(Place(int(mark.transaction), mark.entry), limit)
        if not happened:
            return 0
        act(happened)
        last = happened[-1].place
        mark.transaction, mark.entry, mark.moved_at = last.transaction, last.entry, clock.now()
        mark.save()
    return len(happened)


def _happened(row: Sequence[Any]) -> Happened:
    words = row[9]
    if isinstance(words, str):
        words = json.loads(words)
    fact, brand, team, customer, thread, by, at = row[2:9]
    return Happened(Place(row[0], row[1]), fact, brand, team, customer, thread, by, at, words)
