"""A batch of arrivals on its way onto threads: looked up together, sorted out one by one, written together.

`look_up` asks the database once per kind of thing for the whole batch; `sort_out` only thinks, in order, and
sees what earlier mails of the same batch decided; `write` inserts set-based. That is what keeps a mail at a few
milliseconds where a row at a time costs ten times as much.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from beistand.channels.adapter import Incoming
from beistand.channels.models import Arrival
from beistand.channels.reading import Read
from beistand.desk import facts, routing
from beistand.desk.letterbox import brands_of, recipient_of
from beistand.desk.models import Attachment, Closure, Conversation, Message, Snooze
from beistand.desk.rules.threading import Belonging, Known, Marks, belongs_to, tags_in, without_tag
from beistand.journal.book import About, Fact, record_many
from beistand.lib.ids import uuid7
from beistand.lib.store import store_at
from beistand.people.identities import Claim, addresses_of, normal, recognise_many

QUIET = {"auto-reply", "vacation", "bounce", "machine", "own-loop"}
RAW_TWICE_WITHIN = timedelta(days=1)
PREVIEW = 160


class Case:
    """One arrival for one brand. A mail to two brands is two cases."""

    def __init__(self, arrival: Arrival, read: Read, brand: UUID, at: datetime) -> None:
        self.arrival = arrival
        self.read = read
        self.brand = brand
        self.incoming = read.incoming
        self.key = read.delivery_key or f"raw:{arrival.raw_id}"
        self.recipient = recipient_of(arrival, brand)
        self.claim = self._claim(at)

    def _claim(self, at: datetime) -> Claim | None:
        if self.incoming is None or not self.incoming.sender.address:
            return None
        return Claim(
            brand=self.brand,
            kind="email",
            value=self.incoming.sender.address,
            name=self.incoming.sender.name,
            locale=self.incoming.language,
            proof=self.read.proof.dmarc.value,
            at=self.arrival.arrived_at,
        )


class Bundle:
    """See the module. The three verbs are called once, in order, inside one transaction."""

    def __init__(self, arrivals: Iterable[tuple[Arrival, Read]], at: datetime) -> None:
        self.at = at
        self.arrivals = list(arrivals)
        brands = brands_of(arrival for arrival, _ in self.arrivals)
        self.cases = [
            Case(arrival, read, brand, at)
            for arrival, read in self.arrivals
            for brand in brands.get(arrival.id, [])
        ]
        self.conversations: dict[UUID, Conversation] = {}
        self.known: dict[UUID, Known] = {}
        self.by_external: dict[tuple[UUID, str], list[tuple[UUID, str]]] = {}
        self.by_key: dict[tuple[UUID, str], tuple[UUID | None, datetime]] = {}
        self.by_tag: dict[str, UUID] = {}
        self.own: dict[UUID, tuple[UUID, UUID]] = {}
        self.customers: dict[tuple[UUID, str, str, bool], UUID] = {}
        self.messages: list[Message] = []
        self.files: list[Attachment] = []
        self.contents: list[bytes] = []
        self.opened: list[Conversation] = []
        self.touched: dict[UUID, Conversation] = {}
        self.happened: list[tuple[Fact, About]] = []
        self.woken: set[UUID] = set()
        self.reopened: set[UUID] = set()
        self.came_back: list[tuple[UUID, str, str]] = []

    # looking up

    def look_up(self) -> None:
        """Fetch everything the batch may need."""
        self._look_up_messages()
        self._look_up_conversations()
        self.customers = recognise_many([c.claim for c in self.cases if c.claim], self.at)
        self.teams = routing.first_teams(c.brand for c in self.cases)

    def _look_up_messages(self) -> None:
        externals: set[str] = set()
        for case in self.cases:
            if case.incoming is not None:
                externals.update(_ids_in(case.incoming))
        rows = Message.objects.filter(
            brand__in={c.brand for c in self.cases}, external_id__in=externals - {""}
        ).values_list("brand_id", "external_id", "conversation_id", "delivery_key")
        for brand, external, thread, key in rows:
            if thread is not None:
                self.by_external.setdefault((brand, external), []).append((thread, key))
        keys = {c.key for c in self.cases}
        doubles = Message.objects.filter(brand__in={c.brand for c in self.cases}, delivery_key__in=keys)
        for brand, key, thread, when in doubles.values_list(
            "brand_id", "delivery_key", "conversation_id", "arrived_at"
        ):
            self.by_key[(brand, key)] = (thread, when)
        own_ids = {i for c in self.cases for i in (*c.read.own_ids, c.read.bounce_of) if i is not None}
        if own_ids:
            for message, brand, thread in Message.objects.filter(id__in=own_ids).values_list(
                "id", "brand_id", "conversation_id"
            ):
                if thread is not None:
                    self.own[message] = (brand, thread)

    def _look_up_conversations(self) -> None:
        wanted = {thread for found in self.by_external.values() for thread, _ in found}
        wanted.update(thread for _, thread in self.own.values())
        wanted.update(c.read.reply_address for c in self.cases if c.read.reply_address)
        wanted.update(t for t in (_thread_of(c.arrival) for c in self.cases) if t is not None)
        tags = {tag for c in self.cases if c.incoming for tag in tags_in(c.incoming.subject)}
        if tags:
            for tag, thread in Conversation.objects.filter(tag__in=tags).values_list("tag", "id"):
                self.by_tag[tag] = thread
                wanted.add(thread)
        rows = list(Conversation.objects.filter(id__in=wanted))
        heads = {row.merged_into_id for row in rows if row.merged_into_id}
        locked = Conversation.objects.select_for_update().filter(id__in=wanted | heads).order_by("id")
        by_id = {row.id: row for row in locked}
        addresses = addresses_of(row.customer_id for row in by_id.values())
        for row in by_id.values():
            head = by_id.get(row.merged_into_id, row) if row.merged_into_id else row
            self.conversations[head.id] = head
            people = addresses.get(row.customer_id, frozenset()) | addresses.get(
                head.customer_id, frozenset()
            )
            self.known[row.id] = Known(head.id, people)

    # sorting out

    def sort_out(self) -> None:
        """Decide for each case, in order, what becomes of it."""
        for case in self.cases:
            if self._is_double(case):
                continue
            if case.incoming is None:
                self._quarantine(case)
            else:
                self._hear(case, case.incoming)

    def _is_double(self, case: Case) -> bool:
        seen = self.by_key.get((case.brand, case.key))
        if seen is None:
            return False
        if case.key.startswith("raw:") and abs(case.arrival.arrived_at - seen[1]) > RAW_TWICE_WITHIN:
            case.key = f"{case.key}:{case.arrival.id}"  # no Message-ID and days apart: said twice on purpose
            return False
        return True

    def _quarantine(self, case: Case) -> None:
        message = Message(
            id=uuid7(),
            brand_id=case.brand,
            arrival=case.arrival.id,
            channel=case.arrival.channel,
            direction="in",
            sender_address=str(case.arrival.envelope.get("mail_from", ""))[:320],
            recipient=case.recipient,
            said_at=case.arrival.arrived_at,
            arrived_at=case.arrival.arrived_at,
            filed_at=self.at,
            delivery_key=case.key,
            raw_sha256=case.arrival.raw_id,
            proof=_proof_words(case.read),
            quarantined=case.read.reason,
        )
        self.messages.append(message)
        self.by_key[(case.brand, case.key)] = (None, case.arrival.arrived_at)
        fact = facts.MailQuarantined(message=message.id, reason=case.read.reason, at=case.arrival.arrived_at)
        self.happened.append((fact, About(brand=case.brand, by=f"machine:{case.arrival.channel}")))

    def _hear(self, case: Case, said: Incoming) -> None:
        found = self._belongs(case, said)
        conversation = self.conversations[found.thread] if found else None
        customer = self._customer(case, conversation)
        is_new = conversation is None
        if conversation is None:
            conversation = self._open(case, said, customer)
        message = self._message(case, said, conversation, customer)
        self.messages.append(message)
        self._keep_files(message, said)
        if said.external_id:
            self.by_external.setdefault((case.brand, said.external_id), []).append(
                (conversation.id, case.key)
            )
        self.by_key[(case.brand, case.key)] = (conversation.id, case.arrival.arrived_at)
        self._heard(conversation, message, said, is_new)
        about = About(
            brand=case.brand,
            team=conversation.team_id,
            customer=customer,
            thread=conversation.id,
            by=str(case.arrival.envelope.get("by") or f"customer:{customer}"),
        )
        heard = facts.MessageHeard(
            message=message.id,
            channel=message.channel,
            opened=is_new,
            by_mark=found.by if found else "",
            at=message.said_at,
        )
        self.happened.append((heard, about))
        self._bounce(case, said, message, about)

    def _belongs(self, case: Case, said: Incoming) -> Belonging | None:
        told = _thread_of(case.arrival)
        if told in self.known:
            return Belonging(self.known[told].thread, "told")
        mine = {t: k for t, k in self.known.items() if self.conversations[k.thread].brand_id == case.brand}
        own = [
            thread for i in case.read.own_ids for brand, thread in [self.own.get(i, (None, None))] if thread
        ]
        if case.read.bounce_of in self.own:
            own.insert(0, self.own[case.read.bounce_of][1])
        foreign = [
            thread
            for external in (*said.in_reply_to, *reversed(said.references))
            for thread, _ in self.by_external.get((case.brand, external), [])
        ]
        tag = next((self.by_tag[t] for t in tags_in(said.subject) if t in self.by_tag), None)
        # A sender whose proof failed is nobody we know: only a MACed mark can bring him onto a thread.
        sender = "" if case.claim and case.claim.is_contested else normal("email", said.sender.address)
        marks = Marks(
            sender=sender, reply_address=case.read.reply_address, own_ids=own, tag=tag, foreign_ids=foreign
        )
        return belongs_to(marks, mine)

    def _customer(self, case: Case, conversation: Conversation | None) -> UUID:
        told = case.arrival.envelope.get("customer")
        if told:
            return UUID(str(told))
        if case.claim is not None:
            return self.customers[case.claim.key]
        if conversation is not None:
            return conversation.customer_id
        nobody = Claim(
            brand=case.brand,
            kind="handle",
            value=f"{case.arrival.channel}:{case.arrival.id}",
            name=case.incoming.sender.name if case.incoming else "",
        )
        return recognise_many([nobody], self.at)[nobody.key]

    def _open(self, case: Case, said: Incoming, customer: UUID) -> Conversation:
        conversation = Conversation(
            id=uuid7(),
            brand_id=case.brand,
            team_id=_uuid(case.arrival.envelope.get("team")) or self.teams.get(case.brand),
            customer_id=customer,
            subject=without_tag(said.subject)[:500],
            channel=case.arrival.channel,
            opened_at=case.arrival.arrived_at,
            last_at=case.arrival.arrived_at,
            is_demo=bool(case.arrival.envelope.get("is_demo")),
        )
        self.opened.append(conversation)
        self.conversations[conversation.id] = conversation
        sender = normal("email", said.sender.address)
        self.known[conversation.id] = Known(conversation.id, frozenset({sender} - {""}))
        return conversation

    def _message(self, case: Case, said: Incoming, conversation: Conversation, customer: UUID) -> Message:
        arrived = case.arrival.arrived_at
        same_id = [key for _, key in self.by_external.get((case.brand, said.external_id), [])]
        remarks = list(said.notes)
        if said.external_id and case.arrival.channel == "email" and any(key != case.key for key in same_id):
            remarks.append("same-id-other-content")
        return Message(
            id=uuid7(),
            conversation=conversation,
            brand_id=case.brand,
            customer_id=customer,
            arrival=case.arrival.id,
            channel=case.arrival.channel,
            direction="in",
            subject=_clean(said.subject)[:1000],
            sender_address=_clean(said.sender.address)[:320],
            sender_name=_clean(said.sender.name)[:200],
            recipient=case.recipient,
            to=_addresses(said.to),
            cc=_addresses(said.cc),
            reply_to=_addresses(said.reply_to),
            said_at=said.said_at or arrived,
            arrived_at=arrived,
            filed_at=self.at,
            text=_clean(said.text),
            new_text=_clean(said.new_text),
            html=_clean(case.read.html),
            language=said.language[:5],
            external_id=_clean(said.external_id)[:998],
            in_reply_to=list(said.in_reply_to),
            references=list(said.references),
            delivery_key=case.key,
            raw_sha256=case.arrival.raw_id,
            auto=said.auto or "",
            bounce=_bounce_words(said, case),
            proof=_proof_words(case.read),
            remarks=remarks,
        )

    def _keep_files(self, message: Message, said: Incoming) -> None:
        for place, file in enumerate(said.attachments):
            self.contents.append(file.content)
            self.files.append(
                Attachment(
                    message_id=message.id,
                    name=_clean(file.name)[:255],
                    type=_clean(file.type)[:255],
                    size=file.size,
                    sha256=hashlib.sha256(file.content).hexdigest(),
                    cid=_clean(file.cid)[:255],
                    is_inline=file.inline,
                    kind=file.kind[:12],
                    place=place,
                )
            )

    def _heard(self, conversation: Conversation, message: Message, said: Incoming, is_new: bool) -> None:
        at = message.arrived_at
        conversation.last_at = max(conversation.last_at, at)
        conversation.heard_at = max(conversation.heard_at or at, at)
        conversation.preview = preview(message.new_text or message.text)
        self.touched[conversation.id] = conversation
        if said.auto in QUIET and not is_new:
            return
        if conversation.waiting_since is None or conversation.state == "closed":
            conversation.waiting_since = at
        if conversation.state == "snoozed":
            self.woken.add(conversation.id)
        if conversation.state == "closed":
            self.reopened.add(conversation.id)
        conversation.state = "open"
        conversation.snoozed_until = None

    def _bounce(self, case: Case, said: Incoming, message: Message, about: About) -> None:
        if said.bounce is None or case.read.bounce_of not in self.own:
            return  # a bounce that did not come to our own return path is only shown
        original = case.read.bounce_of
        conversation = self.conversations[self.own[original][1]] if original else None
        if original is None or conversation is None:
            return
        self.came_back.append((original, said.bounce.kind, said.bounce.reason))
        fact = facts.MessageCameBack(message=original, kind=said.bounce.kind, at=message.said_at)
        self.happened.append((fact, about))
        if said.bounce.kind == "hard":  # the customer does not have our answer: it is our turn again
            conversation.waiting_since = conversation.waiting_since or message.arrived_at
            conversation.mark = "bounced"
            conversation.state, conversation.snoozed_until = "open", None

    # writing

    def write(self) -> None:
        """Write the whole batch."""
        if self.contents:
            store_at(settings.BEISTAND).put_many(self.contents)
        Conversation.objects.bulk_create(self.opened)
        opened = {c.id for c in self.opened}
        changed = [c for c in self.touched.values() if c.id not in opened]
        if changed:
            Conversation.objects.bulk_update(
                changed,
                ["last_at", "heard_at", "preview", "waiting_since", "state", "snoozed_until", "mark"],
            )
        Message.objects.bulk_create(self.messages)
        Attachment.objects.bulk_create(self.files)
        self._end_rows()
        record_many(self.happened)
        self._close_arrivals()

    def _end_rows(self) -> None:
        if self.woken:
            Snooze.objects.filter(conversation__in=self.woken, ended_at=None).update(
                ended_at=self.at, ended_by="customer"
            )
        if self.reopened:
            Closure.objects.filter(conversation__in=self.reopened, reopened_at=None).update(
                reopened_at=self.at, reopened_by="customer"
            )
        for thread in self.reopened:
            row = self.conversations[thread]
            about = About(brand=row.brand_id, team=row.team_id, customer=row.customer_id, thread=thread)
            self.happened.append((facts.ConversationReopened(why="customer", at=row.last_at), about))
        for message, kind, reason in self.came_back:
            Message.objects.filter(id=message).update(
                state="bounced" if kind == "hard" else "delayed", state_words=reason[:2000]
            )

    def _close_arrivals(self) -> None:
        bad = {a.id: r.reason for a, r in self.arrivals if r.incoming is None}
        good = [a.id for a, _ in self.arrivals if a.id not in bad]
        Arrival.objects.filter(id__in=good).update(state="filed", filed_at=self.at)
        for arrival, reason in bad.items():
            Arrival.objects.filter(id=arrival).update(
                state="quarantined", reason=reason[:200], filed_at=self.at
            )


def preview(text: str) -> str:
    """The first words of a message on one line."""
    return " ".join(text[: PREVIEW * 4].split())[:PREVIEW]


def _ids_in(said: Incoming) -> Sequence[str]:
    return (said.external_id, *said.in_reply_to, *said.references)


def _thread_of(arrival: Arrival) -> UUID | None:
    return _uuid(arrival.envelope.get("thread"))


def _uuid(value: object) -> UUID | None:
    return UUID(str(value)) if value else None


def _clean(text: str) -> str:
    # PostgreSQL can't hold NUL, and a lone surrogate can't be encoded: both come from broken mails.
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def _addresses(found: Iterable[object]) -> list[dict[str, str]]:
    return [{"address": _clean(a.address), "name": _clean(a.name)} for a in found]  # type: ignore[attr-defined]


def _proof_words(read: Read) -> dict[str, str]:
    proof = read.proof
    words = {"dmarc": proof.dmarc, "dkim": proof.dkim, "spf": proof.spf, "arc": proof.arc}
    more = {"domain": proof.domain, "dkim_domain": proof.dkim_domain, "by": proof.by}
    return {**{k: str(v) for k, v in words.items()}, **{k: v for k, v in more.items() if v}}


def _bounce_words(said: Incoming, case: Case) -> dict[str, object] | None:
    if said.bounce is None:
        return None
    return {
        "kind": said.bounce.kind,
        "address": _clean(said.bounce.address),
        "reason": _clean(said.bounce.reason),
        "status": said.bounce.status,
        "proven": case.read.bounce_of is not None,
    }
