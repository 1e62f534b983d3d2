"""How the house is: what runs, what waits, what is broken. For `/settings/status/` and `beistand status`.

Figures only, no bodies: everybody who helps here may look. Lines about mail are of the brands the reader sees.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beistand.channels.email.states import lines as mail_lines
from beistand.channels.models import Arrival
from beistand.desk.held import count_held
from beistand.house.rights import Sight
from beistand.lib import clock
from beistand.lib.alive import FORGOTTEN_AFTER, SILENT_AFTER, real_now
from beistand.lib.models import Parcel, SignOfLife

PROCESSES = ("web", "edge", "work", "door")
SLOW_AFTER = timedelta(minutes=1)
STUCK_AFTER = timedelta(minutes=15)
LOW, VERY_LOW = 5_000_000_000, 1_000_000_000
GIGA = 1_000_000_000


class Line(NamedTuple):
    """One line: `state` is ok, warn or late; `since` when it began or was last seen. `key` is for machines."""

    key: str
    words: str
    state: str
    sentence: str
    since: datetime | None = None


def health(sight: Sight) -> list[Line]:
    """Everything, in the reader's language."""
    at = clock.now()
    return [
        *_processes(),
        _database(),
        _disk(settings.BEISTAND.data_folder),
        _arrivals(at),
        _unreadable(sight),
        *_outbox(sight, at),
        *(
            Line("mail", one.words, one.state, one.sentence, one.since)
            for one in mail_lines(frozenset(sight.brands))
        ),
        Line("version", _("Version"), "ok", f"Beistand {version('beistand')}"),
    ]


def _processes() -> Iterator[Line]:
    """Times of signs of life are real time; how long ago is told in words, so that no clock is mixed."""
    at = real_now()
    seen: dict[str, list[SignOfLife]] = {}
    for sign in SignOfLife.objects.filter(seen_at__gt=at - FORGOTTEN_AFTER).order_by("host"):
        seen.setdefault(sign.process, []).append(sign)
    words = {
        "web": _("Pages"),
        "edge": _("Live edge and files"),
        "work": _("Filing and outbox"),
        "door": _("Mail door"),
    }
    for process in PROCESSES:
        signs = seen.get(process, [])
        alive = [s for s in signs if at - s.seen_at < SILENT_AFTER]
        silent = [s for s in signs if s not in alive]
        if not signs:
            yield Line(process, words[process], "late", _("There is no sign of life."))
        elif not alive:
            last = max(s.seen_at for s in silent)
            yield Line(process, words[process], "late", _silence(at - last))
        else:
            hosts = ", ".join(s.host for s in alive)
            state = "warn" if silent else "ok"
            more = (
                f" {_('Silent: %(hosts)s.') % {'hosts': ', '.join(s.host for s in silent)}}" if silent else ""
            )
            yield Line(process, words[process], state, _("Alive on %(hosts)s.") % {"hosts": hosts} + more)


def _silence(span: timedelta) -> str:
    minutes = max(1, int(span.total_seconds() // 60))
    return ngettext("Silent for %(num)s minute.", "Silent for %(num)s minutes.", minutes) % {"num": minutes}


def _database() -> Line:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), current_setting('server_version')")
        size, server = cursor.fetchone()
    words = _("PostgreSQL %(version)s, %(size)s.") % {"version": server.split()[0], "size": _giga(size)}
    return Line("database", _("Database"), "ok", words)


def _disk(folder: Path) -> Line:
    free = shutil.disk_usage(folder).free
    state = "late" if free < VERY_LOW else "warn" if free < LOW else "ok"
    return Line("disk", _("Disk"), state, _("%(size)s are free.") % {"size": _giga(free)})


def _arrivals(at: datetime) -> Line:
    found = Arrival.objects.filter(state="kept").aggregate(n=Count("id"), oldest=Min("arrived_at"))
    if not found["n"]:
        return Line("arrivals", _("What comes in"), "ok", _("Everything that arrived is filed."))
    waits = at - found["oldest"]
    state = "late" if waits > STUCK_AFTER else "warn" if waits > SLOW_AFTER else "ok"
    words = ngettext("%(num)s arrival waits to be filed.", "%(num)s arrivals wait to be filed.", found["n"])
    return Line("arrivals", _("What comes in"), state, words % {"num": found["n"]}, found["oldest"])


def _unreadable(sight: Sight) -> Line:
    held = count_held(sight)
    if not held:
        return Line("quarantine", _("Unreadable mails"), "ok", _("Every mail could be read."))
    words = ngettext("%(num)s mail could not be read.", "%(num)s mails could not be read.", held)
    return Line("quarantine", _("Unreadable mails"), "warn", words % {"num": held})


def _outbox(sight: Sight, at: datetime) -> Iterator[Line]:
    mine = Parcel.objects.filter(brand__in=sight.brands)
    due = mine.filter(state="waiting", next_at__lte=at).aggregate(n=Count("id"), oldest=Min("next_at"))
    late = mine.filter(state="waiting").count()
    if not late:
        yield Line("outbox", _("What leaves"), "ok", _("Nothing waits to be sent."))
    else:
        overdue = at - due["oldest"] if due["n"] else timedelta(0)
        state = "late" if overdue > STUCK_AFTER else "warn" if overdue > SLOW_AFTER else "ok"
        words = ngettext("%(num)s thing waits to be sent.", "%(num)s things wait to be sent.", late)
        yield Line("outbox", _("What leaves"), state, words % {"num": late}, due["oldest"])
    for state, words in (("unknown", _("Unknown whether sent")), ("failed", _("Could not be sent"))):
        stuck = mine.filter(state=state).count()
        if stuck:
            said = ngettext(
                "%(num)s in the outbox waits for a person.", "%(num)s in the outbox wait for a person.", stuck
            )
            yield Line(f"outbox_{state}", words, "warn", said % {"num": stuck})


def _giga(size: int) -> str:
    return f"{size / GIGA:.1f} GB" if size >= GIGA else f"{size / 1_000_000:.0f} MB"
