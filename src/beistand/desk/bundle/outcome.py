"""What a batch changes, gathered while it is sorted out and written set-based."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from beistand.channels.models import Arrival
from beistand.channels.reading import Read
from beistand.desk import facts
from beistand.desk.models import Attachment, Closure, Conversation, Message, Snooze
from beistand.journal.book import About, Fact, record_many
from beistand.lib.store import store_at


class Outcome:
    """Rows to insert and to change. `came_back`: our message, kind and reason of each proven bounce."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.files: list[Attachment] = []
        self.contents: list[bytes] = []
        self.opened: list[Conversation] = []
        self.touched: dict[UUID, Conversation] = {}
        self.happened: list[tuple[Fact, About]] = []
        self.woken: set[UUID] = set()
        self.reopened: set[UUID] = set()
        self.came_back: list[tuple[UUID, str, str]] = []

    def write(self, arrivals: Sequence[tuple[Arrival, Read]], at: datetime) -> None:
        """Write everything; files first, since they can't be rolled back but may lie there twice."""
        if self.contents:
            store_at(settings.BEISTAND).put_many(self.contents)
        Conversation.objects.bulk_create(self.opened)
        self._change_conversations()
        Message.objects.bulk_create(self.messages)
        Attachment.objects.bulk_create(self.files)
        self._end_rows(at)
        record_many(self.happened)
        _close(arrivals, at)

    def _change_conversations(self) -> None:
        opened = {c.id for c in self.opened}
        changed = [c for c in self.touched.values() if c.id not in opened]
        if changed:
            Conversation.objects.bulk_update(
                changed,
                ["last_at", "heard_at", "preview", "waiting_since", "state", "snoozed_until", "mark"],
            )

    def _end_rows(self, at: datetime) -> None:
        if self.woken:
            Snooze.objects.filter(conversation__in=self.woken, ended_at=None).update(
                ended_at=at, ended_by="customer"
            )
        if self.reopened:
            Closure.objects.filter(conversation__in=self.reopened, reopened_at=None).update(
                reopened_at=at, reopened_by="customer"
            )
        for thread in self.reopened:
            row = self.touched[thread]
            about = About(brand=row.brand_id, team=row.team_id, customer=row.customer_id, thread=thread)
            self.happened.append((facts.ConversationReopened(why="customer", at=row.last_at), about))
        for message, kind, reason in self.came_back:
            Message.objects.filter(id=message).update(
                state="bounced" if kind == "hard" else "delayed", state_words=reason[:2000]
            )


def _close(arrivals: Sequence[tuple[Arrival, Read]], at: datetime) -> None:
    bad = {a.id: r.reason for a, r in arrivals if r.incoming is None}
    good = [a.id for a, _ in arrivals if a.id not in bad]
    Arrival.objects.filter(id__in=good).update(state="filed", filed_at=at)
    for arrival, reason in bad.items():
        Arrival.objects.filter(id=arrival).update(state="quarantined", reason=reason[:200], filed_at=at)
