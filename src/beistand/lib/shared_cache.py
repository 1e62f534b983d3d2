"""Django's cache in PostgreSQL, as JSON: what one process has seen (a used code, say), all have seen.

Django's own database cache would do, if it did not unpickle what it reads.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.db.models import Q

from beistand.lib import clock
from beistand.lib.models import Cached


class SharedCache(BaseCache):
    """Values must be JSON. Made for small, rare things (limits, used codes), not for pages."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value if there is none; whether it was kept."""
        name, at = self.make_and_validate_key(key, version=version), clock.now()
        Cached.objects.filter(key=name, expires_at__lte=at).delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO lib_cached (key, value, expires_at) VALUES (%s, %s::jsonb, %s)"
                " ON CONFLICT DO NOTHING",
                [name, json.dumps(value), self._end(timeout, at)],
            )
            return bool(cursor.rowcount == 1)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        name = self.make_and_validate_key(key, version=version)
        kept = Cached.objects.filter(_is_good(), key=name).values_list("value", flat=True)
        return next(iter(kept), default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        name = self.make_and_validate_key(key, version=version)
        Cached.objects.update_or_create(
            key=name, defaults={"value": value, "expires_at": self._end(timeout, clock.now())}
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it for longer; whether there was something."""
        name = self.make_and_validate_key(key, version=version)
        changed = Cached.objects.filter(_is_good(), key=name).update(
            expires_at=self._end(timeout, clock.now())
        )
        return bool(changed)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        gone, _ = Cached.objects.filter(key=self.make_and_validate_key(key, version=version)).delete()
        return bool(gone)

    def clear(self) -> None:
        """Forget everything."""
        Cached.objects.all().delete()

    def _end(self, timeout: Any, at: datetime) -> datetime | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else at + timedelta(seconds=float(seconds))


def sweep() -> int:
    """Remove what has ended; how many values."""
    gone, _ = Cached.objects.filter(expires_at__lte=clock.now()).delete()
    return gone


def _is_good() -> Q:
    return Q(expires_at=None) | Q(expires_at__gt=clock.now())
