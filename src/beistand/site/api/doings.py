"""`/conversations/{id}/…`: what people do with a matter, done by a machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from beistand.desk import conversations as verbs
from beistand.desk import replies
from beistand.site.api.answers import Said, answer_of
from beistand.site.api.conversations import ConversationWhole, NoteShown, note_shown, whole
from beistand.site.api.items import MessageShown, items
from beistand.site.api.keys import caller_of
from beistand.site.api.shapes import Id, Instant, Order, Words

router = Router(tags=["conversations"])


class Reply(Said):
    """An answer. `seen` is the newest message the writer knew; when a colleague was faster, it is a 409."""

    seen: Id | None = None


class Noting(Order):
    """A remark among colleagues; @name tells a colleague."""

    text: Annotated[Words, Field(max_length=20_000)]


class Giving(Order):
    """To whom; null is nobody in particular."""

    agent: Id | None = None
    team: Id | None = None


class PuttingOff(Order):
    """Until when."""

    until: Instant


@router.post("/conversations/{uuid:conversation}/reply", response={201: MessageShown}, by_alias=True)
def reply(request: HttpRequest, conversation: UUID, order: Reply) -> dict[str, Any]:
    """Answer the customer."""
    actor = caller_of(request).actor
    verbs.find(conversation, actor)
    answer = replace(answer_of(order), seen=order.seen)
    return items([replies.reply(conversation, actor, answer)])[0]


@router.post("/conversations/{uuid:conversation}/note", response={201: NoteShown})
def note(request: HttpRequest, conversation: UUID, order: Noting) -> dict[str, Any]:
    """Write a remark for colleagues; it never leaves the house."""
    return note_shown(verbs.note(conversation, caller_of(request).actor, order.text))


@router.post("/conversations/{uuid:conversation}/closure", response={201: ConversationWhole})
def close(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    """This matter is done. Twice changes nothing."""
    verbs.close(conversation, caller_of(request).actor)
    return whole(conversation, request)


@router.delete("/conversations/{uuid:conversation}/closure", response=ConversationWhole)
def reopen(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    """It was not done after all."""
    verbs.reopen(conversation, caller_of(request).actor)
    return whole(conversation, request)


@router.put("/conversations/{uuid:conversation}/assignment", response=ConversationWhole)
def assign(request: HttpRequest, conversation: UUID, order: Giving) -> dict[str, Any]:
    """Give it to a colleague, to a team, or back to nobody in particular."""
    verbs.assign(conversation, caller_of(request).actor, agent=order.agent, team=order.team)
    return whole(conversation, request)


@router.post("/conversations/{uuid:conversation}/snooze", response={201: ConversationWhole})
def snooze(request: HttpRequest, conversation: UUID, order: PuttingOff) -> dict[str, Any]:
    """Put it off. A word of the customer wakes it before that."""
    verbs.snooze(conversation, caller_of(request).actor, order.until)
    return whole(conversation, request)
