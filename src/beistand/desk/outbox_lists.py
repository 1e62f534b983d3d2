"""The outbox as people read it: what waits, what is stuck, what nobody knows, what left."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from beistand.channels.email.models import Smarthost
from beistand.channels.email.told import in_words
from beistand.channels.outbox import LYING
from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation
from beistand.desk.shapes import Delivery, OutboxRow, OutboxView, Tab
from beistand.house.models import Brand
from beistand.lib.models import Parcel

ROWS = 50
CAP = 1000
STATES = {
    "waiting": Q(state__in=["held", "waiting", "sending"]),
    "failed": Q(state="failed"),
    "unknown": Q(state="unknown"),
    "lying": Q(state="sent", receipt=LYING),
    "sent": Q(state="sent") & ~Q(receipt=LYING),
}
COUNTED = ("waiting", "failed", "unknown", "lying")


def seen_by(actor: Actor) -> QuerySet[Parcel]:
    """The parcels an actor may see: of conversations they may see, and (admins) the house's own letters."""
    sight = actor.sight
    theirs = Conversation.objects.filter(Q(team=None) | Q(team__in=sight.teams), id=OuterRef("thread"))
    allowed = Q(brand__in=sight.brands) & (Q(thread=None) | Q(Exists(theirs)))
    if actor.agent is not None and actor.agent.is_admin:
        allowed |= Q(brand=None)
    return Parcel.objects.filter(allowed)


def outbox_view(actor: Actor, view: str, before: datetime | None = None) -> OutboxView:
    """One tab of the outbox, newest first; an unknown `view` gives the one that matters now."""
    without = _brands_without_smarthost(actor)
    everywhere = len(without) == len(actor.sight.brands)
    if view not in STATES:
        view = "lying" if everywhere and without else "waiting"
    parcels = seen_by(actor).filter(STATES[view]).order_by("-made_at")
    if before is not None:
        parcels = parcels.filter(made_at__lt=before)
    found = list(parcels[: ROWS + 1])
    here = reverse("desk:outbox")
    names = dict(Brand.objects.filter(id__in={p.brand for p in found}).values_list("id", "name"))
    bare = {brand.id for brand in without}
    last = found[ROWS - 1].made_at.isoformat().replace("+", "%2B") if len(found) > ROWS else ""
    return OutboxView(
        rows=tuple(_row(p, names, bare) for p in found[:ROWS]),
        tabs=tuple(Tab(key, f"{here}?view={key}", _count(actor, key), key == view) for key in STATES),
        has_smarthost=not everywhere,
        without=tuple(brand.name for brand in without) if not everywhere else (),
        next_url=f"{here}?view={view}&before={last}" if last else "",
    )


def _brands_without_smarthost(actor: Actor) -> list[Brand]:
    have = Smarthost.objects.values("brand_id")
    return list(Brand.objects.filter(id__in=actor.sight.brands).exclude(id__in=have).order_by("name"))


def _count(actor: Actor, key: str) -> int | None:
    if key not in COUNTED:
        return None
    return seen_by(actor).filter(STATES[key]).order_by()[:CAP].count()


def _row(p: Parcel, names: dict[UUID, str], bare: set[UUID]) -> OutboxRow:
    is_lying = p.state == "sent" and p.receipt == LYING
    may_again = p.state in ("failed", "unknown") or (is_lying and p.brand not in bare)
    may_drop = p.state in ("held", "waiting", "failed", "unknown")
    return OutboxRow(
        id=str(p.id),
        kind=p.kind,
        to=_to(p.words),
        subject=str(p.words.get("subject", "")),
        delivery=_delivery(p, is_lying),
        at=p.made_at,
        brand=names.get(p.brand, "") if p.brand else "",
        body=_body(p),
        tries=p.tries,
        next_at=p.next_at if p.state in ("held", "waiting") else None,
        talk_href=reverse("desk:talk", args=[p.thread]) if p.thread else "",
        again_url=reverse("desk:outbox_again", args=[p.id]) if may_again else "",
        drop_url=reverse("desk:outbox_drop", args=[p.id]) if may_drop else "",
        is_risky=p.state == "unknown",
    )


def _delivery(p: Parcel, is_lying: bool) -> Delivery:
    match p.state:
        case "held" | "waiting":
            return Delivery("waiting", reason=in_words(p.last_error))
        case "sending":
            return Delivery("waiting", reason=_("it is being handed over right now"))
        case "sent" if is_lying:
            return Delivery("lying", outbox_href=f"{reverse('desk:outbox')}?view=lying")
        case "unknown":
            return Delivery("unknown", reason=in_words(p.last_error))
        case "failed":
            return Delivery("failed", reason=in_words(p.last_error))
    return Delivery("sent", reason=p.receipt)


def _to(words: dict[str, Any]) -> str:
    """Everybody it goes to, or the address of a machine."""
    if "url" in words:
        return str(words["url"])
    people = [*words.get("to", []), *words.get("cc", []), *words.get("bcc", [])]
    return ", ".join(one if isinstance(one, str) else str(one[0]) for one in people)


def _body(p: Parcel) -> str:
    text = p.words.get("text")
    if isinstance(text, str):
        return text
    payload = p.words.get("body", "")
    return payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False, indent=1)
