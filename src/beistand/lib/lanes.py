"""Lanes out of the outbox: several parcels are carried at once, and no brand may fill them all.

A mail server that hangs holds its own brand's lanes; the other brands' parcels pass it by.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from beistand.lib import outbox
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carrier, Told

log = logging.getLogger("beistand.lib.lanes")

LANES = 16
LANES_OF_A_BRAND = 3


class Lanes:
    """Carries what is due in threads of its own; `fill` is asked again and again and never waits for a carrier."""

    def __init__(self, carriers: Mapping[str, Carrier], by: str, told: Told | None = None) -> None:
        self.carriers = carriers
        self.by = by
        self.told = told
        self._taken: Counter[UUID | None] = Counter()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(max_workers=LANES, thread_name_prefix="lane")

    def fill(self) -> int:
        """Give every free lane a due parcel; how many."""
        filled = 0
        while True:
            with self._lock:
                if self._taken.total() >= LANES:
                    return filled
                full = [b for b, n in self._taken.items() if b is not None and n >= LANES_OF_A_BRAND]
            parcels = outbox.claim(list(self.carriers), self.by, limit=1, passing_over=full)
            if not parcels:
                return filled
            for parcel in parcels:
                with self._lock:
                    self._taken[parcel.brand] += 1
                self._threads.submit(self._carry, parcel)
                filled += 1

    def close(self) -> None:
        """Wait for what is being carried."""
        self._threads.shutdown(wait=True)

    def _carry(self, parcel: Parcel) -> None:
        try:
            outbox.carry(parcel, self.carriers, self.told)
        except Exception:  # the parcel stays "sending" and becomes "unknown": shown, never repeated blindly
            log.exception("Carrying parcel %s failed", parcel.id)
        finally:
            connection.close()
            with self._lock:
                self._taken[parcel.brand] -= 1
