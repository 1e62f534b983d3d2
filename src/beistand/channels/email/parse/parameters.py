"""Media types and dispositions with their parameters: RFC 2045, RFC 2231 continuations, and what programs write."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from .charsets import decode, decode_header_bytes

_TOKEN = re.compile(r'\s*;?\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)("|\Z)|([^;]*))', re.DOTALL)
_COMMENT = re.compile(r"\s\([^()\"]*\)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SECTION = re.compile(r"(.+?)\*(\d{1,6})?(\*)?")


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """Value (lower case) and parameters of a structured header: `text/plain; charset=utf-8`.

    Names are lower case, RFC 2231 values decoded, encoded words left for the caller. Linear, never raises.
    """
    text = decode_header_bytes(raw)
    value, _, rest = text.partition(";")
    value = value.split("(")[0].strip()
    # `Content-Type: text/plain charset=utf-8` without the semicolon is common enough.
    head, blank, tail = value.partition(" ")
    if blank:
        value, rest = head, f"{tail};{rest}"
    return value.strip().strip('"').lower(), _pairs(rest)


def _pairs(rest: str) -> dict[str, str]:
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    at = 0
    while at < len(rest):
        match = _TOKEN.match(rest, at)
        if match is None:
            at = rest.find(";", at) + 1
            if at == 0:
                break
            continue
        at = max(match.end(), at + 1)
        name = match[1].lower()
        quoted = match[2]
        value = _COMMENT.sub("", match[4]).strip() if quoted is None else _ESCAPED.sub(r"\1", quoted)
        section = _SECTION.fullmatch(name)
        if section:
            order = int(section[2] or 0)
            extended = section[3] is not None or section[2] is None
            sections.setdefault(section[1], {}).setdefault(order, (value, extended))
        else:
            plain.setdefault(name, value)
    for name, pieces in sections.items():
        plain[name] = _joined(pieces)
    return plain


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: the numbered sections in order; those with a star are percent-encoded in the first one's charset."""
    ordered = [pieces[order] for order in sorted(pieces)]
    charset = ""
    if ordered[0][1] and ordered[0][0].count("'") >= 2:
        charset, _, first = ordered[0][0].split("'", 2)
        ordered[0] = (first, True)
    raw = b"".join(
        unquote_to_bytes(value) if extended else value.encode("utf-8", "surrogateescape")
        for value, extended in ordered
    )
    return decode(raw, charset or "utf-8").text
