"""What a mail carries: the words to read and the files that came along."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

import msgspec

from beistand.channels.adapter import Attachment

from . import limits, notes
from .charsets import decode, is_known
from .files import attachment, given_name, remark, unwrapped
from .flowed import tidy, tidy_marked, unflow
from .html_text import marked_text, without_marks
from .invitation import Invitation, invitation
from .mime import Part
from .tnef import unwrap
from .transfer import decoded

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ENRICHED = re.compile(r"<[^<>]{1,60}>")
_STUB = re.compile(r"\bHTML\b", re.IGNORECASE)
_STUB_CHARS = 400
_WORDS = ("text/plain", "text/html", "text/enriched", "text/markdown")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_TNEF_SIGNATURE = b"\x78\x9f\x3e\x22"


@dataclass(slots=True)
class Piece:
    """One stretch of the body: text, HTML, or both as alternatives of each other.

    `marked` is the text in which `quotes` can see what the HTML marks as quoted; the same as `text` without HTML.
    """

    text: str = ""
    html: str = ""
    marked: str = ""


@dataclass(slots=True)
class Content:
    """Everything a mail carries, in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, remark: str) -> None:
        """Remember a remark once."""
        if remark and remark not in self.notes:
            self.notes.append(remark)

    @property
    def text(self) -> str:
        """All that can be read."""
        return "\n\n".join(piece.text for piece in self.pieces if piece.text)

    @property
    def html(self) -> str:
        """The HTML as written, empty when no piece has any; text between HTML pieces is escaped into it."""
        if not any(piece.html for piece in self.pieces):
            return ""
        return "\n".join(piece.html or f"<pre>{html.escape(piece.text)}</pre>" for piece in self.pieces)


def content(root: Part) -> Content:
    """Walk the parts of a mail and sort them into words and files."""
    found = Content()
    _take(root, found, related=False)
    for piece in found.pieces:
        _finish(piece)
    page = found.html
    if "cid:" in page:
        found.attachments = [
            msgspec.structs.replace(file, inline=True) if file.cid and f"cid:{file.cid}" in page else file
            for file in found.attachments
        ]
    return found


def _take(part: Part, found: Content, *, related: bool) -> None:
    if part.broken:
        found.note(notes.BROKEN_STRUCTURE)
    if not part.children:
        _leaf(part, found, related=related)
    elif part.type == "multipart/alternative":
        _alternative(part, found)
    else:
        if part.type == "multipart/encrypted":
            found.note(notes.ENCRYPTED)
        for index, child in enumerate(part.children):
            _take(child, found, related=related or (part.type == "multipart/related" and index > 0))


def _alternative(part: Part, found: Content) -> None:
    """Text and HTML of one and the same content become one piece; the later alternative is the better one."""
    before = found.pieces
    texts: list[Piece] = []
    pages: list[Piece] = []
    for child in part.children:
        found.pieces = []
        _take(child, found, related=False)
        if any(piece.html for piece in found.pieces):
            pages = found.pieces
        elif found.pieces:
            texts = found.pieces
    if texts and pages:
        text = "\n\n".join(piece.text for piece in texts)
        page = "\n".join(piece.html or f"<pre>{html.escape(piece.text)}</pre>" for piece in pages)
        found.pieces = [*before, Piece(text, page)]
    else:
        found.pieces = [*before, *(texts or pages)]


def _leaf(part: Part, found: Content, *, related: bool) -> None:
    raw = decoded(part.body, part.first("content-transfer-encoding"))
    name = given_name(part)
    disposition = part.first("content-disposition").lower()
    is_file = (
        disposition.startswith(b"attachment")
        or related
        or (name != "" and (disposition != b"" or bool(found.pieces)))
    )
    if part.type in _WORDS and not is_file:
        if raw.strip():
            found.pieces.append(_words(part, raw, found))
    elif part.type in ("text/calendar", "application/ics"):
        _calendar(part, raw, name, found)
    elif part.type in _TNEF or raw.startswith(_TNEF_SIGNATURE):
        _unwrap(part, raw, name, found)
    elif raw or name:
        found.note(remark(part, name))
        found.attachments.append(attachment(part, raw, name, ""))


def _words(part: Part, raw: bytes, found: Content) -> Piece:
    if len(raw) > limits.TEXT_CHARS:
        found.note(notes.TEXT_CUT)
        raw = raw[: limits.TEXT_CHARS]
    charset = part.params.get("charset", "")
    is_page = part.type == "text/html"
    if is_page and not is_known(charset) and (meta := _META_CHARSET.search(raw[:4096])):
        charset = meta[1].decode("ascii", "replace")
    text, guessed = decode(raw, charset)
    if guessed:
        found.note(notes.CHARSET_GUESSED)
    if is_page:
        return Piece(html=text.replace("\x00", ""))
    text = tidy(text) if part.params.get("format", "").lower() != "flowed" else _flowed(part, text)
    if part.type == "text/enriched":
        text = _ENRICHED.sub("", text)
    if text.startswith("-----BEGIN PGP SIGNED MESSAGE-----"):
        found.note(notes.SIGNED_PGP)
    elif text.startswith("-----BEGIN PGP MESSAGE-----"):
        found.note(notes.ENCRYPTED)
    return Piece(text=text)


def _flowed(part: Part, text: str) -> str:
    return tidy(unflow(tidy(text), delsp=part.params.get("delsp", "").lower() == "yes"))


def _finish(piece: Piece) -> None:
    """Give a piece its readable text. Where the text part only says "please read the HTML", the HTML is read."""
    if piece.html and (
        not piece.text.strip() or (len(piece.text) < _STUB_CHARS and _STUB.search(piece.text))
    ):
        marked = tidy_marked(marked_text(piece.html[: limits.HTML_CHARS]))
        if not piece.text.strip() or len(marked) > 3 * len(piece.text):
            piece.marked = marked
            piece.text = without_marks(marked)
            return
    piece.marked = piece.text


def _calendar(part: Part, raw: bytes, name: str, found: Content) -> None:
    """An invitation; many programs send the same one twice, in the text and as a file."""
    if any(file.kind == "calendar" and file.content == raw for file in found.attachments):
        return
    event = invitation(decode(raw, part.params.get("charset", "utf-8")).text)
    if event is not None and event not in found.invitations:
        found.invitations.append(event)
    found.attachments.append(attachment(part, raw, name or "invitation.ics", "calendar"))


def _unwrap(part: Part, raw: bytes, name: str, found: Content) -> None:
    inside = unwrap(raw)
    if not inside.readable:
        found.note(notes.TNEF_UNREADABLE)
        found.attachments.append(attachment(part, raw, name or "winmail.dat", "tnef"))
        return
    found.attachments.extend(unwrapped(file) for file in inside.files)
    if not found.pieces and (inside.text or inside.html):
        found.pieces.append(Piece(tidy(inside.text), inside.html))
