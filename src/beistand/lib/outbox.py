"""Everything that leaves the house waits here: written with its fact, carried after commit, never twice.

A carrier claims due parcels, notes `sending` and commits before it touches the world. If it dies between the
world's yes and our note, the parcel stays `sending`, and `find_lost` turns it into `unknown`: shown to a
person, never blindly repeated. Carriers are named in `site/wiring.py` by the parcel's kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from beistand.lib import clock, live
from beistand.lib.models import Parcel

TOPIC = "outbox"
LOST_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Carried:
    """What became of a parcel: sent | failed | unknown | again (with `next_at`) | withdrawn."""

    state: str
    words: str = ""
    next_at: datetime | None = None


Carrier = Callable[[Parcel], Carried]
Told = Callable[[Parcel, Carried], None]


def put(
    kind: str,
    *,
    effect_key: str,
    words: dict[str, Any],
    not_before: datetime | None = None,
    brand: UUID | None = None,
    customer: UUID | None = None,
    thread: UUID | None = None,
    gate: str = "",
) -> Parcel:
    """Put something into the outbox in this transaction. The same `effect_key` again gives the first parcel."""
    at = clock.now()
    due = not_before or at
    parcel, is_new = Parcel.objects.get_or_create(
        effect_key=effect_key,
        defaults={
            "kind": kind,
            "words": words,
            "state": "held" if due > at else "waiting",
            "made_at": at,
            "not_before": due,
            "next_at": due,
            "brand": brand,
            "customer": customer,
            "thread": thread,
            "gate": gate,
        },
    )
    if is_new:
        live.wake(TOPIC)
    return parcel


def take_back(parcel_id: UUID) -> bool:
    """Undo: withdraw a parcel that is still held or waiting and has never been tried. False when it is too late."""
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update().get(id=parcel_id)
        if parcel.state not in ("held", "waiting") or parcel.tries:
            return False
        parcel.state = "withdrawn"
        parcel.done_at = clock.now()
        parcel.save(update_fields=["state", "done_at"])
        return True


def hold(parcel_id: UUID, seconds: float = 6.0, at_most: float = 120.0) -> bool:
    """Keep holding a parcel a little longer while somebody looks at its undo; False when it has gone."""
    at = clock.now()
    until = at + timedelta(seconds=seconds)
    held = Parcel.objects.filter(
        id=parcel_id, state="held", tries=0, not_before__lt=until, made_at__gt=at - timedelta(seconds=at_most)
    )
    return bool(held.update(not_before=until, next_at=until))


def release(parcel_id: UUID) -> bool:
    """Send now what is held; or try again what failed, or what a person decided to repeat though unknown."""
    at = clock.now()
    changed = Parcel.objects.filter(id=parcel_id, state__in=["held", "failed", "unknown"]).update(
        state="waiting", not_before=at, next_at=at, done_at=None
    )
    if changed:
        live.wake(TOPIC)
    return bool(changed)


def claim(kinds: list[str], by: str, limit: int = 20, passing_over: Sequence[UUID] = ()) -> list[Parcel]:
    """Take due parcels of these kinds for this worker and commit that they are being sent.

    Parcels of the brands in `passing_over` are left for later.
    """
    at = clock.now()
    with transaction.atomic(), connection.cursor() as cursor:
        words: dict[str, Any] = {
            "kinds": kinds,
            "at": at,
            "by": by,
            "limit": limit,
            "over": list(passing_over),
        }
        cursor.execute(_CLAIM, words)
        ids = [row[0] for row in cursor.fetchall()]
    return list(Parcel.objects.filter(id__in=ids).order_by("next_at"))


_CLAIM = """
UPDATE lib_parcel SET state = 'sending', claimed_by = %(by)s, claimed_at = %(at)s, tries = tries + 1
WHERE id IN (
    SELECT id FROM lib_parcel
    WHERE state IN ('held', 'waiting') AND next_at <= %(at)s AND kind = ANY(%(kinds)s)
      AND (brand IS NULL OR brand <> ALL(%(over)s::uuid[]))
    ORDER BY next_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def carry(parcel: Parcel, carriers: Mapping[str, Carrier], told: Told | None = None) -> Carried:
    """Carry one claimed parcel and note what became of it; `told` runs in the transaction of the note."""
    result = carriers[parcel.kind](parcel)
    at = clock.now()
    with transaction.atomic():
        fresh = Parcel.objects.select_for_update().get(id=parcel.id)
        # `unknown` with the same try: we were taken for dead, and do know what became of it.
        if fresh.state not in ("sending", "unknown") or fresh.tries != parcel.tries:
            return result
        fresh.state = "waiting" if result.state == "again" else result.state
        fresh.next_at = result.next_at or fresh.next_at
        fresh.last_error = "" if result.state == "sent" else result.words
        fresh.receipt = result.words if result.state == "sent" else fresh.receipt
        fresh.done_at = None if result.state == "again" else at
        fresh.save(update_fields=["state", "next_at", "last_error", "receipt", "done_at"])
        if told is not None:
            told(fresh, result)
    return result


def find_lost(told: Told | None = None) -> int:
    """Parcels that have been `sending` for too long: their worker died, what the far side has is unknown."""
    at = clock.now()
    with transaction.atomic():
        lost = list(
            Parcel.objects.select_for_update(skip_locked=True).filter(
                state="sending", claimed_at__lt=at - LOST_AFTER
            )
        )
        for parcel in lost:
            parcel.state = "unknown"
            parcel.done_at = at
            parcel.last_error = "The line or our own process broke while this was being handed over."
            parcel.save(update_fields=["state", "done_at", "last_error"])
            if told is not None:
                told(parcel, Carried("unknown", parcel.last_error))
    return len(lost)


def next_due() -> datetime | None:
    """When the next parcel is due, so that a worker can sleep until then."""
    return (
        Parcel.objects.filter(state__in=["held", "waiting"])
        .order_by("next_at")
        .values_list("next_at", flat=True)
        .first()
    )
