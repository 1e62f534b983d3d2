"""From the journal into the outbox: every entry becomes a parcel for each subscription that wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from beistand.journal import reader
from beistand.journal.reader import Happened, Place
from beistand.lib import clock, live, outbox
from beistand.lib.models import Parcel
from beistand.site.models import Subscription
from beistand.site.webhooks.subscriptions import begin_of

READER = "webhooks"
KIND = "webhook"
AT_ONCE = 1_000


def tell_on() -> int:
    """One portion of the journal; how many entries were looked at."""
    return reader.read_on(READER, _tell)


def _tell(happened: Sequence[Happened]) -> None:
    for row in Subscription.objects.select_related("brand"):
        for one in happened:
            if one.place > begin_of(row) and wants(row, one):
                put(row, one)


def wants(row: Subscription, one: Happened) -> bool:
    """Whether a subscription is told this."""
    if row.brand_id is not None and one.brand != row.brand_id:
        return False
    return not row.facts or one.fact in row.facts


def put(row: Subscription, one: Happened) -> Parcel:
    """Put one telling into the outbox, once."""
    return outbox.put(
        KIND,
        effect_key=effect_key(row, one),
        words={"subscription": str(row.id), "url": row.url, "fact": one.fact, "body": body(one)},
        brand=one.brand,
        customer=one.customer,
        thread=one.thread,
    )


def effect_key(row: Subscription, one: Happened) -> str:
    """What makes the same entry for the same subscription one parcel."""
    return f"webhook:{row.id}:{one.place}"


def body(one: Happened) -> dict[str, Any]:
    """What the far side gets; the same at every try."""
    return {
        "id": str(one.place),
        "fact": one.fact,
        "at": one.at.isoformat(),
        "brand": one.brand and str(one.brand),
        "team": one.team and str(one.team),
        "customer": one.customer and str(one.customer),
        "conversation": one.thread and str(one.thread),
        "by": one.by,
        "words": one.words,
    }


def replay(row: Subscription, place: Place, since: datetime | None) -> tuple[int, Place | None]:
    """Tell again what stands behind a place: how many, and where to go on (None at the end)."""
    happened = reader.after(place, AT_ONCE, brand=row.brand_id, since=since)
    at = clock.now()
    told = 0
    for one in happened:
        if wants(row, one):
            parcel = put(row, one)
            told += (
                Parcel.objects.filter(id=parcel.id)
                .exclude(state="sending")
                .update(
                    state="waiting",
                    made_at=at,
                    not_before=at,
                    next_at=at,
                    tries=0,
                    done_at=None,
                    last_error="",
                )
            )
    live.wake(outbox.TOPIC)
    return told, happened[-1].place if len(happened) == AT_ONCE else None
