"""The sealer: lays the chain over what is committed, in the order in which it became true, in batches.

A batch takes everything below `pg_snapshot_xmin`, so a slow transaction holds the seal back but can never slip
in behind it. One sealer works at a time; a second one goes home.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from beistand.journal.book import About, record
from beistand.journal.facts import DemoRemoved
from beistand.journal.keys import LENGTH, keys_of, signing_key
from beistand.journal.rules.chain import Head, Link, Row, Sweep, commit, lay, ranges_of, sign, sweep_digest
from beistand.lib import clock

BATCH = 2_000
ONE_AT_A_TIME = 4_201_138

ENTRY = (
    "e.id, e.transaction::text::bigint, e.fact, e.brand, e.team, e.customer, e.thread, e.by, e.at,"
    " e.recorded_at, e.words::text"
)
NEXT = f"""
SELECT {ENTRY} FROM journal_entry e
WHERE (e.transaction, e.id) > (%s::text::xid8, %s) AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY e.transaction, e.id LIMIT %s
"""  # noqa: S608 - a constant of ours
LAY = """
INSERT INTO journal_seal (position, entry, commitment, hash, sealed_at)
SELECT position, entry, commitment, hash, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[]) AS l(position, entry, commitment, hash)
"""
KEEP_HEAD = """
INSERT INTO journal_head (id, position, hash, transaction, entry, mac, sealed_at)
VALUES (1, %s, %s, %s::text::xid8, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, hash = excluded.hash, mac = excluded.mac,
    transaction = excluded.transaction, entry = excluded.entry, sealed_at = excluded.sealed_at
"""
SWEPT = """
SELECT s.position, s.commitment FROM journal_seal s JOIN journal_entry e ON e.id = s.entry
WHERE e.brand = ANY(%s) ORDER BY s.position
"""
SWEEP_KEYS = """
DELETE FROM journal_personkey WHERE customer IN (SELECT customer FROM journal_entry WHERE brand = ANY(%s))
"""


def seal_on(limit: int = BATCH) -> int:
    """Seal the next entries; how many. 0 also when somebody else is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return 0
        head = read_head(cursor)
        cursor.execute(NEXT, [str(head.transaction), head.entry, limit])
        rows = [Row(*found) for found in cursor.fetchall()]
        if rows:
            at = clock.now()
            links, head = lay(head, _committed(rows), at)
            _keep(cursor, links, head, at)
    return len(rows)


def _committed(rows: Sequence[Row]) -> list[tuple[Row, bytes]]:
    keys = keys_of({row.customer for row in rows if row.customer is not None})
    return [(row, commit(row, _key(row, keys))) for row in rows]


def _key(row: Row, keys: dict[UUID, bytes | None]) -> bytes | None:
    if row.customer is None:
        return None
    return keys[row.customer] or os.urandom(LENGTH)  # forgotten: nobody shall ever open it


def _keep(cursor: CursorWrapper, links: Sequence[Link], head: Head, at: datetime) -> None:
    cursor.execute(
        LAY,
        [
            at,
            [link.position for link in links],
            [link.entry for link in links],
            [link.commitment for link in links],
            [link.hash for link in links],
        ],
    )
    head = replace(head, mac=sign(head.words(), signing_key()))
    cursor.execute(KEEP_HEAD, [head.position, head.hash, str(head.transaction), head.entry, head.mac, at])


def read_head(cursor: CursorWrapper) -> Head:
    """How far the chain is laid."""
    cursor.execute(
        "SELECT position, hash, transaction::text::bigint, entry, mac FROM journal_head WHERE id = 1"
    )
    found: Sequence[Any] | None = cursor.fetchone()
    return Head(found[0], bytes(found[1]), found[2], found[3], bytes(found[4])) if found else Head()


def sweep(brands: Sequence[UUID], by: str) -> int:
    """Remove the entries of demo brands on record; how many. Runs in the caller's transaction, the sealer waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(SWEPT, [list(brands)])
        sealed = [(position, bytes(commitment)) for position, commitment in cursor.fetchall()]
        cursor.execute(SWEEP_KEYS, [list(brands)])
        cursor.execute("SET LOCAL beistand.demo_sweep = 'on'")
        cursor.execute("DELETE FROM journal_entry WHERE brand = ANY(%s)", [list(brands)])
        count = int(cursor.rowcount)
        cursor.execute("SET LOCAL beistand.demo_sweep = 'off'")
    if count:
        told = Sweep(ranges_of(p for p, _ in sealed), sweep_digest(c for _, c in sealed), "")
        mac = sign(told.words(), signing_key()).hex()
        record(DemoRemoved(count=count, ranges=told.ranges, digest=told.digest, mac=mac), About(by=by))
    return count
