"""How mailboxes and smarthosts are: noted when it changes, alarmed after 15 minutes of trouble, told on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.channels.email import facts
from beistand.channels.email.models import Mailbox, Smarthost
from beistand.channels.email.trouble import WELL, Trouble, sentence
from beistand.journal.book import About, Fact, record
from beistand.lib import clock, live

ALARM_AFTER = timedelta(minutes=15)
TOPIC = "status"
BY = "machine:mail"


@dataclass(frozen=True)
class Line:
    """One line of the status page: `state` is ok, warn or late (an alarm); `since` when it began."""

    words: str
    state: str
    sentence: str
    since: datetime | None


def note_well(row: Mailbox | Smarthost) -> None:
    """It works. Written only when it did not before."""
    with transaction.atomic():
        fresh = _locked(row)
        if fresh is None or (fresh.state == WELL and fresh.trouble_since is None):
            return
        if fresh.alarmed_at is not None:
            record(_flows(fresh), About(brand=fresh.brand_id, by=BY))
        _write(fresh, WELL, "", trouble_since=None, alarmed_at=None)


def note_trouble(row: Mailbox | Smarthost, trouble: Trouble) -> None:
    """It does not work, and why. The alarm itself is `sound_alarms`' business."""
    with transaction.atomic():
        fresh = _locked(row)
        if fresh is None:
            return
        since = fresh.trouble_since or clock.now()
        _write(fresh, trouble.code, trouble.words, trouble_since=since, alarmed_at=fresh.alarmed_at)


def sound_alarms() -> int:
    """Tell once of everything that has not worked for 15 minutes; how many there were."""
    at = clock.now()
    due = {"trouble_since__lte": at - ALARM_AFTER, "alarmed_at": None}
    with transaction.atomic():
        mailboxes = Mailbox.objects.select_for_update(skip_locked=True).filter(is_on=True, **due)
        smarthosts = Smarthost.objects.select_for_update(skip_locked=True).filter(**due)
        stuck: list[Mailbox | Smarthost] = [*mailboxes, *smarthosts]
        for row in stuck:
            record(_stuck(row), About(brand=row.brand_id, by=BY))
            row.alarmed_at = at
            row.save(update_fields=["alarmed_at"])
        if stuck:
            live.wake(TOPIC)
    return len(stuck)


def lines(brands: frozenset[UUID] | None = None) -> list[Line]:
    """Every mailbox and smarthost (of these brands) as the status page shows it, in the reader's language."""
    mailboxes = Mailbox.objects.select_related("brand").filter(is_on=True).order_by("brand__name", "host")
    smarthosts = Smarthost.objects.select_related("brand").order_by("brand__name")
    rows: list[Mailbox | Smarthost] = [*mailboxes, *smarthosts]
    return [_line(row) for row in rows if brands is None or row.brand_id in brands]


def _line(row: Mailbox | Smarthost) -> Line:
    said, way_on = sentence(row.state, row.state_words)
    what = _("Mail in") if isinstance(row, Mailbox) else _("Mail out")
    state = "late" if row.alarmed_at else "warn" if row.trouble_since else "ok"
    return Line(
        f"{what} · {row.brand.name} · {row.host}", state, f"{said} {way_on}".strip(), row.trouble_since
    )


def _locked(row: Mailbox | Smarthost) -> Mailbox | Smarthost | None:
    if isinstance(row, Mailbox):
        return Mailbox.objects.select_for_update().filter(pk=row.pk).first()
    return Smarthost.objects.select_for_update().filter(pk=row.pk).first()


def _write(
    row: Mailbox | Smarthost,
    code: str,
    words: str,
    *,
    trouble_since: datetime | None,
    alarmed_at: datetime | None,
) -> None:
    row.state, row.state_words, row.state_at = code, words, clock.now()
    row.trouble_since, row.alarmed_at = trouble_since, alarmed_at
    row.save(update_fields=["state", "state_words", "state_at", "trouble_since", "alarmed_at"])
    live.wake(TOPIC)


def _stuck(row: Mailbox | Smarthost) -> Fact:
    if isinstance(row, Mailbox):
        return facts.MailInStuck(mailbox=row.id, code=row.state)
    return facts.MailOutStuck(code=row.state)


def _flows(row: Mailbox | Smarthost) -> Fact:
    return facts.MailInFlows(mailbox=row.id) if isinstance(row, Mailbox) else facts.MailOutFlows()
