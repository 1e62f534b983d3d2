"""`GET /metrics`: figures for Prometheus, for this machine and for admin keys only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beistand.lib import clock
from beistand.lib.models import Parcel
from beistand.site.api.keys import look
from beistand.site.api.problems import Problem
from beistand.site.true_client import is_here

KIND = "text/plain; version=0.0.4; charset=utf-8"
#: From here on PostgreSQL's own estimate is near enough, and counting would cost every scrape a scan.
MANY = 200_000
ARRIVALS = ("kept", "filed", "quarantined")


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures as Prometheus reads them."""
    at = clock.now()
    if not is_here(request):
        caller = look(request.headers.get("Authorization", ""), at)
        if caller is None or caller.brand is not None or not caller.may("admin"):
            return Problem(401, "key", "Only for this machine and for keys with admin.")
    return HttpResponse("".join(f"{line}\n" for line in _lines(at)), content_type=KIND)


def _lines(at: datetime) -> Iterator[str]:
    yield from _family("beistand_arrivals", "Arrivals by state.")
    waiting = {s: _one("SELECT count(*) FROM channels_arrival WHERE state = %s", s) for s in ARRIVALS[::2]}
    filed = _about("channels_arrival") - sum(waiting.values())
    for state in ARRIVALS:
        yield f'beistand_arrivals{{state="{state}"}} {waiting.get(state, max(0, filed)):.0f}'
    yield from _family("beistand_outbox", "Parcels in the outbox by state.")
    parcels = {
        s: _one("SELECT count(*) FROM lib_parcel WHERE state = %s", s) for s in Parcel.STATES if s != "sent"
    }
    sent = _about("lib_parcel") - sum(parcels.values())
    for state in Parcel.STATES:
        yield f'beistand_outbox{{state="{state}"}} {parcels.get(state, max(0, sent)):.0f}'
    yield from _family("beistand_open_conversations", "Conversations that are open.")
    is_open = "SELECT count(*) FROM desk_conversation WHERE state = %s AND merged_into_id IS NULL"
    yield f"beistand_open_conversations {_one(is_open, 'open'):.0f}"
    yield from _family("beistand_oldest_kept_arrival_seconds", "Age of the oldest arrival not yet filed.")
    kept = "SELECT extract(epoch FROM %s - min(arrived_at)) FROM channels_arrival WHERE state = 'kept'"
    yield f"beistand_oldest_kept_arrival_seconds {max(0.0, _one(kept, at)):.3f}"
    yield from _family("beistand_oldest_waiting_parcel_seconds", "How long the oldest parcel is overdue.")
    due = "SELECT extract(epoch FROM %s - min(not_before)) FROM lib_parcel WHERE state IN ('held', 'waiting')"
    yield f"beistand_oldest_waiting_parcel_seconds {max(0.0, _one(due, at)):.3f}"


def _family(name: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} gauge"


def _about(table: str) -> float:
    """How many rows a table has; an estimate when there are many."""
    guess = _one("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", table)
    # The name of a table can't be a parameter; it comes from this page.
    return guess if guess > MANY else _one(f"SELECT count(*) FROM {table}")  # noqa: S608


def _one(sql: str, *params: str | datetime) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return float(row[0] or 0) if row else 0.0
