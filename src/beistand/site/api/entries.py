"""`/entries`: the journal, in the order in which things became true. Nothing is skipped, whoever was slower."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from beistand.journal.reader import Happened, Place, after
from beistand.lib.refusal import Refused
from beistand.site.api.keys import caller_of
from beistand.site.api.pages import Page
from beistand.site.api.shapes import Id, Shown, Words, instant

router = Router(tags=["journal"])

LARGEST = 2**63 - 1


class EntryShown(Shown):
    """One fact. `id` is also a place: `since=<id>` gives what came after it."""

    id: str
    fact: str
    brand: UUID | None
    team: UUID | None
    customer: UUID | None
    conversation: UUID | None
    by: str
    at: datetime
    words: dict[str, Any]


class EntryPage(Shown):
    """`next` is the place to go on from; null when nothing more is there yet."""

    items: list[EntryShown]
    next: str | None


class EntryWish(Page):
    """`since` is the id of an entry (after it) or a time (what happened after it)."""

    customer: Id | None = None
    since: Annotated[Words, Field(max_length=60)] | None = None


@router.get("/entries", response=EntryPage)
def entries(request: HttpRequest, wish: Query[EntryWish]) -> dict[str, Any]:
    """What happened."""
    place, since = since_of(wish.since)
    if wish.cursor:
        place = place_of(wish.cursor)
    found = after(place, wish.limit + 1, customer=wish.customer, brand=caller_of(request).brand, since=since)
    more = len(found) > wish.limit
    found = found[: wish.limit]
    return {"items": [entry(h) for h in found], "next": str(found[-1].place) if more else None}


def entry(happened: Happened) -> dict[str, Any]:
    """An entry as the API shows it."""
    return {
        "id": str(happened.place),
        "fact": happened.fact,
        "brand": happened.brand,
        "team": happened.team,
        "customer": happened.customer,
        "conversation": happened.thread,
        "by": happened.by,
        "at": happened.at,
        "words": happened.words,
    }


def since_of(words: str | None) -> tuple[Place, datetime | None]:
    """A place, or a time, from what was written. Raises `Refused`."""
    if not words:
        return Place(), None
    if Place.read(words) is not None:
        return place_of(words), None
    try:
        return Place(), instant(words)
    except ValueError:
        raise Refused(
            _("“since” is the id of an entry, or a time like 2026-11-22T09:00:00+01:00."), code="since"
        ) from None


def place_of(words: str) -> Place:
    """A place in the journal. Raises `Refused`."""
    place = Place.read(words)
    if place is None or not words.isascii() or max(place.transaction, place.entry) > LARGEST:
        raise Refused(_("This is no cursor of ours."), _("Start without one."), code="cursor")
    return place
