"""One row of the list from its columns. Called for hundreds of rows a page, so nothing is asked twice in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from beistand.desk.shapes import Row, Tag

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Words:
    """The words that rows need, in the reader's language."""

    somebody: str
    marks: Mapping[str, tuple[Tag, ...]]


def wanted_words() -> Words:
    """The words in the language that is on now."""
    return Words(
        _("Somebody"),
        {
            "bounced": (Tag(_("our answer came back"), "late", "unlink"),),
            "failed": (Tag(_("our answer could not be sent"), "late", "circle-alert"),),
            "unknown": (Tag(_("unknown whether it arrived"), "warn", "circle-alert"),),
        },
    )


def row_of(r: Mapping[str, Any], words: Words, *, zone: str = "", current: UUID | None = None) -> Row:
    """One row of the list from its columns (`sql.ROWS`)."""
    heard, read = r["heard_at"], r["read_to"]
    id = str(r["id"])
    before, after = _address()
    return Row(
        id=id,
        href=f"{before}{id}{after}",
        customer=r["customer"] or words.somebody,
        subject=r["subject"],
        channel=r["channel"],
        last_at=r["last_at"],
        preview=r["preview"],
        waiting_since=r["waiting_since"],
        is_unread=bool(r["is_unread"] or (heard is not None and (read is None or read < heard))),
        brand=r["brand"],
        team=r["team"],
        agent=r["agent"],
        state=r["state"],
        snoozed_until=r["snoozed_until"],
        tags=words.marks.get(r["mark"], ()),
        is_current=r["id"] == current,
        zone=zone,
    )


@cache
def _address() -> tuple[str, str]:
    """What stands before and after the id in a conversation's address."""
    before, _id, after = reverse("desk:talk", args=[NOBODY]).partition(str(NOBODY))
    return before, after
