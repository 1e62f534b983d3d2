"""Who a mail says it is from, read so strictly that no reader could see somebody else (RFC 5322 §3.6.2, RFC 7489 §6.6.1).

Only one From field with one plain mailbox has an author. Groups, lists, routes, control characters, an "@" that is
only there after decoding, and a display name that shows an address of another organisation have none.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import MessageError
from email.header import decode_header, make_header

import msgspec

from beistand.channels.email.proof.domains import are_aligned, plain
from beistand.channels.email.proof.letter import Letter

_LOCAL = re.compile(r"[^\x00-\x20()<>\[\]:;@\\,\"\x7f]+\Z")
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([<>@,;:()\\])|([^"<>@,;:()\\\s]+)|(\s+)', re.DOTALL)
_TURNING = frozenset("\u202d\u202e")
_SHOWN = re.compile(r"[^\s<>\"'(),;:@\[\]]{1,64}@([^\s<>\"'(),;:@\[\]]+)")
_LONGEST = 2000


class Author(msgspec.Struct, frozen=True):
    """The one author: `domain` in plain form, or "" and `why` it can't be proven."""

    domain: str = ""
    why: str = ""


def author_of(letter: Letter) -> Author:
    """The author of a mail, or why it has none that could be proven."""
    claims = letter.all(b"from")
    if letter.is_odd:
        return Author(why="the header can be read in two ways")
    if len(claims) != 1:
        return Author(why="no From" if not claims else "more than one From")
    text = _decoded(claims[0].value.replace(b"\r\n", b""))
    if text is None:
        return Author(why="From is not readable text")
    mailbox = _only_mailbox(text.strip())
    if mailbox is None:
        return Author(why="From is not one plain mailbox")
    name, domain = mailbox
    if not domain:
        return Author(why="From has no usable domain")
    if trick := _trick(name, domain):
        return Author(why=trick)
    return Author(domain)


def _decoded(value: bytes) -> str | None:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")  # old mail programs write raw 8-bit names
    if len(text) > _LONGEST:
        return None
    is_bad = any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\t" for letter in text)
    return None if is_bad else text


def _only_mailbox(text: str) -> tuple[str, str] | None:
    """(all that may be shown as a name, domain) of `name <a@b>` or `a@b`; None for anything else."""
    tokens = _tokens(text)
    if tokens is None:
        return None
    shown = [text for kind, text in tokens if kind == "comment"]
    spec = [token for token in tokens if token[0] != "comment"]
    if ("sign", "<") in spec:
        begin = spec.index(("sign", "<"))
        if spec[-1] != ("sign", ">") or any(kind == "sign" and sign != "@" for kind, sign in spec[:begin]):
            return None
        shown.append(_before_bracket(text))
        spec = spec[begin + 1 : -1]
    if len(spec) != 3 or spec[0][0] == "sign" or spec[1] != ("sign", "@") or spec[2][0] != "word":
        return None
    (kind, local), _, (_, domain) = spec
    if "=?" in local or "=?" in domain or (kind == "word" and not _LOCAL.match(local)):
        return None
    return " ".join(shown), plain(domain)


def _before_bracket(text: str) -> str:
    return text[: text.rindex("<")]


def _tokens(text: str) -> list[tuple[str, str]] | None:
    """(kind, text) of words, quoted strings, comments and single signs; None when readers may disagree on them."""
    found: list[tuple[str, str]] = []
    comment: list[str] = []
    at = depth = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        quoted, sign, word, blank = match.groups()
        if sign in ("(", ")"):
            depth += 1 if sign == "(" else -1
            if depth < 0:
                return None
            if depth == 0:
                found.append(("comment", "".join(comment)))
                comment = []
        elif depth:
            if quoted is not None or sign in ("<", ">", "\\"):
                return None  # some programs let a quotation mark hide the end of a comment, others do not
            comment.append(match[0])
        elif blank is None:
            found.append(
                ("quoted", quoted) if quoted is not None else ("sign", sign) if sign else ("word", word)
            )
    return None if depth else found


def _trick(name: str, domain: str) -> str:
    """What is wrong with a display name: writing turned around, or an address of another organisation; else ""."""
    for text in (name, _without_encoding(name)):
        if not _TURNING.isdisjoint(text):
            return "the name in From is written to be read backwards"
        normal = unicodedata.normalize("NFKC", text)
        plainer = "".join(letter for letter in normal if unicodedata.category(letter) not in ("Cf", "Cc"))
        for shown in _SHOWN.findall(plainer.replace("\\", "")):
            other = plain(shown)
            if other and not are_aligned(domain, other, strict=False):
                return f"the name in From shows an address of {other}"
    return ""


def _without_encoding(name: str) -> str:
    try:
        return str(make_header(decode_header(name)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        return name
