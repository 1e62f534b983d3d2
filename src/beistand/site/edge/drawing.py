"""What happened, drawn as the piece of page that shows it: once for each language, whoever listens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import engines
from django.urls import reverse
from django.utils import translation

from beistand.desk import sql
from beistand.desk.lists import LONG, fetch
from beistand.desk.models import Attachment, Conversation, Message, Note
from beistand.desk.rows import drawn as drawn_row
from beistand.desk.rows import row_of, wanted_words
from beistand.desk.shapes import Row
from beistand.desk.talks import event_entry, message_entry, note_entry, presence_of
from beistand.house.models import Agent
from beistand.journal.models import Entry as JournalEntry
from beistand.journal.reader import Happened
from beistand.lib import clock
from beistand.lib.models import Parcel
from beistand.site.edge.access import Listener

NOBODY = UUID(int=0)


def draw_rows(threads: Iterable[UUID], languages: Iterable[str]) -> dict[tuple[UUID, str], dict[str, Any]]:
    """The rows of these conversations in these languages: html, group, brand and team of each."""
    wanted = list(threads)
    if not wanted:
        return {}
    found = fetch(sql.ROWS_CHOSEN, {"ids": wanted, "agent": NOBODY})
    at = clock.now()
    drawn = {}
    for language in languages:
        with translation.override(language):
            words = wanted_words()
            for r in found:
                group = group_of(r, at)
                html = drawn_row(row_of(r, words, zone=group), at)
                drawn[(r["id"], language)] = {
                    "html": str(html),
                    "group": group,
                    "brand": r["brand_id"],
                    "team": r["team_id"],
                    "state": r["state"],
                }
    return drawn


def warm_up() -> None:
    """Read templates and words before the first mail: half a second that nobody should wait for then."""
    draw_rows([NOBODY], [])
    reverse("desk:home")  # reads the addresses of the whole house, with everything behind them
    row = Row(str(NOBODY), "", "–", "–", "email", clock.now())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            drawn_row(row, clock.now())
    for name in ("desk/_entry.html", "desk/_presence_line.html"):
        engines["jinja2"].get_template(name)


def group_of(r: dict[str, Any], at: Any) -> str:
    """Under which heading a row stands."""
    if r["state"] == "closed":
        return "closed"
    if r["state"] == "snoozed":
        return "later"
    if r["waiting_since"] is None:
        return "customer"
    return "now" if at - r["waiting_since"] >= LONG else "today"


def draw_entries(happened: Sequence[Happened], languages: Iterable[str]) -> dict[tuple[int, str], str]:
    """The knots for these facts, by entry id and language; facts that show nothing of their own are missing."""
    drawn: dict[tuple[int, str], str] = {}
    for language in languages:
        with translation.override(language):
            template = engines["jinja2"].get_template("desk/_entry.html")
            for one in happened:
                entry = _entry(one)
                if entry is not None:
                    drawn[(one.place.entry, language)] = template.render({"entry": entry, "now": clock.now()})
    return drawn


def _entry(one: Happened) -> Any:
    message = one.words.get("message")
    if message:
        row = Message.objects.select_related("author").filter(id=message).first()
        if row is None or row.state == "undone":
            return None
        parcel = Parcel.objects.filter(id=row.parcel).first() if row.parcel else None
        return message_entry(row, None, list(Attachment.objects.filter(message=row)), parcel)
    if one.words.get("note"):
        note = Note.objects.select_related("author").filter(id=one.words["note"]).first()
        return note_entry(note) if note else None
    entry = JournalEntry.objects.filter(id=one.place.entry).first()
    return event_entry(entry) if entry else None


def may_see(thread: UUID) -> tuple[UUID, UUID | None] | None:
    """Brand and team of a conversation, to ask whether somebody may listen to it."""
    row = Conversation.objects.filter(id=thread).values_list("brand_id", "team_id").first()
    return (row[0], row[1]) if row else None


def draw_presence(thread: UUID, listener: Listener) -> str:
    """Who else has a conversation open, as this listener sees it."""
    row = Conversation.objects.get(id=thread)
    me = Agent.objects.filter(id=listener.agent).first() if listener.agent else None
    with translation.override(listener.language):
        seen = presence_of(row, me, clock.now())
        template = engines["jinja2"].get_template("desk/_presence_line.html")
        return str(template.render({"presence": seen}))
