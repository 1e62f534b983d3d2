"""Filing: a kept arrival becomes a message on the right thread of the right customer.

A batch is read outside of any transaction (reading may take long and changes nothing), then filed in one.
Should the batch fail, its arrivals are filed one by one, so that a bad one stops nobody; one that fails five
times is quarantined with its reason. What could not be read is kept and shown, and can be retried.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from beistand.channels.models import Arrival
from beistand.channels.reading import Read, Reader
from beistand.desk.bundle import Bundle
from beistand.lib import clock

log = logging.getLogger("beistand.desk.filing")

BATCH = 100
BATCH_BYTES = 24 * 1024 * 1024
GIVE_UP_AFTER = 5


def file_waiting(read: Reader, limit: int = BATCH) -> int:
    """File what waits, oldest first; how many arrivals were dealt with."""
    arrivals = _waiting(limit)
    if not arrivals:
        return 0
    return file_these(arrivals, read(arrivals))


def file_one(arrival_id: UUID, read: Reader) -> None:
    """File one arrival now (the counter and the letter form want to show the thread at once)."""
    arrivals = list(Arrival.objects.select_related("raw").filter(id=arrival_id, state="kept"))
    if arrivals:
        file_these(arrivals, read(arrivals))


def file_these(arrivals: Sequence[Arrival], reads: Sequence[Read]) -> int:
    """File arrivals that were read, in one transaction, or one by one when that fails."""
    try:
        with transaction.atomic():
            _file(arrivals, reads)
    except (DatabaseError, ValueError, TypeError, KeyError, AttributeError):
        if len(arrivals) == 1:
            log.exception("Filing arrival %s failed", arrivals[0].id)
            _put_off(arrivals[0])
            return 1
        log.warning("Filing a batch of %s failed; filing them one by one", len(arrivals))
        for arrival, read in zip(arrivals, reads, strict=True):
            file_these([arrival], [read])
    return len(arrivals)


def _waiting(limit: int) -> list[Arrival]:
    at = clock.now()
    waiting = Arrival.objects.filter(state="kept", next_at__lte=at).order_by("next_at", "id")
    sizes = waiting.values_list("id", "raw__size")[:limit]
    chosen: list[UUID] = []
    total = 0
    for arrival, size in sizes:
        if chosen and total + size > BATCH_BYTES:
            break
        chosen.append(arrival)
        total += size
    by_id = {a.id: a for a in Arrival.objects.select_related("raw").filter(id__in=chosen)}
    return [by_id[c] for c in chosen if c in by_id]


def _file(arrivals: Sequence[Arrival], reads: Sequence[Read]) -> None:
    ids = [a.id for a in arrivals]
    still = set(
        Arrival.objects.select_for_update(skip_locked=True)
        .filter(id__in=ids, state="kept")
        .values_list("id", flat=True)
    )
    bundle = Bundle([(a, r) for a, r in zip(arrivals, reads, strict=True) if a.id in still], clock.now())
    bundle.look_up()
    bundle.sort_out()
    bundle.write()


def _put_off(arrival: Arrival) -> None:
    tries = arrival.tries + 1
    gives_up = tries >= GIVE_UP_AFTER
    with transaction.atomic():
        Arrival.objects.filter(id=arrival.id, state="kept").update(
            tries=tries, next_at=clock.now() + timedelta(seconds=2**tries)
        )
        if gives_up:
            bundle = Bundle([(arrival, Read(reason="could-not-be-filed"))], clock.now())
            bundle.look_up()
            bundle.sort_out()
            bundle.write()
