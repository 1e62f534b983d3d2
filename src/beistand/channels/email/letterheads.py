"""The domains that our brands answer for, known to the door without a query a recipient."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from beistand.house.models import BrandDomain

LOOK_AGAIN = 2.0


class OwnDomains:
    """All mail domains of the house, looked at again every two seconds while mail comes in."""

    def __init__(self) -> None:
        self._domains: frozenset[str] = frozenset()
        self._looked = float("-inf")
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="domains")
        self._lock = asyncio.Lock()

    async def has(self, domain: str) -> bool:
        """Whether a brand answers for this domain. Raises `DatabaseError` when nobody can tell."""
        wanted = domain.strip().strip(">").lower()
        async with self._lock:
            unknown = wanted not in self._domains
            old = time.monotonic() - self._looked > (0.2 if unknown else LOOK_AGAIN)
            if old:
                loop = asyncio.get_running_loop()
                self._domains = await loop.run_in_executor(self._pool, _load)
                self._looked = time.monotonic()
        return wanted in self._domains


def _load() -> frozenset[str]:
    try:
        return frozenset(BrandDomain.objects.values_list("domain", flat=True))
    finally:
        connection.close()  # back to the pool: nobody else would notice that it broke
