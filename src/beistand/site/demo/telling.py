"""What our own people said and did in the demo, written as rows and facts with their times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from beistand.channels.outbox import LYING
from beistand.desk import facts
from beistand.desk.bundle import preview
from beistand.desk.models import Assignment, Closure, Label, Message, Note, Reading, Snooze
from beistand.desk.models import Conversation as Thread
from beistand.house.models import Agent
from beistand.journal.book import About, Fact, record
from beistand.lib.ids import uuid7
from beistand.lib.markup import mail_html, markdown_to_html, markdown_to_text
from beistand.lib.models import Parcel
from beistand.people.models import Customer
from beistand.site.demo.world import message_id, moment
from beistand.site.demo.world.shapes import Brand as DemoBrand
from beistand.site.demo.world.shapes import Conversation, Said

if TYPE_CHECKING:
    from beistand.site.demo.loading import Cast


def answered(thread: Thread, what: Conversation, place: int, said: Said, cast: Cast, at: datetime) -> None:
    """An answer of ours. It lies readable in the outbox like any other without a smarthost."""
    thread.refresh_from_db()
    agent = cast.agents.get(said.by)
    customer = cast.customers[said.to or what.customer]
    brand = thread.brand
    address = _address(customer)
    message = Message(
        id=uuid7(),
        conversation=thread,
        brand=brand,
        customer=thread.customer,
        channel="email",
        direction="out",
        author=agent,
        is_automated=agent is None,
        subject=f"Re: {what.subject}",
        sender_address=brand.sender_address,
        sender_name=brand.sender_name,
        recipient=address,
        to=[{"address": address, "name": customer.name}] if address else [],
        said_at=at,
        arrived_at=at,
        filed_at=at,
        text=markdown_to_text(said.text),
        new_text=markdown_to_text(said.text),
        html=markdown_to_html(said.text),
        language=what.language,
        external_id=message_id(what, place),
        delivery_key=f"demo:{what.key}:{place}",
        state="sent",
        state_words=LYING,
    )
    message.parcel = _parcel(message).id
    message.save(force_insert=True)
    thread.waiting_since, thread.last_at = None, at
    thread.preview = preview(message.new_text)
    thread.save(update_fields=["waiting_since", "last_at", "preview"])
    _tell(thread, facts.MessageSaid(message=message.id, channel="email", at=at), agent)


def noted(thread: Thread, said: Said, cast: Cast, at: datetime) -> None:
    """A remark among colleagues."""
    agent = cast.agents.get(said.by)
    note = Note.objects.create(conversation=thread, author=agent, text=said.text, at=at)
    _tell(thread, facts.NoteWritten(note=note.id, at=at), agent)


def settle(thread: Thread, what: Conversation, brand: DemoBrand, cast: Cast, anchor: datetime) -> None:
    """Whose it is, its labels, and whether it waits, sleeps or is done."""
    thread.refresh_from_db()
    labels = {label.key: label.name_de for label in brand.labels}
    for key in what.labels:
        Label.objects.get(brand=thread.brand, name=labels[key]).conversations.add(thread)
    agent = cast.agents.get(what.assigned)
    if agent is not None:
        _assign(thread, agent)
    if what.state == "snoozed":
        until = moment(what.until, anchor, brand)
        at = thread.last_at + timedelta(minutes=4)
        Snooze.objects.create(conversation=thread, by=_by(agent), at=min(at, anchor), until=until)
        thread.state, thread.snoozed_until = "snoozed", until
        _tell(thread, facts.ConversationSnoozed(until=until.isoformat(), at=min(at, anchor)), agent)
    elif what.state == "closed":
        at = min(thread.last_at + timedelta(minutes=6), anchor)
        Closure.objects.create(conversation=thread, by=_by(agent), at=at)
        thread.state, thread.waiting_since = "closed", None
        _tell(thread, facts.ConversationClosed(at=at), agent)
    elif what.state == "answered":
        thread.waiting_since = None
    thread.save(update_fields=["state", "snoozed_until", "waiting_since", "agent"])
    if what.state != "open":
        _read_by_all(thread, anchor)


def _read_by_all(thread: Thread, at: datetime) -> None:
    agents = Agent.objects.filter(is_demo=True, teams__brand=thread.brand).distinct()
    Reading.objects.bulk_create(Reading(conversation=thread, agent=agent, read_to=at) for agent in agents)


def _assign(thread: Thread, agent: Agent) -> None:
    at = thread.opened_at + timedelta(minutes=3)
    thread.agent = agent
    Assignment.objects.create(conversation=thread, team=thread.team, agent=agent, by=_by(agent), at=at)
    fact = facts.ConversationAssigned(agent=agent.id, agent_name=agent.name, at=at)
    _tell(thread, fact, agent)


def _tell(thread: Thread, fact: Fact, agent: Agent | None) -> None:
    about = About(
        brand=thread.brand_id,
        team=thread.team_id,
        customer=thread.customer_id,
        thread=thread.id,
        by=_by(agent),
    )
    record(fact, about)


def _by(agent: Agent | None) -> str:
    return f"agent:{agent.id}" if agent is not None else "machine:demo"


def _address(customer: Customer) -> str:
    return customer.identities.filter(kind="email").values_list("shown", flat=True).first() or ""


def _parcel(message: Message) -> Parcel:
    return Parcel.objects.create(
        kind="message",
        effect_key=f"message:{message.id}",
        brand=message.brand_id,
        customer=message.customer_id,
        thread=message.conversation_id,
        state="sent",
        receipt=LYING,
        tries=1,
        made_at=message.said_at,
        not_before=message.said_at,
        next_at=message.said_at,
        done_at=message.said_at,
        words={
            "effect_key": f"message:{message.id}",
            "message": str(message.id),
            "external_id": message.external_id,
            "sender": [message.sender_address, message.sender_name],
            "to": [[a["address"], a["name"]] for a in message.to],
            "subject": message.subject,
            "text": message.text,
            "html": mail_html(message.html, lang=message.language or "de"),
            "language": message.language,
        },
    )
