"""`/conversations`: matters, and one opened by us."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from beistand.desk import conversations as verbs
from beistand.desk.models import Conversation, Note
from beistand.desk.opening import open_by_us
from beistand.site.api.answers import Said, answer_of
from beistand.site.api.keys import caller_of
from beistand.site.api.pages import Page, page_by_id
from beistand.site.api.shapes import Id, Instant, Line, Shown, Words

router = Router(tags=["conversations"])


class ConversationShown(Shown):
    """One matter of one customer. `waiting_since`: since when they wait for us, null when we spoke last."""

    id: UUID
    brand: UUID
    customer: UUID
    team: UUID | None
    agent: UUID | None
    subject: str
    channel: str
    state: Literal["open", "snoozed", "closed"]
    opened_at: datetime
    last_at: datetime
    waiting_since: datetime | None
    snoozed_until: datetime | None
    joined_into: UUID | None


class NoteShown(Shown):
    """A remark among colleagues."""

    id: UUID
    conversation: UUID
    agent: UUID | None
    text: str
    at: datetime


class ConversationWhole(ConversationShown):
    """With its notes; what was said lies under `/messages?conversation=`."""

    notes: list[NoteShown]


class ConversationPage(Shown):
    """Conversations in the order in which they were opened."""

    items: list[ConversationShown]
    next: str | None


class ConversationWish(Page):
    """`updated_since` means that something was said after."""

    customer: Id | None = None
    brand: Annotated[Words, Field(max_length=60)] | None = None
    team: Id | None = None
    agent: Id | None = None
    state: Literal["open", "snoozed", "closed"] | None = None
    updated_since: Instant | None = None


class Opening(Said):
    """A matter that we open: `to` is a mail address or the id of a customer."""

    to: Annotated[Words, Field(max_length=320)]
    name: Line = ""
    subject: Line
    brand: Annotated[Words, Field(max_length=60)] | None = None
    team: Id | None = None


@router.get("/conversations", response=ConversationPage)
def conversations(request: HttpRequest, wish: Query[ConversationWish]) -> dict[str, Any]:
    """Matters, oldest first."""
    caller = caller_of(request)
    rows = caller.own(Conversation.objects.all())
    if wish.brand is not None:
        rows = rows.filter(brand=caller.named_brand(wish.brand))
    if wish.updated_since is not None:
        rows = rows.filter(last_at__gt=wish.updated_since)
    for name in ("customer", "team", "agent", "state"):
        value = getattr(wish, name)
        if value is not None:
            rows = rows.filter(**{name: value})
    return page_by_id(rows, wish, shown)


@router.post("/conversations", response={201: ConversationWhole})
def open_one(request: HttpRequest, order: Opening) -> dict[str, Any]:
    """Write first: to an address, or to a customer we know."""
    caller = caller_of(request)
    message = open_by_us(
        caller.actor,
        brand=caller.named_brand(order.brand),
        to=_to(order.to),
        name=order.name,
        subject=order.subject,
        team=order.team,
        answer=answer_of(order),
    )
    assert message.conversation_id is not None
    return whole(message.conversation_id, request)


@router.get("/conversations/{uuid:conversation}", response=ConversationWhole)
def conversation(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    """One matter with its notes."""
    return whole(conversation, request)


def whole(conversation: UUID, request: HttpRequest) -> dict[str, Any]:
    """One matter with its notes, if the key may see it. Raises `Refused` (404)."""
    row = verbs.find(conversation, caller_of(request).actor)
    notes = Note.objects.filter(conversation=row).order_by("at", "id")
    return {**shown([row])[0], "notes": [note_shown(n) for n in notes]}


def shown(rows: Sequence[Conversation]) -> list[dict[str, Any]]:
    """Conversations as the API shows them."""
    return [
        {
            "id": c.id,
            "brand": c.brand_id,
            "customer": c.customer_id,
            "team": c.team_id,
            "agent": c.agent_id,
            "subject": c.subject,
            "channel": c.channel,
            "state": c.state,
            "opened_at": c.opened_at,
            "last_at": c.last_at,
            "waiting_since": c.waiting_since,
            "snoozed_until": c.snoozed_until,
            "joined_into": c.merged_into_id,
        }
        for c in rows
    ]


def note_shown(note: Note) -> dict[str, Any]:
    """A note as the API shows it."""
    return {
        "id": note.id,
        "conversation": note.conversation_id,
        "agent": note.author_id,
        "text": note.text,
        "at": note.at,
    }


def _to(words: str) -> str | UUID:
    try:
        return UUID(words) if "@" not in words else words
    except ValueError:
        return words
