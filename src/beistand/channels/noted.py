"""What a form, the counter and a letter have in common: somebody typed it in, we keep it as JSON.

The bytes that are kept are this JSON with files in base64, so that a walk-in or a letter is as whole and as
checkable as a mail.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from beistand.channels.adapter import Address, Attachment, Incoming, Unreadable


class NotedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A scan or photo that was added."""

    name: str
    type: str
    content: bytes


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing noted by hand. `address` (mail) may be empty: not everybody who walks in has or gives one.

    `said_at` is ISO with a zone, or "". `postal` (where a letter comes from) and `words` (the reference somebody was
    given) stand behind the text like a signature: findable, folded away.
    """

    id: str
    name: str = ""
    address: str = ""
    phone: str = ""
    subject: str = ""
    text: str = ""
    language: str = ""
    said_at: str = ""
    postal: str = ""
    words: str = ""
    files: tuple[NotedFile, ...] = ()


def to_bytes(noted: Noted) -> bytes:
    """The bytes that are kept."""
    return msgspec.json.encode(noted)


def read_noted(raw: bytes) -> Incoming:
    """Read what `to_bytes` wrote. Raises `Unreadable`."""
    try:
        noted = msgspec.json.decode(raw, type=Noted)
    except msgspec.MsgspecError as problem:
        raise Unreadable("not-a-note") from problem
    behind = "\n".join(part for part in (noted.postal.strip(), noted.words.strip()) if part)
    files = tuple(
        Attachment(
            name=f.name,
            type=f.type,
            content=f.content,
            kind="image" if f.type.startswith("image/") else "file",
        )
        for f in noted.files
    )
    return Incoming(
        external_id=noted.id,
        sender=Address(noted.address, noted.name),
        said_at=_said_at(noted.said_at),
        subject=noted.subject,
        text=f"{noted.text}\n\n{behind}".strip() if behind else noted.text,
        new_text=noted.text,
        language=noted.language,
        attachments=files,
        content_hash=noted.id,
    )


def _said_at(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Unreadable("not-a-time") from problem
    if at.tzinfo is None:
        raise Unreadable("not-a-time")
    return at
