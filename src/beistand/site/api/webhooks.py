"""`/webhooks`: who is told what happened. Only for keys with admin."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from beistand.site.api.entries import since_of
from beistand.site.api.keys import caller_of
from beistand.site.api.shapes import Order, Shown, Words
from beistand.site.models import Subscription
from beistand.site.webhooks import telling
from beistand.site.webhooks.subscriptions import subscribe

router = Router(tags=["webhooks"])


class WebhookShown(Shown):
    """Who is told; no `facts` means all of them. It rests after failures in a row, until `rests_until`."""

    id: UUID
    url: str
    facts: list[str]
    brand: UUID | None
    made_at: datetime
    failures: int
    rests_until: datetime | None


class WebhookMade(WebhookShown):
    """With the secret that signs; it is shown this once."""

    secret: str


class Webhooks(Shown):
    """All of them."""

    items: list[WebhookShown]


class WebhookOrder(Order):
    """Where to, and about what. A key of one brand is told of that brand only."""

    url: Annotated[Words, Field(min_length=1, max_length=2_000)]
    facts: Annotated[list[Annotated[Words, Field(max_length=60)]], Field(max_length=100)] = []
    brand: Annotated[Words, Field(max_length=60)] | None = None


class ReplayOrder(Order):
    """From where: the id of an entry (after it) or a time."""

    since: Annotated[Words, Field(min_length=1, max_length=60)]


class Replayed(Shown):
    """How many are told again; `next` is the place to go on from when there were too many for one call."""

    told: int
    next: str | None


@router.get("/webhooks", response=Webhooks)
def webhooks(request: HttpRequest) -> dict[str, Any]:
    """Who is told."""
    caller = caller_of(request)
    caller.must("admin")
    return {"items": [shown(row) for row in caller.own(Subscription.objects.order_by("id"))]}


@router.post("/webhooks", response={201: WebhookMade})
def add(request: HttpRequest, order: WebhookOrder) -> dict[str, Any]:
    """Tell somebody from now on."""
    caller = caller_of(request)
    caller.must("admin")
    brand = caller.named_brand(order.brand) if order.brand or caller.brand else None
    row, secret = subscribe(order.url, order.facts, brand=brand)
    return {**shown(row), "secret": secret}


@router.delete("/webhooks/{uuid:webhook}", response={204: None})
def end(request: HttpRequest, webhook: UUID) -> None:
    """Tell no more; what waits is withdrawn."""
    find(request, webhook).delete()


@router.post("/webhooks/{uuid:webhook}/replay", response={201: Replayed})
def replay(request: HttpRequest, webhook: UUID, order: ReplayOrder) -> dict[str, Any]:
    """Tell again what happened since."""
    row = find(request, webhook)
    place, since = since_of(order.since)
    told, next = telling.replay(row, place, since)
    return {"told": told, "next": str(next) if next else None}


def find(request: HttpRequest, webhook: UUID) -> Subscription:
    """The subscription, if it is there and the key may see it."""
    caller = caller_of(request)
    caller.must("admin")
    row = caller.own(Subscription.objects.filter(id=webhook)).first()
    if row is None:
        raise Http404
    return row


def shown(row: Subscription) -> dict[str, Any]:
    """A subscription as the API shows it."""
    return {
        "id": row.id,
        "url": row.url,
        "facts": row.facts,
        "brand": row.brand_id,
        "made_at": row.made_at,
        "failures": row.failures,
        "rests_until": row.rests_until,
    }
