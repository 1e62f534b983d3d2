"""Files that a machine sends along with an answer: kept, and waiting for the message they go with."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from beistand.desk.models import Attachment
from beistand.lib.refusal import Refused
from beistand.lib.store import store_at

LARGEST = 25 * 1024 * 1024
MOST = 50


class Enclosure(msgspec.Struct, frozen=True, kw_only=True):
    """One file to send. `name` is only data."""

    name: str
    type: str
    content: bytes


def keep(files: Sequence[Enclosure]) -> tuple[UUID, ...]:
    """Keep files for an answer written in this same transaction; their ids. Raises `Refused` (413)."""
    if not files:
        return ()
    if len(files) > MOST or sum(len(f.content) for f in files) > LARGEST:
        raise Refused(
            _("These files are larger than 25 MB."), _("Send a link instead."), status=413, code="too-large"
        )
    names = store_at(settings.BEISTAND).put_many([f.content for f in files])
    rows = [
        Attachment(
            name=f.name[:255],
            type=f.type[:255],
            size=len(f.content),
            sha256=sha,
            kind="image" if f.type.startswith("image/") else "file",
            place=place,
        )
        for place, (f, sha) in enumerate(zip(files, names, strict=True))
    ]
    Attachment.objects.bulk_create(rows)
    return tuple(row.id for row in rows)
