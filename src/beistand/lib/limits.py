"""Limits on tries: whoever guesses waits, twice as long each time, and never for ever.

A try is counted before it is judged, so that a hundred guesses at once are a hundred tries; a good one is
given back. What is refused is not counted: knocking at a closed door does not keep it closed. Rows lie in
PostgreSQL, because several processes share a limit. Targets (a mail address, a network) are kept as hashes.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from beistand.lib import clock
from beistand.lib.models import Tries

NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class Limit:
    """`free` tries cost nothing; then one waits `first`, doubled each time up to `longest`; all is forgotten
    when nothing was tried for `forgets`."""

    purpose: str
    free: int
    first: timedelta
    longest: timedelta
    forgets: timedelta

    def wait_after(self, count: int) -> timedelta:
        """How long to wait after the `count`-th try."""
        over = count - self.free
        if over < 1:
            return NO_WAIT
        doublings: int = 2 ** min(over - 1, 30)
        return min(self.longest, self.first * doublings)


def take(*tries: tuple[Limit, str]) -> timedelta:
    """Take one try of each (limit, target). Zero when all are free; else the longest wait, and none is counted."""
    at = clock.now()
    with transaction.atomic():
        waits = [_take(limit, key_of(limit, target), at) for limit, target in _in_order(tries)]
        longest = max(waits, default=NO_WAIT)
        if longest > NO_WAIT:
            transaction.set_rollback(True)
    return longest


def give_back(limit: Limit, target: str) -> None:
    """The last try was a good one: it does not count."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"key": key_of(limit, target)})


def forget(limit: Limit, target: str) -> None:
    """Forget all tries on this target."""
    Tries.objects.filter(key=key_of(limit, target)).delete()


def sweep() -> int:
    """Remove rows that no limit remembers any more; how many there were."""
    gone, _ = Tries.objects.filter(last_at__lt=clock.now() - timedelta(days=8)).delete()
    return gone


def network(address: str) -> str:
    """The network that counts as one source: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.IPv6Network((ip, 64), strict=False))
    return str(ip)


def key_of(limit: Limit, target: str) -> str:
    """Under which key the tries are kept."""
    return f"{limit.purpose[:40]}:{hashlib.sha256(target.encode()).hexdigest()[:32]}"


def _in_order(tries: Sequence[tuple[Limit, str]]) -> list[tuple[Limit, str]]:
    return sorted(tries, key=lambda one: key_of(*one))  # rows are locked in one order: no deadlock


def _take(limit: Limit, key: str, at: datetime) -> timedelta:
    values: dict[str, Any] = {"key": key, "at": at, "old": at - limit.forgets, "far": at + limit.longest}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        row = cursor.fetchone()
        if row is None:
            cursor.execute("SELECT free_at FROM lib_tries WHERE key = %s", [key])
            held = cursor.fetchone()
            return max(held[0] - at, timedelta(seconds=1)) if held else NO_WAIT
        wait = limit.wait_after(row[0])
        if wait > NO_WAIT:
            cursor.execute("UPDATE lib_tries SET free_at = %s WHERE key = %s", [at + wait, key])
    return NO_WAIT


# `far`: a clock that was put back must not close a door for longer than the limit ever would.
_TAKE = """
INSERT INTO lib_tries AS t (key, count, last_at, free_at) VALUES (%(key)s, 1, %(at)s, %(at)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN t.last_at < %(old)s OR t.last_at > %(far)s THEN 1 ELSE t.count + 1 END,
    last_at = %(at)s, free_at = %(at)s
WHERE t.free_at <= %(at)s OR t.free_at > %(far)s
RETURNING count
"""

_GIVE_BACK = "UPDATE lib_tries SET count = greatest(count - 1, 0), free_at = last_at WHERE key = %(key)s"
