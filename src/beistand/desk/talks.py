"""One conversation as it is shown: the red thread with its knots, the answer box, the person beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from beistand.channels.email.told import in_words
from beistand.desk import facts, joining, labels, remarks
from beistand.desk.conversations import Actor
from beistand.desk.files import file_of
from beistand.desk.models import Attachment, Conversation, Message, Note, Viewing
from beistand.desk.models import Draft as DraftRow
from beistand.desk.original import blocked_pictures
from beistand.desk.replies import recipients
from beistand.desk.shapes import (
    BounceNote,
    Choice,
    Delivery,
    Draft,
    Entry,
    EventEntry,
    MessageEntry,
    NoteEntry,
    Presence,
    Recipient,
    Sender,
    Talk,
)
from beistand.desk.sides import known_of, matters_of, name_of, told_apart
from beistand.house.models import Agent, Team
from beistand.journal.models import Entry as JournalEntry
from beistand.lib import clock
from beistand.lib.markup import markdown_to_html, plain_to_html
from beistand.lib.models import Parcel
from beistand.people.joining import together

SHOWN = 60
STALE = timedelta(seconds=30)
WRITING = timedelta(seconds=8)
PRESENCE = "presence:"  # live topic: somebody looked into this conversation
ICONS = {
    "ConversationAssigned": "user-round-check",
    "ConversationSnoozed": "alarm-clock",
    "ConversationWoken": "alarm-clock",
    "ConversationClosed": "check",
    "ConversationReopened": "archive-restore",
    "ConversationLabelled": "tag",
    "ConversationsJoined": "link",
    "ConversationsParted": "unlink",
    "ConversationAbsorbed": "link",
    "ConversationReleased": "unlink",
    "MessageTakenBack": "undo-2",
}
TOLD_ELSEWHERE = {
    "MessageHeard",
    "MessageSaid",
    "NoteWritten",
    "MessageLeft",
    "MessageStuck",
    "MessageCameBack",
    "MailQuarantined",
}
TOLD_ON_THE_OTHER = {"ConversationAbsorbed", "ConversationReleased"}


def talk_of(row: Conversation, actor: Actor, *, shown: int = SHOWN) -> Talk:
    """The middle pane for a conversation the actor may see."""
    at = clock.now()
    everything = entries_of(row, actor.agent)
    entries = everything[-shown:]
    me = actor.agent
    href = reverse("desk:talk", args=[row.id])
    return Talk(
        id=str(row.id),
        href=href,
        subject=row.subject,
        customer=_customer_name(row),
        channel=row.channel,  # type: ignore[arg-type]
        topic=f"thread:{row.id}",
        entries=tuple(entries),
        draft=draft_of(row, me),
        customer_href=reverse("desk:customer", args=[row.customer_id]),
        brand=row.brand.name,
        team=row.team.name if row.team else "",
        agent=row.agent.name if row.agent else "",
        is_mine=me is not None and row.agent_id == me.id,
        state=row.state,  # type: ignore[arg-type]
        snoozed_until=row.snoozed_until,
        waiting_since=row.waiting_since,
        earlier_count=len(everything) - len(entries),
        earlier_url=f"{href}?shown={shown + 200}",
        presence=presence_of(row, me, at),
        agents=_agents(row),
        teams=tuple(
            Choice(str(t.id), t.name, t.id == row.team_id) for t in Team.objects.filter(brand=row.brand_id)
        ),
        later=later_choices(at),
        labels=labels.choices_of(row),
        others=other_matters(row, actor),
        joined=tuple(Choice(str(j.id), j.absorbed.subject or "–") for j in joining.standing(row.id)),
    )


def other_matters(row: Conversation, actor: Actor) -> tuple[Choice, ...]:
    """The other matters of this person, to join one of them into this."""
    group = together(row.customer_id)
    rows = [c for c in matters_of(group, actor, 12) if c.id != row.id]
    return tuple(Choice(str(c.id), told_apart(c)) for c in rows)


def entries_of(row: Conversation, me: Agent | None) -> list[Entry]:
    """Everything on this thread, oldest first."""
    messages = list(Message.objects.filter(conversation=row).exclude(state="undone").select_related("author"))
    files = _files([m.id for m in messages])
    held = {p.id: p for p in Parcel.objects.filter(id__in=[m.parcel for m in messages if m.parcel])}
    dated: list[tuple[datetime, Entry]] = [
        (_when(m), message_entry(m, me, files.get(m.id, []), held.get(m.parcel) if m.parcel else None))
        for m in messages
    ]
    dated += [(n.at, note_entry(n)) for n in Note.objects.filter(conversation=row).select_related("author")]
    dated += _events(row)
    return [entry for _at, entry in sorted(dated, key=lambda pair: pair[0])]


def _when(m: Message) -> datetime:
    return m.arrived_at if m.direction == "in" else m.said_at


def message_entry(
    m: Message, me: Agent | None, files: Sequence[Attachment], parcel: Parcel | None
) -> MessageEntry:
    """One message as a knot."""
    ours = m.direction == "out"
    rest = "" if ours else _rest(m)
    return MessageEntry(
        id=str(m.id),
        is_ours=ours,
        is_me=ours and me is not None and m.author_id == me.id,
        author=_author(m),
        channel=m.channel,  # type: ignore[arg-type]
        said_at=_when(m),
        new_html=Markup(m.html) if ours else shown(m.new_text or m.text),  # noqa: S704 (cleaned when written)
        rest_html=shown(rest) if rest else "",
        address=m.sender_address,
        to_words=", ".join(a["address"] for a in (*m.to, *m.cc)),
        original_url=reverse("desk:original", args=[m.id]) if m.html and not ours else "",
        pictures=0 if ours else blocked_pictures(m.html),
        source_url=reverse("desk:raw", args=[m.id]) if m.raw_sha256 else "",
        files=tuple(file_of(f) for f in files if not (f.is_inline and f.cid)),
        sender=None if ours else sender_of(m.proof, m.channel),
        auto=m.auto or ("machine" if m.is_automated else None),
        bounce=_bounce(m),
        delivery=delivery_of(m, parcel) if ours else None,
        quarantined=m.quarantined,
        notes=tuple(remarks.words(r) for r in m.remarks),
        language=m.language,
    )


def shown(text: str) -> Markup:
    """Plain text with its lines, its links alive."""
    return Markup(plain_to_html(text.strip()))  # noqa: S704 (escaped piece by piece)


def _author(m: Message) -> str:
    if m.direction == "out":
        return m.author.name if m.author else m.sender_name
    return m.sender_name or m.sender_address or _("Somebody")


def _rest(m: Message) -> str:
    """What was folded away: the text behind the new part, or all of it when the new part is not its beginning."""
    if not m.new_text or m.new_text.strip() == m.text.strip():
        return ""
    new, text = m.new_text.strip(), m.text.strip()
    return text[len(new) :].strip() if text.startswith(new) else text


def _bounce(m: Message) -> BounceNote | None:
    if not m.bounce:
        return None
    return BounceNote(m.bounce["address"], m.bounce["reason"], m.bounce["kind"] == "hard")


def sender_of(proof: dict[str, Any], channel: str) -> Sender | None:
    """Whether the sender is who they say, in words."""
    if channel != "email":
        return None
    dmarc = proof.get("dmarc", "none")
    words = ", ".join(
        f"{name.upper()} {proof[name]}" for name in ("dmarc", "dkim", "spf", "arc") if name in proof
    )
    verdict = {"pass": "proven", "fail": "forged"}.get(dmarc, "claimed")
    return Sender(verdict, words)  # type: ignore[arg-type]


def delivery_of(m: Message, parcel: Parcel | None) -> Delivery:
    """Where an outgoing message is."""
    state = m.state or "sent"
    if state == "held" and parcel is not None and parcel.state in ("held", "waiting") and not parcel.tries:
        return Delivery(
            "held",
            parcel.not_before,
            reverse("desk:undo", args=[m.id]),
            hold_url=reverse("desk:hold", args=[m.id]),
        )
    if state == "sent" and m.state_words == "no-smarthost":
        return Delivery("lying", outbox_href=reverse("desk:outbox"))
    known = {"bounced": "failed", "delayed": "waiting", "sending": "waiting", "held": "waiting"}
    return Delivery(known.get(state, state), reason=in_words(m.state_words))  # type: ignore[arg-type]


def note_entry(n: Note) -> NoteEntry:
    """One note as a knot."""
    return NoteEntry(str(n.id), n.author.name if n.author else "API", n.at, Markup(markdown_to_html(n.text)))  # noqa: S704


def _events(row: Conversation) -> list[tuple[datetime, Entry]]:
    absorbed = list(Conversation.objects.filter(merged_into=row).values_list("id", flat=True))
    found = (
        JournalEntry.objects.filter(thread__in=[row.id, *absorbed])
        .exclude(fact__in=TOLD_ELSEWHERE)
        .exclude(fact__in=TOLD_ON_THE_OTHER, thread__in=absorbed)
        .order_by("transaction", "id")
    )
    return [(e.at, event) for e in found for event in [event_entry(e)] if event is not None]


def event_entry(e: JournalEntry) -> EventEntry | None:
    """One fact as a knot, or None when the timeline shows it in another way."""
    words = facts.sentence(e.fact, e.words, who(e.by))
    if not words:
        return None
    return EventEntry(
        f"j{e.id}", ICONS.get(e.fact, "circle"), words, e.at, is_machine=e.by.startswith("machine:")
    )


def who(by: str) -> str:
    """The name behind `by`."""
    kind, _colon, name = by.partition(":")
    if kind == "agent":
        agent = Agent.objects.filter(id=name).first()
        return agent.name if agent else _("Somebody")
    return {"customer": _("The customer"), "key": "API"}.get(kind, "Beistand")


def draft_of(row: Conversation, me: Agent | None) -> Draft:
    """The answer box as this agent left it."""
    to = tuple(Recipient(address, name) for address, name in recipients(row))
    saved = DraftRow.objects.filter(conversation=row, agent=me).order_by("-at").first() if me else None
    last = Message.objects.filter(conversation=row).order_by("-id").values_list("id", flat=True).first()
    why = "" if to else _("There is no mail address for this customer. Write a note, or add an address.")
    return Draft(
        seen=str(last or ""),
        text=saved.text if saved else "",
        mode="note" if saved and saved.kind == "note" else "reply",
        to=to,
        files=tuple(file_of(f) for f in saved.attachments.all()) if saved else (),
        saved_at=saved.at if saved and saved.text else None,
        can_reply=bool(to),
        why_not=why,
    )


def presence_of(row: Conversation, me: Agent | None, at: datetime) -> tuple[Presence, ...]:
    """Who else has this open."""
    seen = Viewing.objects.filter(conversation=row, seen_at__gt=at - STALE).select_related("agent")
    others = seen.exclude(agent=me) if me else seen
    return tuple(
        Presence(v.agent.name, v.writing_at is not None and v.writing_at > at - WRITING) for v in others
    )


def later_choices(at: datetime) -> tuple[Choice, ...]:
    """The ready answers to "until when", in the reader's zone."""
    here = timezone.localtime(at)
    morning = here.replace(hour=9, minute=0, second=0, microsecond=0)
    choices = [Choice((here + timedelta(hours=1)).isoformat(), _("In 1 hour"))]
    afternoon = here.replace(hour=15, minute=0, second=0, microsecond=0)
    if here < afternoon - timedelta(minutes=30):
        choices.append(Choice(afternoon.isoformat(), _("Today, 15:00")))
    choices.append(Choice((morning + timedelta(days=1)).isoformat(), _("Tomorrow, 9:00")))
    choices.append(Choice((morning + timedelta(days=7 - here.weekday())).isoformat(), _("Monday, 9:00")))
    choices.append(Choice((here + timedelta(days=90)).isoformat(), _("Until an answer comes")))
    return tuple(choices)


def _agents(row: Conversation) -> tuple[Choice, ...]:
    team = Agent.objects.filter(is_active=True, teams__brand=row.brand_id).distinct().order_by("name")
    nobody = Choice("", _("Nobody in particular"), row.agent_id is None)
    return (nobody, *(Choice(str(a.id), a.name, a.id == row.agent_id) for a in team))


def _files(messages: Sequence[UUID]) -> dict[UUID, list[Attachment]]:
    found: dict[UUID, list[Attachment]] = {}
    for file in Attachment.objects.filter(message__in=messages).order_by("place"):
        if file.message_id is not None:
            found.setdefault(file.message_id, []).append(file)
    return found


def _customer_name(row: Conversation) -> str:
    head = row.customer.merged_into if row.customer.merged_into is not None else row.customer
    return name_of(head, known_of([head.id]) if not head.name else ())
