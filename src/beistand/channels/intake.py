"""The threshold: what comes in is kept, byte by byte, before anybody hears "thank you".

`accept_many` writes a whole batch in one transaction with one fsync; when it returns, every arrival in it
survives any crash. Nothing is understood here: a mail that nobody can parse is kept like any other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from beistand.lib import clock, live
from beistand.lib.ids import uuid7

TOPIC = "intake"


@dataclass(frozen=True)
class Raw:
    """One thing at the door: its bytes and what the door knows of it (see `Arrival.envelope`)."""

    channel: str
    content: bytes
    envelope: dict[str, Any] = field(default_factory=dict)
    arrived_at: datetime | None = None


def accept(raw: Raw) -> UUID:
    """Keep one arrival in this transaction; its id."""
    return accept_many([raw])[0]


def accept_many(batch: Sequence[Raw]) -> list[UUID]:
    """Keep a batch in one transaction (the caller's, if there is one); the ids in the same order."""
    at = clock.now()
    ids = sorted(uuid7() for _ in batch)  # in the order of the batch, also within one millisecond
    digests = [hashlib.sha256(raw.content).hexdigest() for raw in batch]
    contents = dict(zip(digests, (raw.content for raw in batch), strict=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_KEEP_BYTES, [list(contents), list(contents.values()), at])
        cursor.execute(
            _KEEP_ARRIVALS,
            [
                ids,
                [raw.channel for raw in batch],
                digests,
                [json.dumps(raw.envelope) for raw in batch],
                [raw.arrived_at or at for raw in batch],
                at,
            ],
        )
        live.wake(TOPIC)
    return ids


_KEEP_BYTES = """
INSERT INTO channels_rawarrival (sha256, content, size, kept_at)
SELECT sha256, content, length(content), t.at
FROM unnest(%s::text[], %s::bytea[]) AS b(sha256, content), (SELECT %s::timestamptz AS at) AS t
ON CONFLICT (sha256) DO NOTHING
"""

_KEEP_ARRIVALS = """
INSERT INTO channels_arrival (id, channel, raw_id, envelope, arrived_at, state, reason, tries, next_at)
SELECT id, channel, raw, envelope::jsonb, arrived, 'kept', '', 0, next_at
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::timestamptz[]) AS a(id, channel, raw, envelope, arrived),
     (SELECT %s::timestamptz AS next_at) AS t
"""
