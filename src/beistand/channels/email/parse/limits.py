"""How much one message may ask of us (design: trust.md A and M). Beyond it the mail is quarantined, never lost."""

from __future__ import annotations

from beistand.channels.adapter import Unreadable

MESSAGE_BYTES = 40 * 1024 * 1024
PARTS = 1_000
DEPTH = 20
HEADERS = 1_000
HEADER_BYTES = 256 * 1024
# Beyond these a list is not written by a person; it is cut, the mail stays readable.
ADDRESSES = 500
MESSAGE_IDS = 100
TEXT_CHARS = 2_000_000
HTML_CHARS = 1_000_000
NAME_CHARS = 200


def refuse(reason: str) -> Unreadable:
    """The named refusal of a message, to be raised by the caller."""
    return Unreadable(reason)
