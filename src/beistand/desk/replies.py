"""Answering: what an agent wrote becomes a message and a parcel, in one transaction, and may be taken back.

The server holds the parcel for the undo time. An answer written on an outdated view is stopped (409) unless
the writer insists after having read what a colleague said meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from beistand.channels.email.keys import mark_keys
from beistand.channels.email.routing_marks import bounce_address, has_room, message_id, reply_address
from beistand.desk import facts
from beistand.desk.bundle import preview
from beistand.desk.conversations import Actor, changing, find, tell, waiting_since
from beistand.desk.machine_answers import is_machine, stop_machine
from beistand.desk.models import Attachment, Conversation, Draft, Message, Snooze
from beistand.desk.rules.threading import with_tag
from beistand.house.rights import Sight
from beistand.lib import clock, outbox
from beistand.lib.ids import uuid7
from beistand.lib.markup import mail_html, markdown_to_html, markdown_to_text
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried
from beistand.lib.refusal import Refused
from beistand.people.joining import together
from beistand.people.models import Identity

LONGEST = 100_000
MOST_RECIPIENTS = 50


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What shall be said. `seen` is the newest message the writer had before them (None = don't check).

    `hold` is for how many seconds it may be taken back. `attachments` are ids of uploaded files. `to` as
    (address, name) instead of whom `recipients` finds.
    """

    text: str
    to: tuple[tuple[str, str], ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    attachments: tuple[UUID, ...] = ()
    seen: UUID | None = None
    hold: int = 0


class Overtaken(Refused):
    """A colleague answered while this was being written. Carries the newer message."""

    def __init__(self, newer: Message) -> None:
        who = newer.author.name if newer.author else _("Somebody")
        super().__init__(
            _("%(who)s has just answered.") % {"who": who},
            _("Read that answer, or send yours all the same."),
            status=409,
            code="overtaken",
        )
        self.newer = newer


def reply(thread: UUID, actor: Actor, answer: Answer) -> Message:
    """Answer the customer. Raises `Overtaken` or `Refused`; then nothing has changed."""
    text = answer.text.strip()
    if not text:
        raise Refused(_("The answer is empty."), code="empty")
    if len(text) > LONGEST:
        raise Refused(
            _("The answer is too long for a mail."), _("Put the long part into a file."), code="too-long"
        )
    with changing(thread, actor) as row:
        _stop_if_overtaken(row, actor, answer.seen)
        to = list(answer.to) or recipients(row)
        if not to:
            raise Refused(
                _("There is no mail address for this customer."),
                _("Add one in the customer pane, or answer in person and write a note."),
                status=409,
                code="no-address",
            )
        stop_machine(row, actor, to[0][0])
        message = _say(row, actor, answer, to)
        _take_turn(row, message)
        tell(row, facts.MessageSaid(message=message.id, channel="email", at=message.said_at), actor)
    return message


def recipients(row: Conversation) -> list[tuple[str, str]]:
    """Where an answer goes as (address, name): to whom last wrote in this conversation, else a known address."""
    heard = (
        Message.objects.filter(conversation=row, direction="in", channel="email", auto="")
        .exclude(sender_address="")
        .order_by("-said_at")
        .first()
    )
    if heard is not None:
        if heard.reply_to and heard.proof.get("dmarc") == "pass":
            first = heard.reply_to[0]
            return [(first["address"], first.get("name") or heard.sender_name)]
        return [(heard.sender_address, heard.sender_name)]
    known = (
        Identity.objects.filter(customer__in=together(row.customer_id), kind="email", is_contested=False)
        .order_by(F("proven_at").desc(nulls_last=True), "first_at")
        .first()
    )
    return [(known.shown or known.value, known.name)] if known is not None else []


def _stop_if_overtaken(row: Conversation, actor: Actor, seen: UUID | None) -> None:
    if seen is None:
        return
    newer = (
        Message.objects.select_related("author")
        .filter(conversation=row, direction="out", id__gt=seen)
        .exclude(state="undone")
    )
    if actor.agent is not None:
        newer = newer.exclude(author=actor.agent)
    last = newer.order_by("-said_at").first()
    if last is not None:
        raise Overtaken(last)


def _say(row: Conversation, actor: Actor, answer: Answer, to: list[tuple[str, str]]) -> Message:
    at = clock.now()
    brand = row.brand
    ours = uuid7()
    key = mark_keys()[0]
    local, _at, domain = brand.sender_address.rpartition("@")
    before = _thread_ids(row)
    message = Message(
        id=ours,
        conversation=row,
        brand=brand,
        customer_id=row.customer_id,
        channel="email",
        direction="out",
        author=actor.agent,
        is_automated=is_machine(actor),
        subject=with_tag(_answer_subject(row.subject) if before else row.subject, row.tag),
        sender_address=brand.sender_address,
        sender_name=brand.sender_name or brand.name,
        recipient=to[0][0],
        to=[{"address": a, "name": n} for a, n in to],
        cc=_written(answer.cc),
        bcc=_written(answer.bcc),
        said_at=at,
        arrived_at=at,
        filed_at=at,
        text=markdown_to_text(answer.text),
        new_text=markdown_to_text(answer.text),
        html=markdown_to_html(answer.text),
        language=row.customer.locale or brand.locale,
        external_id=message_id(domain, ours, key),
        in_reply_to=before[-1:],
        references=before,
        delivery_key=f"out:{ours}",
        state="held" if answer.hold else "waiting",
    )
    files = list(
        Attachment.objects.select_for_update().filter(
            Q(draft__conversation=row) if actor.agent else Q(draft=None),
            id__in=answer.attachments,
            message=None,
        )
    )
    parcel = outbox.put(
        "message",
        effect_key=f"message:{ours}",
        words=_parcel_words(message, row, files, reply_to=_reply_to(local, domain, row, key), key=key),
        not_before=at + timedelta(seconds=answer.hold),
        brand=brand.id,
        customer=row.customer_id,
        thread=row.id,
    )
    message.parcel = parcel.id
    message.save(force_insert=True)
    Attachment.objects.filter(id__in=[f.id for f in files]).update(message=message, draft=None)
    if actor.agent is not None:
        Draft.objects.filter(conversation=row, agent=actor.agent, kind="reply").delete()
    return message


def _thread_ids(row: Conversation) -> list[str]:
    rows = (
        Message.objects.filter(conversation=row, channel="email")
        .exclude(external_id="")
        .exclude(state="undone")
    )
    ids = rows.order_by("-said_at").values_list("external_id", flat=True)[:20]
    return list(reversed(list(ids)))


def _reply_to(local: str, domain: str, row: Conversation, key: bytes) -> str:
    return reply_address(local if has_room(local) else "r", domain, row.id, key)


def _parcel_words(
    message: Message, row: Conversation, files: Sequence[Attachment], *, reply_to: str, key: bytes
) -> dict[str, object]:
    domain = message.sender_address.rpartition("@")[2]
    return {
        "effect_key": f"message:{message.id}",
        "message": str(message.id),
        "external_id": message.external_id,
        "sender": [message.sender_address, message.sender_name],
        "to": [[a["address"], a["name"]] for a in message.to],
        "cc": [[a["address"], a["name"]] for a in message.cc],
        "bcc": [[a["address"], a["name"]] for a in message.bcc],
        "subject": message.subject,
        "text": message.text,
        "html": mail_html(message.html, lang=message.language or "de"),
        "reply_to": reply_to,
        "return_path": bounce_address(domain, message.id, key),
        "in_reply_to": message.in_reply_to[0] if message.in_reply_to else "",
        "references": message.references,
        "attachments": [{"name": f.name, "type": f.type, "sha256": f.sha256} for f in files],
        "automated": message.is_automated,
        "language": message.language or "de",
    }


def _answer_subject(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}".strip()


def _written(addresses: Sequence[str]) -> list[dict[str, str]]:
    if len(addresses) > MOST_RECIPIENTS:
        raise Refused(_("That is too many recipients."), code="too-many")
    for address in addresses:
        local, at, domain = address.rpartition("@")
        if not at or not local or not domain or any(c in address for c in " \r\n\t<>,;\x00"):
            raise Refused(_("“%(mail)s” is not a mail address.") % {"mail": address}, code="mail")
    return [{"address": a, "name": ""} for a in addresses]


def _take_turn(row: Conversation, message: Message) -> None:
    at = message.said_at
    Snooze.objects.filter(conversation=row, ended_at=None).update(ended_at=at, ended_by="answer")
    row.waiting_since, row.last_at, row.mark = None, at, ""
    row.preview = preview(message.new_text)
    row.revision += 1
    row.state, row.snoozed_until = ("open", None) if row.state != "closed" else (row.state, None)
    if row.agent_id is None and message.author_id is not None:
        row.agent_id = message.author_id
    row.save(
        update_fields=[
            "waiting_since",
            "last_at",
            "mark",
            "preview",
            "revision",
            "state",
            "snoozed_until",
            "agent",
        ]
    )


def hold_on(message_id: UUID, actor: Actor) -> None:
    """Hold an answer a little longer: its writer is looking at "undo" (WCAG 2.2.1)."""
    message = Message.objects.filter(id=message_id, direction="out").first()
    if message is None or message.conversation_id is None or message.parcel is None:
        raise Refused(_("This answer is not here."), status=404, code="not-found")
    find(message.conversation_id, actor)
    outbox.hold(message.parcel)


def take_back(message_id: UUID, actor: Actor) -> Message:
    """Undo an answer that has not left. Its text becomes the draft again."""
    message = Message.objects.filter(id=message_id, direction="out").first()
    if message is None or message.conversation_id is None or message.parcel is None:
        raise Refused(_("This answer is not here."), status=404, code="not-found")
    with changing(message.conversation_id, actor) as row, transaction.atomic():
        if not outbox.take_back(message.parcel):
            raise Refused(
                _("It has left already."),
                _("Write a second answer that puts it right."),
                status=409,
                code="left",
            )
        message.state = "undone"
        message.save(update_fields=["state"])
        _give_turn_back(row)
        if actor.agent is not None:
            draft, _new = Draft.objects.update_or_create(
                conversation=row,
                agent=actor.agent,
                kind="reply",
                defaults={"text": message.text, "at": clock.now()},
            )
            Attachment.objects.filter(message=message).update(message=None, draft=draft)
        tell(row, facts.MessageTakenBack(message=message.id), actor)
    return message


def _give_turn_back(row: Conversation) -> None:
    row.waiting_since = waiting_since(row) if row.state != "closed" else None
    last = Message.objects.filter(conversation=row).exclude(state="undone").order_by("-said_at").first()
    if last is not None:
        row.last_at, row.preview = last.arrived_at, preview(last.new_text or last.text)
    row.revision += 1
    row.save(update_fields=["waiting_since", "last_at", "preview", "revision"])


def told(parcel: Parcel, result: Carried) -> None:
    """What became of a message's parcel, noted on the message (in the transaction of the outbox)."""
    message = Message.objects.select_related("conversation").filter(parcel=parcel.id).first()
    if message is None or message.conversation is None:
        return
    message.state = "waiting" if result.state == "again" else result.state
    message.state_words = result.words[:2000]
    message.save(update_fields=["state", "state_words"])
    machine = Actor("machine:outbox", Sight((), ()))
    if result.state == "sent":
        tell(message.conversation, facts.MessageLeft(message=message.id), machine)
    elif result.state in ("failed", "unknown"):
        row = Conversation.objects.select_for_update().get(id=message.conversation.id)
        row.mark = result.state
        if result.state == "failed" and row.state != "closed":
            row.waiting_since = row.waiting_since or waiting_since(row) or message.said_at
        row.save(update_fields=["mark", "waiting_since"])
        tell(row, facts.MessageStuck(message=message.id, state=result.state), machine)
