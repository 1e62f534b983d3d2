"""The carrier of webhooks: signed, guarded, tried again with growing pauses for three days.

At-least-once: a try whose outcome is unknown is repeated, and the far side knows an entry by its `id`. A target
that fails three times in a row rests as a whole (the breaker), so that a dead one costs a try now and then.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import msgspec
from django.db.models import F

from beistand.lib import clock, outbox
from beistand.lib.http import Forbidden, Unreachable, fetch, sign
from beistand.lib.http.signed import HEADER
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried
from beistand.site.models import Subscription
from beistand.site.webhooks.subscriptions import secret_of
from beistand.site.webhooks.telling import KIND

GIVE_UP_AFTER = timedelta(days=3)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=6)
PATIENCE = 10.0
MOST_BYTES = 1_000_000
FAILURES_TO_REST = 3


def carry(parcel: Parcel) -> Carried:
    """Tell one entry to one subscription."""
    row = Subscription.objects.filter(id=parcel.words["subscription"]).first()
    if row is None:
        return Carried("withdrawn", "This webhook was ended.")
    at = clock.now()
    if at - parcel.made_at > GIVE_UP_AFTER:
        return Carried("failed", parcel.last_error or "Nobody was there for three days.")
    if row.rests_until is not None and at < row.rests_until:
        return Carried("again", parcel.last_error, next_at=later(row.rests_until, timedelta(seconds=30)))
    words = _send(row, parcel, at)
    if words.startswith("2"):
        Subscription.objects.filter(id=row.id).exclude(failures=0).update(failures=0, rests_until=None)
        return Carried("sent", words)
    return Carried("again", words, next_at=_after_failure(row, parcel, at))


def _send(row: Subscription, parcel: Parcel, at: datetime) -> str:
    """What the far side said, beginning with its status; anything else is why it could not be asked."""
    body = msgspec.json.encode(parcel.words["body"])
    try:
        answer = fetch(
            row.url,
            method="POST",
            headers={
                "Content-Type": "application/json",
                "Beistand-Webhook": str(row.id),
                HEADER: sign(body, secret_of(row), at),
            },
            body=body,
            seconds=PATIENCE,
            max_bytes=MOST_BYTES,
            redirects=0,
            allow_loopback=row.allow_loopback,
        )
    except Forbidden as problem:
        return f"We do not go there: {problem.reason}."
    except Unreachable as problem:
        return f"No answer: {problem.reason}."
    return f"{answer.status}"


def _after_failure(row: Subscription, parcel: Parcel, at: datetime) -> datetime:
    Subscription.objects.filter(id=row.id).update(failures=F("failures") + 1)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(parcel.tries - 1, 20))
    if row.failures + 1 >= FAILURES_TO_REST:
        rest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.failures, 20))
        Subscription.objects.filter(id=row.id).update(rests_until=at + rest)
        pause = max(pause, rest)
    return later(at + pause, pause / 4)


def later(at: datetime, by_up_to: timedelta) -> datetime:
    """A little later, by chance, so that not everybody comes at once."""
    return at + by_up_to * (secrets.randbelow(1_000) / 1_000)


def told(parcel: Parcel, result: Carried) -> None:
    """A webhook whose worker died is simply told again."""
    if result.state == "unknown":
        at = clock.now()
        Parcel.objects.filter(id=parcel.id).update(state="waiting", next_at=at, done_at=None)


def carry_due(me: str) -> int:
    """Carry what is due; how many. Apart from messages, which no slow target may hold up."""
    parcels = outbox.claim([KIND], me)
    for parcel in parcels:
        outbox.carry(parcel, {KIND: carry}, told)
    return len(parcels)
