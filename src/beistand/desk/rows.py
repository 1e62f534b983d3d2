"""One row of the list: from its columns to its piece of page.

Called for a hundred rows a page and by every desk again and again, so nothing is asked twice in here, and a row
that looks the same in the same minute and language is drawn once for all who see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.template import engines
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from beistand.desk.shapes import Row, Tag

NOBODY = UUID(int=0)
KEPT = 6000  # drawn rows; some 8 MB
_drawn: dict[tuple[Any, ...], Markup] = {}


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


def drawn(row: Row, now: datetime) -> Markup:
    """The row as HTML (`desk/_row.html`) in the reader's language and zone."""
    key = (row, get_language(), timezone.get_current_timezone_name(), now.replace(second=0, microsecond=0))
    found = _drawn.get(key)
    if found is None:
        if len(_drawn) >= KEPT:
            _drawn.clear()
        template = engines["jinja2"].get_template("desk/_row.html")
        found = _drawn[key] = Markup(template.render({"row": row, "now": now}))  # noqa: S704 (escaped by the template)
    return found


@pass_context
def row_html(context: Context, row: Row) -> Markup:
    """`drawn` for templates."""
    return drawn(row, context["now"])
