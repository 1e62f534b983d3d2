"""The one way into the journal: `record`. What is recorded wakes its readers and appears on screens.

`record_many` writes a batch in one statement; the mail filing lives on that. Both run in the caller's
transaction: a fact is true exactly when what it speaks of is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection

from beistand.lib import clock, live

READERS = "readers"
DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense. Rooms subclass it in their `facts.py`.

    A subclass's own fields are its words in the journal; they are references and few words, never bodies.
    `at` is when it happened, not when we heard of it.
    """

    name: ClassVar[str] = ""

    at: datetime | None = None

    def words(self) -> dict[str, Any]:
        """The fact's own fields, ready for JSON."""
        skip = {"at"}
        return {
            key: str(value) if isinstance(value, UUID | datetime) else value
            for key, value in self.__dict__.items()
            if key not in skip and value not in (None, "", ())
        }


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom and what a fact is about, as bare ids. `by`: agent:<id>, customer:<id>, key:<id>, machine:<name>."""

    brand: UUID | None = None
    team: UUID | None = None
    customer: UUID | None = None
    thread: UUID | None = None
    by: str = ""


FACTS: dict[str, type[Fact]] = {}


def fact(kind: type[Fact]) -> type[Fact]:
    """Class decorator: makes a fact known by its name, so that the timeline can tell it."""
    kind.name = kind.__name__
    FACTS[kind.name] = kind
    return kind


def record(happened: Fact, about: About) -> int:
    """Write one fact into the journal in this transaction; its entry id."""
    return record_many([(happened, about)])[0]


def record_many(happened: Iterable[tuple[Fact, About]]) -> list[int]:
    """Write facts in order, in one statement; their entry ids."""
    rows = [_row(one, about) for one, about in happened]
    if not rows:
        return []
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, list(map(list, columns)))
        ids = [row[0] for row in cursor.fetchall()]
    live.wake(READERS, DESK)
    return ids


_INSERT = """
INSERT INTO journal_entry (transaction, fact, brand, team, customer, thread, by, at, words)
SELECT pg_current_xact_id(), fact, brand, team, customer, thread, by, at, words::jsonb
FROM unnest(%s::text[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[], %s::text[])
     WITH ORDINALITY AS r(fact, brand, team, customer, thread, by, at, words, place)
ORDER BY place
RETURNING id
"""


def _row(one: Fact, about: About) -> tuple[Any, ...]:
    return (
        one.name,
        about.brand,
        about.team,
        about.customer,
        about.thread,
        about.by,
        one.at or clock.now(),
        json.dumps(one.words(), ensure_ascii=False),
    )
