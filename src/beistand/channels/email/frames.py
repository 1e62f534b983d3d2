"""What the house and its parsing child say to each other: msgpack behind four bytes of length, never pickle."""

from __future__ import annotations

import msgspec

from beistand.channels.adapter import Incoming

LENGTH_BYTES = 4
# A mail has at most 40 MB; decoded text and HTML may stand beside the files they came from.
LONGEST = 400 * 1024 * 1024

# Exit codes of the child. Out of memory: what is left of its heap is not to be trusted. Retired: it had grown.
OUT_OF_MEMORY = 86
RETIRED = 0


class Request(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One mail to read. `clean` asks for its HTML in a form that may be shown."""

    raw: bytes
    null_sender: bool = False
    clean: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A mail that was read. `html` is empty unless cleaning was asked for.

    `remote_images`, `trackers` and `warnings` are those of `lib.markup.CleanHtml`.
    """

    incoming: Incoming
    html: str = ""
    remote_images: int = 0
    trackers: int = 0
    warnings: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The child's answer: a reading, or the reason why there is none."""

    reading: Reading | None = None
    reason: str = ""


def framed(payload: bytes) -> bytes:
    """A payload with its length in front."""
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload
