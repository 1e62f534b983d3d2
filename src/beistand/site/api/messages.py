"""`/messages`: what was said, with the bytes as they came."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from beistand.channels.models import RawArrival
from beistand.desk import quarantine
from beistand.desk.models import Attachment, Message
from beistand.lib.store import Missing, store_at
from beistand.site.api.items import MessageShown, items
from beistand.site.api.keys import caller_of
from beistand.site.api.pages import Page, page_by_time
from beistand.site.api.shapes import Id, Instant, Shown, Words

router = Router(tags=["messages"])


class MessagePage(Shown):
    """Messages in the order in which they were filed."""

    items: list[MessageShown]
    next: str | None


class MessageWish(Page):
    """`since` means filed after; `recipient` is the envelope's."""

    recipient: Annotated[Words, Field(max_length=320)] | None = None
    conversation: Id | None = None
    customer: Id | None = None
    since: Instant | None = None


class Retried(Shown):
    """The arrival that is read again."""

    arrival: UUID


@router.get("/messages", response=MessagePage, by_alias=True)
def messages(request: HttpRequest, wish: Query[MessageWish]) -> dict[str, Any]:
    """What was said, oldest filed first. Quarantined mails are among them, without a conversation."""
    rows = caller_of(request).own(Message.objects.defer("search", "bcc", "references", "in_reply_to"))
    if wish.recipient is not None:
        rows = rows.filter(Q(recipient=wish.recipient) | Q(recipient=wish.recipient.lower()))
    if wish.conversation is not None:
        rows = rows.filter(conversation=wish.conversation)
    if wish.customer is not None:
        rows = rows.filter(customer=wish.customer)
    if wish.since is not None:
        rows = rows.filter(filed_at__gt=wish.since)
    return page_by_time(rows, "filed_at", wish, items)


@router.get("/messages/{uuid:message}", response=MessageShown, by_alias=True)
def message(request: HttpRequest, message: UUID) -> dict[str, Any]:
    """One message."""
    return items([find(request, message)])[0]


@router.get(
    "/messages/{uuid:message}/raw", openapi_extra={"responses": {200: {"content": {"message/rfc822": {}}}}}
)
def raw(request: HttpRequest, message: UUID) -> HttpResponse:
    """The bytes as they came to the door, unchanged."""
    row = find(request, message)
    kept = RawArrival.objects.filter(sha256=row.raw_sha256).first() if row.raw_sha256 else None
    if kept is None:
        raise Http404
    kind = "message/rfc822" if row.channel == "email" else "application/json"
    return _download(bytes(kept.content), kind)


@router.get(
    "/messages/{uuid:message}/attachments/{sha256}",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": {}}}}},
)
def attachment(request: HttpRequest, message: UUID, sha256: str) -> HttpResponse:
    """The bytes of a file."""
    row = Attachment.objects.filter(message=find(request, message).id, sha256=sha256).first()
    if row is None:
        raise Http404
    try:
        return _download(store_at(settings.BEISTAND).get(row.sha256), "application/octet-stream")
    except Missing:
        raise Http404 from None


@router.post("/messages/{uuid:message}/retry", response=Retried)
def retry(request: HttpRequest, message: UUID) -> dict[str, Any]:
    """Let a quarantined mail be read and filed again."""
    return {"arrival": quarantine.retry(message, caller_of(request).actor)}


def find(request: HttpRequest, message: UUID) -> Message:
    """The message, if it is there and the key may see it."""
    row = caller_of(request).own(Message.objects.filter(id=message)).first()
    if row is None:
        raise Http404
    return row


def _download(content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = "attachment"
    response["Content-Security-Policy"] = "sandbox"
    return response
