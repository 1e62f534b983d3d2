"""`/settings/mail/`: the mailboxes that are fetched and the servers that send, as they are right now.

They are set up on the command line, where passwords come in by standard input and stand in no browser.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beistand.channels.email.models import Mailbox, Smarthost
from beistand.channels.email.trouble import sentence
from beistand.desk.conversations import Actor
from beistand.house.models import Brand
from beistand.site.setting_pages.places import LEADS, brands_of, only, show


@dataclass(frozen=True)
class Line:
    """One mailbox or server: `state` is ok, warn or late; `sentence` says how it is."""

    row: Mailbox | Smarthost
    state: str
    sentence: str


@dataclass(frozen=True)
class BrandMail:
    """How mail comes to a brand and leaves it."""

    brand: Brand
    mailboxes: list[Line]
    smarthost: Line | None


@require_GET
@only(LEADS)
def mail(request: HttpRequest, actor: Actor) -> HttpResponse:
    """State, words and last fetch of each."""
    senders = {row.brand_id: _line(row) for row in Smarthost.objects.filter(brand__in=actor.sight.brands)}
    found = Mailbox.objects.filter(brand__in=actor.sight.brands).order_by("host", "user", "folder")
    boxes = [_line(row) for row in found]
    rows = [
        BrandMail(brand, [b for b in boxes if b.row.brand_id == brand.id], senders.get(brand.id))
        for brand in brands_of(actor)
    ]
    is_admin = actor.agent is not None and actor.agent.is_admin
    return show(request, "settings/mail.html", {"rows": rows, "is_admin": is_admin})


def _line(row: Mailbox | Smarthost) -> Line:
    state = "late" if row.alarmed_at else "warn" if row.trouble_since else "ok"
    said, way_on = sentence(row.state, row.state_words)
    if isinstance(row, Mailbox) and not row.is_on:
        state, said, way_on = "warn", _("Switched off."), ""
    return Line(row, state, f"{said} {way_on}".strip())
