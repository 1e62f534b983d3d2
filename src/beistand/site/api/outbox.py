"""`/outbox`: what leaves the house, readable. Without a smarthost this is where outgoing mail can be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from beistand.lib import outbox as parcels
from beistand.lib.models import Parcel
from beistand.lib.refusal import Refused
from beistand.site.api.keys import Caller, caller_of
from beistand.site.api.pages import Page, page_by_time
from beistand.site.api.shapes import Id, Mailbox, Shown, Words

router = Router(tags=["outbox"])

State = Literal["held", "waiting", "sending", "sent", "unknown", "failed", "withdrawn"]


class ParcelShown(Shown):
    """One thing that leaves. `unknown`: the far side may have taken it, a person decides."""

    id: UUID
    kind: str
    state: State
    brand: UUID | None
    customer: UUID | None
    conversation: UUID | None
    message: UUID | None
    to: list[Mailbox]
    cc: list[Mailbox]
    bcc: list[Mailbox]
    subject: str
    text: str
    made_at: datetime
    not_before: datetime
    next_at: datetime | None
    tries: int
    last_error: str
    receipt: str
    done_at: datetime | None


class ParcelPage(Shown):
    """Parcels in the order in which they were made."""

    items: list[ParcelShown]
    next: str | None


class ParcelWish(Page):
    """`kind` is message, letter or webhook."""

    state: State | None = None
    kind: Annotated[Words, Field(max_length=20)] | None = None
    conversation: Id | None = None


@router.get("/outbox", response=ParcelPage)
def outbox(request: HttpRequest, wish: Query[ParcelWish]) -> dict[str, Any]:
    """What leaves the house, oldest first."""
    rows = _visible(caller_of(request))
    if wish.state is not None:
        rows = rows.filter(state=wish.state)
    if wish.kind is not None:
        rows = rows.filter(kind=wish.kind)
    if wish.conversation is not None:
        rows = rows.filter(thread=wish.conversation)
    return page_by_time(rows, "made_at", wish, shown)


@router.post("/outbox/{uuid:parcel}/release", response=ParcelShown)
def release(request: HttpRequest, parcel: UUID) -> dict[str, Any]:
    """Send now what is held, or again what failed or is unknown."""
    rows = _visible(caller_of(request)).filter(id=parcel)
    if not rows.exists():
        raise Http404
    if not parcels.release(parcel):
        raise Refused(
            _("This is on its way already, or has left."), _("Look at its state."), status=409, code="left"
        )
    return shown(list(rows))[0]


def _visible(caller: Caller) -> QuerySet[Parcel]:
    rows = caller.own(Parcel.objects.all())
    # Letters of the house hold links with which somebody can sign in.
    return rows if caller.may("admin") and caller.brand is None else rows.exclude(kind="letter")


def shown(rows: Sequence[Parcel]) -> list[dict[str, Any]]:
    """Parcels as the API shows them."""
    return [
        {
            "id": p.id,
            "kind": p.kind,
            "state": p.state,
            "brand": p.brand,
            "customer": p.customer,
            "conversation": p.thread,
            "message": p.words.get("message") if p.kind == "message" else None,
            "to": _mailboxes(p.words.get("to", [])),
            "cc": _mailboxes(p.words.get("cc", [])),
            "bcc": _mailboxes(p.words.get("bcc", [])),
            "subject": str(p.words.get("subject", p.words.get("fact", ""))),
            "text": str(p.words.get("text", p.words.get("url", ""))),
            "made_at": p.made_at,
            "not_before": p.not_before,
            "next_at": p.next_at if p.state in ("held", "waiting") else None,
            "tries": p.tries,
            "last_error": p.last_error,
            "receipt": p.receipt,
            "done_at": p.done_at,
        }
        for p in rows
    ]


def _mailboxes(found: Sequence[Any]) -> list[dict[str, str]]:
    """A message's parcel holds [address, name], a letter's bare addresses."""
    return [
        {"address": a, "name": ""} if isinstance(a, str) else {"address": a[0], "name": a[1]} for a in found
    ]
