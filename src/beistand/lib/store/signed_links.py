"""Addresses for the cookie-less files origin: for one file, one audience and a short time, and not to be made up.

The origin has no sessions, so the token itself carries what may be fetched: whoever holds it may, until it ends. The page
that puts it into a link has checked the rights.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

import msgspec

from beistand.lib.store.shelf import checked_name

_PURPOSE = b"beistand file link 1"
_LONGEST = 4_000


class FileLink(msgspec.Struct, frozen=True, array_like=True):
    """What a token is good for. `name` and `type` are as somebody else wrote them; `expires` in seconds since 1970, UTC."""

    sha: str
    name: str
    type: str
    audience: str
    expires: int


def link(key: bytes, sha: str, name: str, type: str, audience: str, expires: datetime) -> str:
    """A token for one file. `audience` says for whom it was made ("desk", "customer:<id>"), `expires` is aware."""
    content = msgspec.json.encode(
        FileLink(checked_name(sha), name[:255], type[:255], audience, int(expires.timestamp()))
    )
    return f"{_text(content)}.{_text(_mac(key, content))}"


def open_link(key: bytes | Sequence[bytes], token: str, at: datetime) -> FileLink | None:
    """What the token is good for, if one of our keys signed it and it has not ended at `at` (aware); else None."""
    keys = [key] if isinstance(key, bytes) else list(key)
    try:
        content, mac = (_bytes(part) for part in token.split("."))
    except ValueError:
        return None
    matches = [hmac.compare_digest(_mac(one, content), mac) for one in keys]
    if len(token) > _LONGEST or not any(matches):
        return None
    found = msgspec.json.decode(content, type=FileLink)
    return found if at.timestamp() < found.expires else None


def _mac(key: bytes, content: bytes) -> bytes:
    if not key:
        raise ValueError("an empty key signs nothing")
    own = hmac.new(key, _PURPOSE, hashlib.sha256).digest()  # the same key may serve other purposes
    return hmac.new(own, content, hashlib.sha256).digest()


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Decode; only the one spelling that `_text` gives is taken."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeError) as error:
        raise ValueError from error
    if _text(content) != text:
        raise ValueError
    return content
