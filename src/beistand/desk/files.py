"""Files of messages and drafts: how they are shown, and the short-lived address under which they are fetched."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from beistand.desk.models import Attachment
from beistand.desk.shapes import File
from beistand.lib import clock
from beistand.lib.store import signed_links

LASTS = timedelta(minutes=30)


def file_of(row: Attachment) -> File:
    """A file as a chip with its address."""
    return File(
        name=row.name or "file",
        size=size_words(row.size),
        url=file_url(row),
        type=row.type,
        kind=row.kind,
        id=str(row.id),
    )


def file_url(row: Attachment) -> str:
    """An address on the cookie-less origin that works for half an hour and for this file only."""
    token = signed_links.link(
        settings.SECRET_KEY.encode(), row.sha256, row.name or "file", row.type, "desk", clock.now() + LASTS
    )
    return f"{settings.BEISTAND_FILES}/f/{token}"


def size_words(size: int) -> str:
    """A size for people."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
