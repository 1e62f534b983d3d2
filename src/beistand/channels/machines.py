"""The last look before a machine's answer leaves: how often machines of ours have written there before.

Whether it may be written at all is asked where it is written (`rules/machines_that_write.py`); this look only
counts, over what the outbox has carried for all rooms.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from beistand.channels.adapter import Outgoing
from beistand.channels.rules.machines_that_write import Before, why_too_often
from beistand.lib import clock
from beistand.lib.models import Parcel


def why_too_often_for(parcel: Parcel, out: Outgoing) -> str:
    """Why this mail of a machine must not leave, "" when it may; what a person wrote always may."""
    if not out.automated or not out.in_reply_to:
        return ""
    at = clock.now()
    before = (written_before(parcel.brand, parcel.thread, a.address, but_not=parcel.id) for a in out.to)
    return next(filter(None, (why_too_often(b, at) for b in before)), "")


def written_before(
    brand: UUID | None, thread: UUID | None, address: str, *, but_not: UUID | None = None
) -> Before:
    """What machines and people of this brand have sent to an address so far, and machines in this thread."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, {"brand": brand, "but_not": but_not, "to": address.lower()})
        rows: list[tuple[bool, UUID | None, datetime]] = cursor.fetchall()
    by_machines = [(where, done) for is_automated, where, done in rows if is_automated]
    by_people = [done for is_automated, _where, done in rows if not is_automated]
    last_person = max(by_people, default=None)
    return Before(
        to_address=tuple(done for _where, done in by_machines),
        in_thread=sum(1 for where, _done in by_machines if where == thread),
        since_a_person=sum(1 for _where, done in by_machines if last_person is None or done > last_person),
    )


_EARLIER = """
SELECT coalesce((words->>'automated')::boolean, false), thread, done_at
FROM lib_parcel
WHERE kind = 'message' AND state IN ('sent', 'unknown') AND done_at IS NOT NULL
  AND brand IS NOT DISTINCT FROM %(brand)s::uuid AND id IS DISTINCT FROM %(but_not)s::uuid
  AND EXISTS (SELECT 1 FROM jsonb_array_elements(words->'to') AS t(a) WHERE lower(t.a->>0) = %(to)s)
ORDER BY done_at DESC LIMIT 200
"""
