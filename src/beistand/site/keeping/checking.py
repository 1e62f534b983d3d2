"""Is everything as it was kept? The journal's chain, every file, every arrival byte by byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings as django_settings
from django.db import connection

from beistand.channels.models import Arrival, RawArrival
from beistand.desk.models import Attachment
from beistand.journal.verifying import Verified, verify
from beistand.lib import clock
from beistand.lib.store import Store, store_at

LATE = timedelta(minutes=10)
MANY = 5_000

# The bytes never leave the database for this.
CHANGED = "SELECT sha256 FROM channels_rawarrival WHERE encode(sha256(content), 'hex') <> sha256 OR length(content) <> size"


@dataclass(frozen=True)
class Checked:
    """What was found. `faults` are sentences in one line each; `waiting` are arrivals that nobody has filed."""

    chain: Verified
    files: int
    arrivals: int
    waiting: Sequence[UUID]
    faults: Sequence[str]


def check_house(*, has_key: bool = True) -> Checked:
    """Read everything and compare it with what was promised about it."""
    chain = verify(has_key=has_key)
    store = store_at(django_settings.BEISTAND)
    files, file_faults = _files(store)
    faults = [f"journal {f.what} position={f.position} entry={f.entry}" for f in chain.faults]
    faults += file_faults
    faults += [f"arrival bytes-changed sha256={sha}" for sha in _changed_arrivals()]
    late = Arrival.objects.filter(state="kept", arrived_at__lt=clock.now() - LATE).order_by("arrived_at")
    return Checked(chain, files, RawArrival.objects.count(), list(late.values_list("id", flat=True)), faults)


def _files(store: Store) -> tuple[int, list[str]]:
    lying = 0
    expected = set(Attachment.objects.values_list("sha256", flat=True).iterator(MANY))
    faults = [f"file {problem.what} sha256={problem.sha}" for problem in store.verify()]
    for sha in store.names():
        lying += 1
        expected.discard(sha)
    faults += [f"file missing sha256={sha}" for sha in sorted(expected)]
    return lying, faults


def _changed_arrivals() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)
        return [row[0] for row in cursor.fetchall()]
