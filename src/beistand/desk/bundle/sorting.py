"""What becomes of each mail of a batch. Nothing here asks the database, save for somebody without any address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from beistand.channels.adapter import Incoming
from beistand.channels.models import Arrival
from beistand.channels.reading import Read
from beistand.desk import facts
from beistand.desk.bundle.case import Case, files_of
from beistand.desk.bundle.looked_up import LookedUp
from beistand.desk.bundle.outcome import Outcome
from beistand.desk.bundle.words import preview, thread_of
from beistand.desk.letterbox import brands_of
from beistand.desk.models import Conversation, Message
from beistand.desk.rules.threading import Belonging, Known, Marks, belongs_to, tags_in
from beistand.journal.book import About
from beistand.people.identities import normal, recognise_many

QUIET = {"auto-reply", "vacation", "bounce", "machine", "own-loop"}
RAW_TWICE_WITHIN = timedelta(days=1)


class Bundle:
    """The three verbs are called once, in order, inside one transaction."""

    def __init__(self, arrivals: Iterable[tuple[Arrival, Read]], at: datetime) -> None:
        self.at = at
        self.arrivals = list(arrivals)
        brands = brands_of(arrival for arrival, _ in self.arrivals)
        self.cases = [
            Case(arrival, read, brand)
            for arrival, read in self.arrivals
            for brand in brands.get(arrival.id, [])
        ]
        self.outcome = Outcome()

    def look_up(self) -> None:
        """Fetch everything the batch may need."""
        self.seen = LookedUp(self.cases, self.at)

    def sort_out(self) -> None:
        """Decide for each case, in order, what becomes of it."""
        for case in self.cases:
            if self._is_double(case):
                continue
            if case.incoming is None:
                self._quarantine(case)
            else:
                self._hear(case, case.incoming)

    def write(self) -> None:
        """Write the whole batch."""
        self.outcome.write(self.arrivals, self.at)

    def _is_double(self, case: Case) -> bool:
        seen = self.seen.by_key.get((case.brand, case.key))
        if seen is None:
            return False
        if case.key.startswith("raw:") and abs(case.arrival.arrived_at - seen[1]) > RAW_TWICE_WITHIN:
            case.key = f"{case.key}:{case.arrival.id}"  # no Message-ID and days apart: said twice on purpose
            return False
        return True

    def _quarantine(self, case: Case) -> None:
        message = case.quarantined(self.at)
        self.outcome.messages.append(message)
        self.seen.by_key[(case.brand, case.key)] = (None, case.arrival.arrived_at)
        fact = facts.MailQuarantined(message=message.id, reason=case.read.reason, at=case.arrival.arrived_at)
        self.outcome.happened.append((fact, About(brand=case.brand, by=f"machine:{case.arrival.channel}")))

    def _hear(self, case: Case, said: Incoming) -> None:
        found = self._belongs(case, said)
        conversation = self.seen.conversations[found.thread] if found else None
        customer = self._customer(case, conversation)
        is_new = conversation is None
        if conversation is None:
            conversation = self._open(case, said, customer)
        message = case.message(said, conversation, customer, self._remarks(case, said), self.at)
        self._keep(case, said, message, conversation)
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
        self.outcome.happened.append((heard, about))
        self._bounce(case, said, message, about)

    def _belongs(self, case: Case, said: Incoming) -> Belonging | None:
        seen = self.seen
        told = thread_of(case.arrival)
        if told in seen.known:
            return Belonging(seen.known[told].thread, "told")
        own = [thread for i in case.read.own_ids for _, thread in [seen.own.get(i, (None, None))] if thread]
        if case.read.bounce_of in seen.own:
            own.insert(0, seen.own[case.read.bounce_of][1])
        foreign = [
            thread
            for external in (*said.in_reply_to, *reversed(said.references))
            for thread, _ in seen.by_external.get((case.brand, external), [])
        ]
        tag = next((seen.by_tag[t] for t in tags_in(said.subject) if t in seen.by_tag), None)
        # A sender whose proof failed is nobody we know: only a MACed mark can bring him onto a thread.
        sender = "" if case.claim and case.claim.is_contested else normal("email", said.sender.address)
        marks = Marks(
            sender=sender, reply_address=case.read.reply_address, own_ids=own, tag=tag, foreign_ids=foreign
        )
        named = {i for i in (case.read.reply_address, tag, *own, *foreign) if i is not None}
        return belongs_to(marks, {t: seen.known[t] for t in named if self._is_ours(t, case.brand)})

    def _is_ours(self, thread: UUID, brand: UUID) -> bool:
        known = self.seen.known.get(thread)
        return known is not None and self.seen.conversations[known.thread].brand_id == brand

    def _customer(self, case: Case, conversation: Conversation | None) -> UUID:
        told = case.arrival.envelope.get("customer")
        if told:
            return UUID(str(told))
        if case.claim is not None:
            return self.seen.customers[case.claim.key]
        if conversation is not None:
            return conversation.customer_id
        nobody = case.nobody()
        return recognise_many([nobody], self.at)[nobody.key]

    def _open(self, case: Case, said: Incoming, customer: UUID) -> Conversation:
        conversation = case.conversation(said, customer, self.seen.teams.get(case.brand))
        self.outcome.opened.append(conversation)
        self.seen.conversations[conversation.id] = conversation
        sender = normal("email", said.sender.address)
        self.seen.known[conversation.id] = Known(conversation.id, frozenset({sender} - {""}))
        return conversation

    def _remarks(self, case: Case, said: Incoming) -> list[str]:
        same_id = [key for _, key in self.seen.by_external.get((case.brand, said.external_id), [])]
        remarks = list(said.notes)
        if said.external_id and case.arrival.channel == "email" and any(key != case.key for key in same_id):
            remarks.append("same-id-other-content")
        return remarks

    def _keep(self, case: Case, said: Incoming, message: Message, conversation: Conversation) -> None:
        self.outcome.messages.append(message)
        self.outcome.files.extend(files_of(said, message.id))
        self.outcome.contents.extend(file.content for file in said.attachments)
        if said.external_id:
            same = self.seen.by_external.setdefault((case.brand, said.external_id), [])
            same.append((conversation.id, case.key))
        self.seen.by_key[(case.brand, case.key)] = (conversation.id, case.arrival.arrived_at)

    def _heard(self, conversation: Conversation, message: Message, said: Incoming, is_new: bool) -> None:
        at = message.arrived_at
        conversation.last_at = max(conversation.last_at, at)
        conversation.heard_at = max(conversation.heard_at or at, at)
        conversation.preview = preview(message.new_text or message.text)
        self.outcome.touched[conversation.id] = conversation
        if said.auto in QUIET and not is_new:
            return
        if conversation.waiting_since is None or conversation.state == "closed":
            conversation.waiting_since = at
        if conversation.state == "snoozed":
            self.outcome.woken.add(conversation.id)
        if conversation.state == "closed":
            self.outcome.reopened.add(conversation.id)
        conversation.state = "open"
        conversation.snoozed_until = None

    def _bounce(self, case: Case, said: Incoming, message: Message, about: About) -> None:
        original = case.read.bounce_of
        if said.bounce is None or original is None or original not in self.seen.own:
            return  # a bounce that did not come to our own return path is only shown
        conversation = self.seen.conversations[self.seen.own[original][1]]
        self.outcome.came_back.append((original, said.bounce.kind, said.bounce.reason))
        fact = facts.MessageCameBack(message=original, kind=said.bounce.kind, at=message.said_at)
        self.outcome.happened.append((fact, about))
        if said.bounce.kind == "hard":  # the customer does not have our answer: it is our turn again
            conversation.waiting_since = conversation.waiting_since or message.arrived_at
            conversation.mark = "bounced"
            conversation.state, conversation.snoozed_until = "open", None
            self.outcome.touched[conversation.id] = conversation
