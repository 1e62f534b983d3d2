"""Two conversations become one matter, and the way back.

Messages and notes move onto the kept thread and the joining remembers which; labels and the colleague come along
where the kept one lacks them. Whoever waited goes on waiting, since the earlier of the two times: paperwork never
stops a clock. Parting moves everything back, also what came later in answer to something that goes back, and
restores the kept one to the letter unless it has changed since.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.desk import facts
from beistand.desk.conversations import Actor, find, tell, waiting_since
from beistand.desk.models import (
    Closure,
    Conversation,
    Label,
    Mention,
    Message,
    Note,
    Snooze,
    ThreadJoining,
)
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people.rules.tree import heads

KEPT = ("state", "snoozed_until", "waiting_since", "last_at", "heard_at", "preview", "agent_id", "mark")


def join(kept: UUID, absorbed: UUID, actor: Actor) -> ThreadJoining:
    """Make one matter of two of the same person. Raises `Refused`."""
    find(kept, actor)
    find(absorbed, actor)
    with transaction.atomic():
        one, other = _lock(kept, absorbed)
        _refuse_strangers(one, other)
        before, at = _snapshot(one), clock.now()
        moved: dict[str, Any] = {"before": before, "ended": _wake_if_needed(one, other, actor, at)}
        moved |= {"messages": _ids(Message, other), "notes": _ids(Note, other), "labels": _labels(one, other)}
        _put(moved["messages"], moved["notes"], one)
        _sum_up(one, other)
        moved["after"] = _snapshot(one)
        Conversation.objects.filter(merged_into=other).update(merged_into=one)
        other.merged_into = one
        other.save(update_fields=["merged_into"])
        row = ThreadJoining.objects.create(kept=one, absorbed=other, moved=moved, by=actor.by, at=at)
        tell(one, facts.ConversationsJoined(absorbed=other.id, subject=other.subject), actor)
        tell(other, facts.ConversationAbsorbed(kept=one.id), actor)
    return row


def part(joining: UUID, actor: Actor) -> ThreadJoining:
    """Undo a joining. Doing it twice changes nothing."""
    row = ThreadJoining.objects.filter(id=joining).first()
    if row is None:
        raise Refused(_("This joining is not here."), _("Go back to the desk."), status=404, code="not-found")
    find(row.kept_id, actor)
    find(row.absorbed_id, actor)
    with transaction.atomic():
        row = ThreadJoining.objects.select_for_update().get(id=joining)
        if row.undone_at is not None:
            return row
        head = Conversation.objects.values_list("merged_into", flat=True).get(id=row.kept_id) or row.kept_id
        one, other = _lock(head, row.absorbed_id)
        between = (
            None if one.id == row.kept_id else Conversation.objects.select_for_update().get(id=row.kept_id)
        )
        row.undone_at, row.undone_by = clock.now(), actor.by
        row.save(update_fields=["undone_at", "undone_by"])
        other.merged_into = None
        _give_back(row, one, other)
        _settle(between or one, row.moved)
        if between is not None:
            _recount(one)
        for changed in filter(None, (one, between, other)):
            changed.save(update_fields=[*(f.removesuffix("_id") for f in KEPT), "merged_into"])
        tell(one, facts.ConversationsParted(absorbed=other.id, subject=other.subject), actor)
        tell(other, facts.ConversationReleased(kept=one.id), actor)
    return row


def standing(thread: UUID) -> list[ThreadJoining]:
    """What was joined into a conversation and can be parted again, newest first."""
    group = [thread, *Conversation.objects.filter(merged_into=thread).values_list("id", flat=True)]
    rows = ThreadJoining.objects.filter(kept__in=group, undone_at=None).select_related("absorbed")
    return list(rows.order_by("-at"))


def _lock(one: UUID, other: UUID) -> tuple[Conversation, Conversation]:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("customer")
    found = {row.id: row for row in rows.filter(id__in=[one, other]).order_by("id")}
    return found[one], found[other]


def _refuse_strangers(one: Conversation, other: Conversation) -> None:
    if one.id == other.id or other.merged_into_id is not None or one.merged_into_id is not None:
        raise Refused(
            _("One of these conversations was joined already."),
            _("Look at it again."),
            status=409,
            code="joined",
        )
    if one.brand_id != other.brand_id or one.customer.head_id != other.customer.head_id:
        raise Refused(
            _("These conversations belong to two people."),
            _("If they are one person, join the people first."),
            status=409,
            code="two-people",
        )


def _snapshot(row: Conversation) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in KEPT}
    return {
        name: v.isoformat() if isinstance(v, datetime) else str(v) if isinstance(v, UUID) else v
        for name, v in values.items()
    }


def _wake_if_needed(
    one: Conversation, other: Conversation, actor: Actor, at: datetime
) -> dict[str, list[str]]:
    """The kept one becomes open when somebody waits in the absorbed one; which rows were ended by that."""
    if one.state == "open" or other.state != "open":
        return {"snoozes": [], "closures": []}
    snoozes = Snooze.objects.filter(conversation=one, ended_at=None)
    closures = Closure.objects.filter(conversation=one, reopened_at=None)
    ended = {"snoozes": [str(s.id) for s in snoozes], "closures": [str(c.id) for c in closures]}
    snoozes.update(ended_at=at, ended_by=actor.by)
    closures.update(reopened_at=at, reopened_by=actor.by)
    one.state, one.snoozed_until = "open", None
    return ended


def _ids(kind: type[Message] | type[Note], row: Conversation) -> list[str]:
    return [str(i) for i in kind._default_manager.filter(conversation=row).values_list("id", flat=True)]


def _put(messages: list[str], notes: list[str], row: Conversation) -> None:
    Message.objects.filter(id__in=messages).update(conversation=row)
    Note.objects.filter(id__in=notes).update(conversation=row)
    Mention.objects.filter(note__in=notes).update(conversation=row)


def _labels(one: Conversation, other: Conversation) -> list[str]:
    missing = list(Label.objects.filter(conversations=other).exclude(conversations=one))
    one.labels.add(*missing)
    return [str(label.id) for label in missing]


def _sum_up(one: Conversation, other: Conversation) -> None:
    waits = [w for w in (one.waiting_since, other.waiting_since) if w is not None]
    one.waiting_since = min(waits) if waits and one.state != "closed" else one.waiting_since
    if other.last_at > one.last_at:
        one.last_at, one.preview = other.last_at, other.preview
    heard = [h for h in (one.heard_at, other.heard_at) if h is not None]
    one.heard_at = max(heard) if heard else None
    one.agent_id = one.agent_id or other.agent_id
    one.mark = one.mark or other.mark
    one.revision += 1
    one.save(update_fields=[*(f.removesuffix("_id") for f in KEPT), "revision"])


def _give_back(row: ThreadJoining, one: Conversation, other: Conversation) -> None:
    """Move back what came along and still stands on the kept thread, and what was said in answer to it."""
    here = set(map(str, Message.objects.filter(conversation=one).values_list("id", flat=True)))
    messages = [i for i in row.moved["messages"] if i in here]
    later = _answers_to(messages, one, row.at)
    notes = [
        str(n)
        for n in Note.objects.filter(conversation=one, id__in=row.moved["notes"]).values_list("id", flat=True)
    ]
    _put(messages + later, notes, other)
    for label in Label.objects.filter(id__in=row.moved["labels"]):
        label.conversations.remove(one)
    group = list(
        Conversation.objects.filter(merged_into=one).exclude(id=other.id).values_list("id", flat=True)
    )
    links = ThreadJoining.objects.filter(absorbed__in=group, undone_at=None)
    found = heads(group, dict(links.values_list("absorbed_id", "kept_id")))
    Conversation.objects.filter(id__in=[t for t, h in found.items() if h == other.id]).update(
        merged_into=other
    )
    if later:
        _recount(other, heard=Message.objects.filter(id__in=later, direction="in").exists())


def _answers_to(moved: list[str], one: Conversation, since: datetime) -> list[str]:
    externals = set(
        Message.objects.filter(id__in=moved).exclude(external_id="").values_list("external_id", flat=True)
    )
    found: list[str] = []
    newer = Message.objects.filter(conversation=one, filed_at__gte=since).exclude(id__in=moved)
    for message in newer.order_by("filed_at", "id"):
        if externals & set(message.in_reply_to):
            found.append(str(message.id))
            externals.add(message.external_id)
    return found


def _settle(one: Conversation, moved: dict[str, Any]) -> None:
    if _snapshot(one) == moved["after"]:
        _restore(one, moved)
    else:
        _recount(one)


def _restore(one: Conversation, moved: dict[str, Any]) -> None:
    before = moved["before"]
    for name in ("snoozed_until", "waiting_since", "last_at", "heard_at"):
        setattr(one, name, datetime.fromisoformat(before[name]) if before[name] else None)
    one.preview, one.mark = before["preview"], before["mark"]
    one.agent_id = UUID(before["agent_id"]) if before["agent_id"] else None
    if before["state"] == "snoozed" and one.snoozed_until is not None and one.snoozed_until <= clock.now():
        one.state, one.snoozed_until = "open", None
        return
    one.state = before["state"]
    Snooze.objects.filter(id__in=moved["ended"]["snoozes"]).update(ended_at=None, ended_by="")
    Closure.objects.filter(id__in=moved["ended"]["closures"]).update(reopened_at=None, reopened_by="")


def _recount(row: Conversation, *, heard: bool = False) -> None:
    if heard and row.state != "open":
        row.state, row.snoozed_until = "open", None
    row.waiting_since = waiting_since(row) if row.state != "closed" else None
    last = Message.objects.filter(conversation=row).exclude(state="undone").order_by("-arrived_at").first()
    if last is not None:
        row.last_at, row.preview = last.arrived_at, " ".join((last.new_text or last.text)[:640].split())[:160]
    heard_at = Message.objects.filter(conversation=row, direction="in").order_by("-arrived_at").first()
    row.heard_at = heard_at.arrived_at if heard_at else None
