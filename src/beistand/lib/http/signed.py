"""Webhook signatures, the same in both directions: HMAC-SHA256 over "timestamp.body", as raw bytes.

Header: `Beistand-Signature: t=1767225600,v1=<hex>`; while keys change there is one v1 for each key.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime

HEADER = "Beistand-Signature"
TOLERANCE = 300
"""Seconds that a signature may be old, or early."""
_PART = re.compile(r"(t|v1)=([0-9a-f]{1,64})\Z")
_MOST_PARTS = 12


def sign(body: bytes, keys: bytes | Sequence[bytes], at: datetime) -> str:
    """The header's value for a body sent at `at` (aware), signed with one key or with several while they change."""
    stamp = int(at.timestamp())
    signed = [_mac(key, stamp, body) for key in ([keys] if isinstance(keys, bytes) else keys)]
    return ",".join([f"t={stamp}", *(f"v1={mac}" for mac in signed)])


def check(header: str, body: bytes, keys: Sequence[bytes], at: datetime) -> bool:
    """Whether one of our keys signed this very body within the tolerance around `at` (aware)."""
    parts = [_PART.match(part.strip()) for part in header.split(",", _MOST_PARTS)]
    if not all(parts) or len(parts) > _MOST_PARTS:
        return False
    found = [(part[1], part[2]) for part in parts if part]
    stamps = [value for name, value in found if name == "t" and value.isdecimal() and len(value) <= 12]
    if len(stamps) != 1 or abs(int(stamps[0]) - at.timestamp()) > TOLERANCE:
        return False
    given = [value for name, value in found if name == "v1"]
    matches = [hmac.compare_digest(_mac(key, int(stamps[0]), body), mac) for key in keys for mac in given]
    return any(matches)


def _mac(key: bytes, stamp: int, body: bytes) -> str:
    if not key:
        raise ValueError("an empty key signs nothing")
    return hmac.new(key, b"%d." % stamp + body, hashlib.sha256).hexdigest()
