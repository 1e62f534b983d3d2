"""What DKIM and ARC hash: header fields and bodies in their simple and relaxed forms (RFC 6376 §3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from beistand.channels.email.proof.letter import Field

_WHITE = re.compile(rb"[ \t]+")
_SIGNATURE = re.compile(rb"((?:\A|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")


def relaxed_field(field: Field) -> bytes:
    """Name in lower case, one line, runs of white space as one blank, CRLF at the end."""
    value = field.value.replace(b"\r\n", b"")
    return field.name + b":" + _WHITE.sub(b" ", value).strip(b" ") + b"\r\n"


def simple_field(field: Field) -> bytes:
    """As it came."""
    return field.raw


FIELD_FORMS = {"simple": simple_field, "relaxed": relaxed_field}


def simple_body(body: bytes) -> bytes:
    """Without empty lines at the end, but never without a last CRLF."""
    return _without_last_lines(body) + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    """Runs of white space as one blank, none before a line end, no empty lines at the end."""
    if b"  " in body or b"\t" in body:
        body = _WHITE.sub(b" ", body)
    body = body.replace(b" \r\n", b"\r\n")
    if body.endswith(b" "):
        body = body[:-1]
    body = _without_last_lines(body)
    return body + b"\r\n" if body else b""


BODY_FORMS = {"simple": simple_body, "relaxed": relaxed_body}


def _without_last_lines(body: bytes) -> bytes:
    end = len(body)
    while end >= 2 and body[end - 2 : end] == b"\r\n":
        end -= 2
    return body[:end]


def without_signature(field: Field) -> Field:
    """The signature field with an empty b=, as it is itself hashed."""
    name, colon, value = field.raw.partition(b":")
    return Field(field.name, name + colon + _SIGNATURE.sub(rb"\1", value, count=1))


def chosen(fields: Iterable[Field], names: Iterable[bytes]) -> list[Field]:
    """The fields that h= names, in its order: each mention takes the lowest one not yet taken (RFC 6376 §5.4.2)."""
    left: dict[bytes, list[Field]] = {}
    for field in fields:
        left.setdefault(field.name, []).append(field)
    return [left[name].pop() for name in names if left.get(name)]
