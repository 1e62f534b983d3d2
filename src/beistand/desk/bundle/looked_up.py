"""Everything a batch may need from the database, asked once per kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from beistand.desk import routing
from beistand.desk.bundle.case import Case
from beistand.desk.bundle.words import ids_in, thread_of
from beistand.desk.models import Conversation, Message
from beistand.desk.rules.threading import Known, tags_in
from beistand.people.identities import addresses_of, normal, recognise_many


class LookedUp:
    """What was found. Sorting adds what it decides, so that later mails of the batch see it.

    `by_external`: threads and delivery keys by brand and external id; `by_key`: thread (None: quarantined) and
    time by brand and delivery key; `own`: brand and thread by id of a message of ours; `conversations` are
    locked rows by their own id; `known`: what threading needs, by any id under which a thread may be named.
    """

    def __init__(self, cases: Sequence[Case], at: datetime) -> None:
        self.cases = cases
        self.by_external: dict[tuple[UUID, str], list[tuple[UUID, str]]] = {}
        self.by_key: dict[tuple[UUID, str], tuple[UUID | None, datetime]] = {}
        self.by_tag: dict[str, UUID] = {}
        self.own: dict[UUID, tuple[UUID, UUID]] = {}
        self.conversations: dict[UUID, Conversation] = {}
        self.known: dict[UUID, Known] = {}
        self._look_up_messages()
        self._look_up_doubles()
        self._look_up_own()
        self._look_up_conversations()
        self.customers = recognise_many([c.claim for c in cases if c.claim], at)
        self.teams = routing.first_teams(c.brand for c in cases)

    def _look_up_messages(self) -> None:
        externals = {i for case in self.cases if case.incoming is not None for i in ids_in(case.incoming)}
        rows = Message.objects.filter(
            brand__in={c.brand for c in self.cases}, external_id__in=externals - {""}
        ).values_list("brand_id", "external_id", "conversation_id", "delivery_key")
        for brand, external, thread, key in rows:
            if thread is not None:
                self.by_external.setdefault((brand, external), []).append((thread, key))

    def _look_up_doubles(self) -> None:
        doubles = Message.objects.filter(
            brand__in={c.brand for c in self.cases}, delivery_key__in={c.key for c in self.cases}
        ).values_list("brand_id", "delivery_key", "conversation_id", "arrived_at")
        for brand, key, thread, when in doubles:
            self.by_key[(brand, key)] = (thread, when)

    def _look_up_own(self) -> None:
        own_ids = {i for c in self.cases for i in (*c.read.own_ids, c.read.bounce_of) if i is not None}
        if not own_ids:
            return
        rows = Message.objects.filter(id__in=own_ids).values_list("id", "brand_id", "conversation_id")
        for message, brand, thread in rows:
            if thread is not None:
                self.own[message] = (brand, thread)

    def _look_up_conversations(self) -> None:
        rows = list(Conversation.objects.filter(id__in=self._named_threads()))
        heads = {row.merged_into_id for row in rows if row.merged_into_id}
        locked = (
            Conversation.objects.select_for_update()
            .filter(id__in={r.id for r in rows} | heads)
            .order_by("id")
        )
        by_id = {row.id: row for row in locked}
        addresses = addresses_of(row.customer_id for row in by_id.values())
        written_to = _written_to(by_id)
        for row in by_id.values():
            head = by_id.get(row.merged_into_id, row) if row.merged_into_id else row
            self.conversations[head.id] = head
            people = addresses.get(row.customer_id, frozenset()) | addresses.get(
                head.customer_id, frozenset()
            )
            self.known[row.id] = Known(head.id, people | written_to.get(row.id, frozenset()))

    def _named_threads(self) -> set[UUID]:
        named = {thread for found in self.by_external.values() for thread, _ in found}
        named.update(thread for _, thread in self.own.values())
        named.update(c.read.reply_address for c in self.cases if c.read.reply_address)
        named.update(t for t in (thread_of(c.arrival) for c in self.cases) if t is not None)
        tags = {tag for c in self.cases if c.incoming for tag in tags_in(c.incoming.subject)}
        if tags:
            self.by_tag = dict(Conversation.objects.filter(tag__in=tags).values_list("tag", "id"))
            named.update(self.by_tag.values())
        return named


def _written_to(threads: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Whom we have written to in these conversations: they take part, whoever the customer is."""
    rows = Message.objects.filter(conversation__in=list(threads), direction="out").exclude(state="undone")
    found: dict[UUID, set[str]] = {}
    for thread, to, cc in rows.values_list("conversation_id", "to", "cc"):
        if thread is not None:
            found.setdefault(thread, set()).update(normal("email", a["address"]) for a in (*to, *cc))
    return {thread: frozenset(addresses) for thread, addresses in found.items()}
