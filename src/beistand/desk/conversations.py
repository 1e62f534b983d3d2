"""What people do with a conversation: take, give, put off, finish, open again, note, label.

Every verb locks the conversation, changes its row, writes the row that says who did it, and records the fact,
in one transaction. `Actor` says who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.desk import facts
from beistand.desk.models import (
    Assignment,
    Closure,
    Conversation,
    Label,
    Mention,
    Message,
    Note,
    Reading,
    Snooze,
)
from beistand.house.models import Agent, Team
from beistand.house.rights import Sight
from beistand.journal.book import About, Fact, record
from beistand.lib import clock
from beistand.lib.refusal import Refused

NAMED = re.compile(r"(?<!\w)@(\w[\w.-]*)")
LONGEST_NOTE = 20_000


@dataclass(frozen=True)
class Actor:
    """Who acts: `by` for the journal (agent:<id>, key:<id>, machine:<name>), what they may see, the agent if any."""

    by: str
    sight: Sight
    agent: Agent | None = None


def find(thread: UUID, actor: Actor) -> Conversation:
    """The conversation if the actor may see it. The same `Refused` for "not there" and "not for you"."""
    row = Conversation.objects.select_related("brand", "team", "agent", "customer").filter(id=thread).first()
    if row is None or not actor.sight.sees(row.brand_id, row.team_id):
        raise Refused(
            _("This conversation is not here."), _("Go back to the desk."), status=404, code="not-found"
        )
    return row


@contextmanager
def changing(thread: UUID, actor: Actor) -> Iterator[Conversation]:
    """Lock a conversation for a change; saves nothing by itself."""
    find(thread, actor)
    with transaction.atomic():
        row = Conversation.objects.select_for_update().get(id=thread)
        if row.merged_into_id is not None:
            raise Refused(
                _("This conversation was joined into another."),
                _("Open the other one."),
                status=409,
                code="joined",
            )
        yield row


def tell(row: Conversation, fact: Fact, actor: Actor) -> None:
    """Record a fact about a conversation."""
    about = About(brand=row.brand_id, team=row.team_id, customer=row.customer_id, thread=row.id, by=actor.by)
    record(fact, about)


def assign(thread: UUID, actor: Actor, *, agent: UUID | None, team: UUID | None = None) -> None:
    """Give a conversation to an agent, to a team, or back to nobody in particular."""
    at = clock.now()
    with changing(thread, actor) as row:
        person = Agent.objects.filter(id=agent, is_active=True).first() if agent else None
        if agent and person is None:
            raise Refused(_("This colleague is not here."), status=422, code="no-agent")
        group = Team.objects.filter(id=team, brand=row.brand_id).first() if team else None
        if team and group is None:
            raise Refused(_("This team does not belong to the brand."), status=422, code="no-team")
        Assignment.objects.filter(conversation=row, ended_at=None).update(ended_at=at)
        row.agent = person
        if group is not None:
            row.team = group
        row.save(update_fields=["agent", "team"])
        Assignment.objects.create(conversation=row, team_id=row.team_id, agent=person, by=actor.by, at=at)
        fact = facts.ConversationAssigned(
            agent=person.id if person else None,
            agent_name=person.name if person else "",
            team=group.id if group else None,
            team_name=group.name if group else "",
        )
        tell(row, fact, actor)


def snooze(thread: UUID, actor: Actor, until: datetime) -> None:
    """Put a conversation off. A word of the customer wakes it before that."""
    at = clock.now()
    if until <= at:
        raise Refused(_("This time has passed."), _("Choose a later one."), code="past")
    with changing(thread, actor) as row:
        if row.state == "closed":
            raise Refused(_("This is done."), _("Open it again first."), status=409, code="closed")
        _end_snooze(row, actor, at)
        row.state, row.snoozed_until = "snoozed", until
        row.save(update_fields=["state", "snoozed_until"])
        Snooze.objects.create(conversation=row, by=actor.by, at=at, until=until)
        tell(row, facts.ConversationSnoozed(until=until.isoformat()), actor)


def wake_due() -> int:
    """Bring back what was put off until now; how many."""
    at = clock.now()
    machine = "machine:clock"
    due = list(
        Conversation.objects.filter(state="snoozed", snoozed_until__lte=at).values_list("id", flat=True)[:200]
    )
    for thread in due:
        with transaction.atomic():
            row = Conversation.objects.select_for_update().filter(id=thread, state="snoozed").first()
            if row is None or row.snoozed_until is None or row.snoozed_until > at:
                continue
            actor = Actor(machine, Sight((), ()))
            _end_snooze(row, actor, at)
            row.state, row.snoozed_until = "open", None
            row.save(update_fields=["state", "snoozed_until"])
            tell(row, facts.ConversationWoken(why="time"), actor)
    return len(due)


def wake(thread: UUID, actor: Actor) -> None:
    """Bring a conversation back before its time."""
    with changing(thread, actor) as row:
        if row.state != "snoozed":
            return
        _end_snooze(row, actor, clock.now())
        row.state, row.snoozed_until = "open", None
        row.save(update_fields=["state", "snoozed_until"])
        tell(row, facts.ConversationWoken(why="hand"), actor)


def close(thread: UUID, actor: Actor) -> None:
    """A matter is done. Doing it twice changes nothing."""
    at = clock.now()
    with changing(thread, actor) as row:
        if row.state == "closed":
            return
        _end_snooze(row, actor, at)
        row.state, row.snoozed_until, row.waiting_since, row.mark = "closed", None, None, ""
        row.save(update_fields=["state", "snoozed_until", "waiting_since", "mark"])
        Closure.objects.create(conversation=row, by=actor.by, at=at)
        tell(row, facts.ConversationClosed(), actor)


def reopen(thread: UUID, actor: Actor) -> None:
    """A matter was not done after all. If the customer had the last word, they wait again since then."""
    at = clock.now()
    with changing(thread, actor) as row:
        if row.state != "closed":
            return
        row.state = "open"
        row.waiting_since = waiting_since(row)
        row.save(update_fields=["state", "waiting_since"])
        Closure.objects.filter(conversation=row, reopened_at=None).update(
            reopened_at=at, reopened_by=actor.by
        )
        tell(row, facts.ConversationReopened(), actor)


def waiting_since(row: Conversation) -> datetime | None:
    """Since when the customer waits: their first word after our last one that was not taken back."""
    said = Message.objects.filter(conversation=row, direction="out").exclude(state="undone")
    last = said.order_by("-said_at").values_list("said_at", flat=True).first()
    heard = Message.objects.filter(conversation=row, direction="in", auto="")
    if last is not None:
        heard = heard.filter(arrived_at__gt=last)
    return heard.order_by("arrived_at").values_list("arrived_at", flat=True).first()


def note(thread: UUID, actor: Actor, text: str) -> Note:
    """A remark among colleagues; @name tells a colleague."""
    text = text.strip()
    if not text:
        raise Refused(_("The note is empty."), code="empty")
    if len(text) > LONGEST_NOTE:
        raise Refused(_("The note is too long."), _("Put the long part into a file."), code="too-long")
    with changing(thread, actor) as row:
        written = Note.objects.create(conversation=row, author=actor.agent, text=text, at=clock.now())
        for agent in _named(text):
            Mention.objects.get_or_create(note=written, agent=agent, defaults={"conversation": row})
        tell(row, facts.NoteWritten(note=written.id), actor)
    return written


def label(thread: UUID, actor: Actor, name: str, *, on: bool) -> None:
    """Put a label on or take it off. A new word becomes a label of the brand."""
    name = " ".join(name.split())[:60]
    if not name:
        raise Refused(_("A label needs a word."), code="empty")
    with changing(thread, actor) as row:
        found, _new = Label.objects.get_or_create(brand_id=row.brand_id, name=name)
        if on:
            found.conversations.add(row)
        else:
            found.conversations.remove(row)
        tell(row, facts.ConversationLabelled(label=name, on=on), actor)


def read_to(thread: UUID, agent: Agent, *, unread: bool = False) -> None:
    """Note how far an agent has read; `unread` flips it back by hand."""
    Reading.objects.update_or_create(
        conversation_id=thread, agent=agent, defaults={"read_to": clock.now(), "is_unread": unread}
    )


def _named(text: str) -> list[Agent]:
    words = {word.casefold().rstrip(".") for word in NAMED.findall(text)}
    if not words:
        return []
    agents = Agent.objects.filter(is_active=True)
    return [a for a in agents if words & {a.name.split()[0].casefold(), a.email.partition("@")[0].casefold()}]


def _end_snooze(row: Conversation, actor: Actor, at: datetime) -> None:
    Snooze.objects.filter(conversation=row, ended_at=None).update(ended_at=at, ended_by=actor.by)
