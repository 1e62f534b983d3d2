"""A raw mail split once into header fields and body, for everything that proves the sender.

Deliberately apart from the parser that reads a mail for people: here a byte that two readers could
understand differently makes the header `is_odd`, and an odd header proves nobody.
"""

from __future__ import annotations

import re

import msgspec

_BARE_LF = re.compile(rb"(?<!\r)\n")
_NEXT_FIELD = re.compile(rb"\r\n(?![ \t])")
_NAME = re.compile(rb"[\x21-\x39\x3b-\x7e]+\Z")
_WHITE = re.compile(rb"[ \t\r\n]+")

TRACE = frozenset({b"received", b"return-path", b"delivered-to", b"x-original-to"})

ONCE = frozenset(
    (
        b"from sender reply-to to cc date message-id subject in-reply-to references "
        b"mime-version content-type content-transfer-encoding"
    ).split()
)
"""Fields that may stand in a mail once (RFC 5322 §3.6, RFC 2045)."""


class Field(msgspec.Struct, frozen=True):
    """One header field: `name` in lower case, `raw` as it came with CRLF at its end, `value` after the colon."""

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        """What stands after the colon, folds and all."""
        return self.raw.partition(b":")[2]

    @property
    def text(self) -> str:
        """The value as latin-1 text on one line, without outer white space."""
        return _WHITE.sub(b" ", self.value).strip().decode("latin-1")


class Letter(msgspec.Struct, frozen=True):
    """`fields` from top to bottom, `body` with CRLF; `is_odd` when readers may disagree where a field begins."""

    fields: tuple[Field, ...]
    body: bytes
    is_odd: bool

    def all(self, name: bytes) -> tuple[Field, ...]:
        """All fields of a (lower case) name from top to bottom."""
        return tuple(field for field in self.fields if field.name == name)


def open_letter(raw: bytes) -> Letter:
    """Split a raw mail. Never raises; bare LF counts as a line end, as it does for every mail program."""
    if raw.count(b"\n") != raw.count(b"\r\n"):
        raw = _BARE_LF.sub(b"\r\n", raw)
    if raw.startswith(b"\r\n"):
        return Letter((), raw[2:], False)
    head, _, body = raw.partition(b"\r\n\r\n")
    fields: list[Field] = []
    is_odd = b"\0" in head or head.count(b"\r") != head.count(b"\r\n")
    for lines in _NEXT_FIELD.split(head.removesuffix(b"\r\n")):
        name, colon, _ = lines.partition(b":")
        bare = name.rstrip(b" \t")
        if not colon or not _NAME.match(bare):
            is_odd = is_odd or bool(fields) or not lines.startswith(b"From ")  # mbox files begin with "From "
            continue
        fields.append(Field(bare.lower(), lines + b"\r\n"))
    return Letter(tuple(fields), body, is_odd)
