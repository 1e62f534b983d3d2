"""Content-Transfer-Encoding undone. Broken input gives what can be saved, never an exception."""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
# Joined pieces of base64 are a mistake of some programs; thousands of them are an attack, and read as one.
_RUNS = 2_000
_PADDING = re.compile(rb"=+")
_BLANKS_AT_LINE_END = re.compile(rb"(?<![ \t])[ \t]+(?=\r?\n|\Z)")
_WORD = re.compile(rb"[a-z0-9-]+")


def decoded(body: bytes, encoding: bytes) -> bytes:
    """The body with its transfer encoding undone; unknown encodings leave it as it is."""
    word = _WORD.search(encoding.lower())
    name = word[0] if word else b""
    if name == b"base64":
        return from_base64(body)
    if name == b"quoted-printable":
        return from_quoted_printable(body)
    if name in (b"x-uuencode", b"uuencode", b"x-uue"):
        return from_uuencode(body)
    return body


def from_base64(body: bytes) -> bytes:
    """Lenient base64: foreign characters skipped, several padded runs joined, a cut end saved as far as it goes."""
    packed = body.translate(None, _NOT_BASE64)
    if b"=" not in packed.rstrip(b"="):
        return _run(packed.rstrip(b"="))
    runs = _PADDING.split(packed, maxsplit=_RUNS)
    return b"".join(_run(run.replace(b"=", b"")) for run in runs if run)


def _run(packed: bytes) -> bytes:
    if len(packed) % 4 == 1:
        packed = packed[:-1]
    return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))


def from_quoted_printable(body: bytes) -> bytes:
    """Quoted-printable; blanks at the end of a line were added on the way (RFC 2045 6.7) and go."""
    return binascii.a2b_qp(_BLANKS_AT_LINE_END.sub(b"", body))


def from_uuencode(body: bytes) -> bytes:
    """Uuencoded lines between `begin` and `end`; a line that is none is skipped."""
    out: list[bytes] = []
    for line in body.splitlines():
        if line.startswith(b"begin ") or not line or line in (b"end", b"`", b" "):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)
