"""Header values as a person reads them: encoded words undone, no line break or control character left in."""

from __future__ import annotations

import re

from .charsets import decode, decode_header_bytes
from .transfer import from_base64, from_quoted_printable

_WORD = re.compile(r"=\?([^?\s]{1,75})\?([bBqQ])\?([^?]*)\?=")
_ALL_BLANK = re.compile(r"\s*")
# C0, C1 and the line and paragraph separators: whatever could end a line or a string somewhere behind us.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn the reading direction or hide letters; joiners inside emoji and Indic names stay.
_HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\ufeff\u00ad\u2060-\u2064\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"\s+")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,990})>")
_BARE_ID = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"]+")


def line(raw: bytes, hint: str = "") -> str:
    """An unstructured header (Subject, Comments) as one line of text. `hint`: charset of the body."""
    return plain(words(decode_header_bytes(raw, hint)))


def plain(text: str) -> str:
    """One line: every run of blanks, line ends and control characters is one blank; hidden marks are gone."""
    return _BLANKS.sub(" ", _HIDDEN.sub("", _CONTROLS.sub(" ", text))).strip()


def words(text: str) -> str:
    """RFC 2047 encoded words undone. Neighbours in one charset are joined before decoding, because many
    programs cut a letter of several bytes in two. What cannot be decoded stays as written.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[bytes] = []
    charset = ""
    at = 0
    for match in _WORD.finditer(text):
        between = text[at : match.start()]
        label = match[1].split("*")[0].lower()
        touching = bool(pending) and _ALL_BLANK.fullmatch(between) is not None
        if pending and (not touching or label != charset):
            out.append(decode(b"".join(pending), charset).text)
            pending = []
        if not touching:
            out.append(between)
        charset = label
        pending.append(_word_bytes(match[2], match[3]))
        at = match.end()
    if pending:
        out.append(decode(b"".join(pending), charset).text)
    out.append(text[at:])
    return "".join(out)


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "bB":
        return from_base64(raw)
    return from_quoted_printable(raw.replace(b"_", b" ").replace(b" ", b"=20").replace(b"\n", b"=20"))


def message_ids(raw: bytes, limit: int) -> tuple[str, ...]:
    """The ids of In-Reply-To or References as `<id>`, in order, each once; of too many the first and the last
    ones, which say where a thread began and what is answered.
    """
    text = _CONTROLS.sub(" ", decode_header_bytes(raw))
    found = _MESSAGE_ID.findall(text) or _BARE_ID.findall(text)
    ids = list(dict.fromkeys(f"<{plain(one)}>" for one in found))
    if len(ids) > limit:
        ids = [ids[0], *ids[-(limit - 1) :]]
    return tuple(ids)


def message_id(raw: bytes) -> str:
    """The Message-ID as `<id>`, also when the sender forgot the brackets; empty when there is none."""
    text = decode_header_bytes(raw)
    match = _MESSAGE_ID.search(text)
    bare = plain(match[1] if match else text)[:990].strip("<> ")
    return f"<{bare}>" if bare else ""
