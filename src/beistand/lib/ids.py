"""Ids that sort by birth: UUIDv7 (RFC 9562 §5.7), made here because Python 3.11 and PostgreSQL 15 lack it."""

from __future__ import annotations

import os
import time
from uuid import UUID


def uuid7(milliseconds: int | None = None) -> UUID:
    """A new UUIDv7. `milliseconds` since 1970 default to this machine's clock (an id needs order, not truth)."""
    stamp = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    tail = int.from_bytes(os.urandom(10), "big")
    value = (
        (stamp & 0xFFFF_FFFF_FFFF) << 80
        | 0x7 << 76
        | (tail >> 68 & 0xFFF) << 64
        | 0b10 << 62
        | (tail & 0x3FFF_FFFF_FFFF_FFFF)
    )
    return UUID(int=value)
