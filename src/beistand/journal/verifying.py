"""Does the journal still say what was sealed? Reads all of it once, in one snapshot, in portions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from beistand.journal.keys import all_keys, signing_key
from beistand.journal.rules.chain import Check, Fault, Head, Known, Link, Row, Sweep
from beistand.journal.sealing import ENTRY, read_head

PORTION = 5_000

LINKS = f"""
SELECT s.position, s.entry, s.commitment, s.hash, s.sealed_at, {ENTRY}
FROM journal_seal s LEFT JOIN journal_entry e ON e.id = s.entry
WHERE s.position > %s ORDER BY s.position LIMIT %s
"""  # noqa: S608 - a constant of ours
UNSEALED = """
SELECT e.transaction::text::bigint, e.id FROM journal_entry e
WHERE NOT EXISTS (SELECT 1 FROM journal_seal s WHERE s.entry = e.id)
"""
SWEEPS = "SELECT words::text FROM journal_entry WHERE fact = 'DemoRemoved' ORDER BY transaction, id"


@dataclass(frozen=True)
class Verified:
    """What was found. `closed`: entries of forgotten people; `swept`: of a removed demo; `tail`: not sealed yet."""

    sealed: int
    closed: int
    swept: int
    tail: int
    head: Head
    faults: Sequence[Fault]


def verify(*, has_key: bool = True) -> Verified:
    """Check the whole chain. Without the installation's key (`has_key` False) only what needs none."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        head = read_head(cursor)
        keys, signs = (all_keys(), signing_key()) if has_key else ({}, None)
        check = Check(Known(keys, _sweeps(cursor), signs))
        for link, row in _links(cursor):
            check.take(link, row)
        cursor.execute(UNSEALED)
        for place in cursor.fetchall():
            check.unsealed(place, head)
        check.end(head)
    return Verified(check.sealed, check.closed, check.swept, check.tail, head, check.faults)


def _sweeps(cursor: CursorWrapper) -> list[Sweep]:
    cursor.execute(SWEEPS)
    found = [json.loads(row[0]) for row in cursor.fetchall()]
    return [Sweep(tuple((a, b) for a, b in w.get("ranges", [])), w["digest"], w["mac"]) for w in found]


def _links(cursor: CursorWrapper) -> Iterator[tuple[Link, Row | None]]:
    position = -(2**63)
    while True:
        cursor.execute(LINKS, [position, PORTION])
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        for found in rows:
            link = Link(found[0], found[1], bytes(found[2]), bytes(found[3]), found[4])
            yield link, Row(*found[5:]) if found[5] is not None else None
        if len(rows) < PORTION:
            return
        position = rows[-1][0]
