"""Marks in addresses and Message-IDs that lead a reply or a bounce home, and that nobody can guess or forge.

A mark is 50 letters and digits: the 122 free bits of a UUID and a MAC of 128 bits over what it is for, the
domain it stands in and the UUID. Base 32 in lower case, because mail servers may change the case of an
address. A mark only says which conversation or mail is meant; it never says who is writing.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from uuid import UUID

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_MARK = re.compile(r"(?:.*[+=-])?([a-z2-7]{50})\Z", re.DOTALL)
LENGTH = 50
LONGEST_LOCAL = 64
"""Octets that a local part may have (RFC 5321 §4.5.3.1.1)."""

VERSIONS = (7, 4)
"""UUID versions that a mark may hold: its six fixed bits are left out, to save the place, and tried when read."""

BOUNCE, REPLY, MESSAGE = b"bounce", b"reply", b"message-id"


def bounce_address(domain: str, outgoing_id: UUID, key: bytes) -> str:
    """The return path of one mail of ours: only its own bounce can know it."""
    return f"bounce+{_mark(BOUNCE, domain, outgoing_id, key)}@{domain}"


def read_bounce_address(address: str, keys: Iterable[bytes]) -> UUID | None:
    """Which mail of ours came back; None unless one of our keys made the address."""
    return _read_address(BOUNCE, address, keys)


def has_room(local: str) -> bool:
    """Whether a mark fits behind this local part: 13 octets at most."""
    return len(local.encode()) + 1 + LENGTH <= LONGEST_LOCAL


def reply_address(local: str, domain: str, conversation_id: UUID, key: bytes) -> str:
    """Where the customer's answer goes: `local+mark@domain`.

    Without room for a mark it is the plain address: the mail must arrive; References then lead it home.
    """
    if not has_room(local):
        return f"{local}@{domain}"
    return f"{local}+{_mark(REPLY, domain, conversation_id, key)}@{domain}"


def read_reply_address(address: str, keys: Iterable[bytes]) -> UUID | None:
    """Which conversation an address belongs to; None unless one of our keys made it."""
    return _read_address(REPLY, address, keys)


def message_id(domain: str, outgoing_id: UUID, key: bytes) -> str:
    """The Message-ID of one mail of ours, in angle brackets; the same mail always gets the same."""
    return f"<{_mark(MESSAGE, domain, outgoing_id, key)}@{domain}>"


def read_message_id(value: str, keys: Iterable[bytes]) -> UUID | None:
    """Which mail of ours a Message-ID names; None unless one of our keys made it."""
    return _read_address(MESSAGE, value.strip().removeprefix("<").removesuffix(">"), keys)


def _read_address(purpose: bytes, address: str, keys: Iterable[bytes]) -> UUID | None:
    local, _, domain = address.strip().lower().rpartition("@")
    found = _MARK.match(local)
    if found is None:
        return None
    number = 0
    for letter in found[1]:
        number = number << 5 | _VALUES[letter]
    free, mac = number >> 128, (number & (1 << 128) - 1).to_bytes(16, "big")
    result = None
    for key in keys:
        for version in VERSIONS:
            candidate = _whole(free, version)
            if hmac.compare_digest(_mac(purpose, domain, candidate, key), mac):
                result = candidate
    return result


def _mark(purpose: bytes, domain: str, subject: UUID, key: bytes) -> str:
    if subject.version not in VERSIONS or len(key) < 16:
        raise ValueError("a mark needs a UUID of version 4 or 7 and a key of 16 bytes or more")
    mac = int.from_bytes(_mac(purpose, domain.lower(), subject, key), "big")
    number = _free(subject) << 128 | mac
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(LENGTH - 1, -1, -1))


def _mac(purpose: bytes, domain: str, subject: UUID, key: bytes) -> bytes:
    return hmac.digest(
        key, purpose + b"\0" + domain.encode("utf-8", "surrogatepass") + b"\0" + subject.bytes, "sha256"
    )[:16]


def _free(subject: UUID) -> int:
    """The 122 bits of a UUID that are not its version and variant."""
    high, low = subject.int >> 64, subject.int & (1 << 62) - 1
    return (high >> 16 << 12 | high & 0xFFF) << 62 | low


def _whole(free: int, version: int) -> UUID:
    high, low = free >> 62, free & (1 << 62) - 1
    return UUID(int=(high >> 12 << 16 | version << 12 | high & 0xFFF) << 64 | 0b10 << 62 | low)
