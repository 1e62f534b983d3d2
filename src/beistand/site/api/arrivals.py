"""`/arrivals`: what became of something that came to the door."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router

from beistand.channels.models import Arrival
from beistand.desk.letterbox import brands_of
from beistand.desk.models import Message
from beistand.site.api.keys import caller_of
from beistand.site.api.shapes import Shown

router = Router(tags=["mail"])


class ArrivalShown(Shown):
    """`messages` has one id for each brand it was addressed to; none while it is `kept`, or when it was a double."""

    id: UUID
    channel: str
    state: Literal["kept", "filed", "quarantined"]
    reason: str | None
    messages: list[UUID]
    recipients: list[str]
    mail_from: str | None
    arrived_at: datetime
    filed_at: datetime | None
    raw_sha256: str


@router.get("/arrivals/{uuid:arrival}", response=ArrivalShown)
def arrival(request: HttpRequest, arrival: UUID) -> dict[str, Any]:
    """What became of an arrival; its id stands in the 250 of the mail door."""
    caller = caller_of(request)
    row = Arrival.objects.filter(id=arrival).first()
    if row is None or (caller.brand and caller.brand not in brands_of([row])[row.id]):
        raise Http404
    messages = caller.own(Message.objects.filter(arrival=row.id)).order_by("id")
    recipients = [str(r) for r in row.envelope.get("recipients", [])]
    return {
        "id": row.id,
        "channel": row.channel,
        "state": row.state,
        "reason": row.reason or None,
        "messages": list(messages.values_list("id", flat=True)),
        "recipients": recipients,
        "mail_from": row.envelope.get("mail_from"),
        "arrived_at": row.arrived_at,
        "filed_at": row.filed_at,
        "raw_sha256": row.raw_id,
    }
