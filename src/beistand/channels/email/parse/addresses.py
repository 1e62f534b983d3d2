"""Address lists (RFC 5322 3.4) as they are really written. Linear, never raises.

The raw header is cut into mailboxes before encoded words are undone, so that a comma or an @ inside an encoded
name can never become an address.
"""

from __future__ import annotations

import re

from beistand.channels.adapter import Address

from . import limits
from .charsets import decode_header_bytes
from .headers import plain, words

_TOKENS = re.compile(
    r'"((?:[^"\\]|\\.)*)"'  # 1 quoted string
    r"|<([^<>]*)>"  # 2 angle address
    r"|(=\?[^?\s]{1,75}\?[bBqQ]\?[^?]*\?=)"  # 3 encoded word, which may hold commas in sloppy programs
    r"|([,;:()])"  # 4 structure
    r"|(\s+)"  # 5 blanks
    r'|(\\.|[^\s",;:()<\\]+|["<\\])',  # 6 anything else
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_COMMENT = re.compile(r"\([^()]*\)")


class _Box:
    """One mailbox while it is being read."""

    def __init__(self) -> None:
        self.name: list[str] = []
        self.comment: list[str] = []
        self.address: str | None = None

    def mailbox(self) -> Address | None:
        """The finished mailbox, None when there is no address in it."""
        written, address = "".join(self.name), self.address
        if address is None:
            # No angle brackets: `a@b.de`, `a@b.de (Anna)`, `Anna a@b.de`. Looked for before encoded words are
            # undone: an @ that only appears by decoding is part of a name.
            pieces = written.split()
            marked = [piece for piece in pieces if "@" in piece]
            if not marked:
                return None
            address = marked[-1]
            written = " ".join(piece for piece in pieces if piece != address)
        name = plain(words(written)).strip(": ")
        if not name and self.comment:
            name = plain(words("".join(self.comment)))
        return Address(tidy(address), name.strip("'\" ") if name.strip("'\" ") else name)


def tidy(address: str) -> str:
    """An address without blanks, control characters and route; the domain in lower case."""
    bare = _BLANKS.sub("", plain(address)).strip("<>'\"" if not address.startswith('"') else "<>")
    if bare.lower().startswith("mailto:"):
        bare = bare[7:]
    if bare.startswith("@") and ":" in bare:
        bare = bare.rsplit(":", 1)[1]
    local, at, domain = bare.rpartition("@")
    return f"{local}@{domain.lower().rstrip('.')}" if at else bare


def mailboxes(raw: bytes, hint: str = "") -> tuple[Address, ...]:
    """All mailboxes of an address header in order; groups are flattened, empty ones vanish.

    An unquoted comma in a name (`Müller, Hans <h@x.de>`) is taken as part of the name.
    """
    text = decode_header_bytes(raw, hint)
    found: list[Address] = []
    box = _Box()
    depth = 0
    groups = text.count(";")
    for quoted, angle, word, sign, blank, other in _TOKENS.findall(text):
        if depth:
            depth += (sign == "(") - (sign == ")")
            if depth:
                box.comment.append(quoted or angle or word or sign or blank or other)
        elif sign == "(":
            depth = 1
        elif sign == ":" and groups:
            box = _Box()
        elif sign in (",", ";") and sign:
            groups -= sign == ";"
            mailbox = box.mailbox()
            if mailbox is not None:
                found.append(mailbox)
            if mailbox is not None or sign == ";" or not box.name:
                box = _Box()
            else:
                box.name.append(sign)
            if len(found) >= limits.ADDRESSES:
                return tuple(found)
        elif angle or (not (quoted or word or sign or blank or other)):
            if angle and (box.address is None or "@" not in box.address):
                box.address = angle if angle.startswith('"') else _COMMENT.sub("", angle)
        elif quoted:
            box.name.append(_ESCAPED.sub(r"\1", quoted))
        else:
            box.name.append(word or sign or (blank and " ") or other)
    last = box.mailbox()
    if last is not None:
        found.append(last)
    return tuple(found)


def sender(raw: bytes, hint: str = "") -> Address:
    """The one mailbox of From or Sender. Without any @ the word that stands there is kept as it is."""
    boxes = mailboxes(raw, hint)
    if boxes:
        return boxes[0]
    word = tidy(plain(decode_header_bytes(raw, hint)).split(" ")[-1])[:320]
    return Address("" if ":" in word or ";" in word or "=?" in word else word)
