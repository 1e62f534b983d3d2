"""Live push: ids travel by PostgreSQL NOTIFY, never bodies; whoever wakes reads the rows itself.

`wake` is called inside a transaction and sends once at commit. PostgreSQL folds equal payloads of one
transaction into one, so a batch of a hundred facts for one topic wakes its listeners once.
"""

from __future__ import annotations

from django.db import connection

CHANNEL = "beistand_live"


def wake(*topics: str) -> None:
    """Wake everybody who listens to one of these topics (short ASCII words), when this transaction commits."""
    if not topics:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", [CHANNEL, sorted(set(topics))]
        )
