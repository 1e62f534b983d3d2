"""Drafts and the files that wait in them: on the server, so that they survive a change of device."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from beistand.desk.conversations import Actor, find
from beistand.desk.files import file_of
from beistand.desk.models import Attachment, Draft
from beistand.desk.shapes import File
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.lib.store import store_at

LONGEST = 200_000
LARGEST = 25 * 1024 * 1024


def keep_draft(thread: UUID, actor: Actor, kind: str, text: str) -> datetime | None:
    """Keep the text; an empty one removes the draft unless files wait in it. The time it was kept at."""
    find(thread, actor)
    kind = kind if kind in ("reply", "note") else "reply"
    if actor.agent is None or len(text) > LONGEST:
        return None
    if not text.strip():
        empty = Draft.objects.filter(conversation=thread, agent=actor.agent, kind=kind, attachments=None)
        empty.delete()
        return None
    at = clock.now()
    Draft.objects.update_or_create(
        conversation_id=thread, agent=actor.agent, kind=kind, defaults={"text": text, "at": at}
    )
    return at


def keep_upload(thread: UUID, actor: Actor, upload: UploadedFile) -> File:
    """Keep a file for an answer."""
    find(thread, actor)
    content = upload.read()
    if len(content) > LARGEST:
        raise Refused(_("This file is larger than 25 MB."), _("Send a link instead."), status=413)
    assert actor.agent is not None
    draft, _new = Draft.objects.get_or_create(
        conversation_id=thread, agent=actor.agent, kind="reply", defaults={"at": clock.now()}
    )
    store_at(settings.BEISTAND).put(content)
    row = Attachment.objects.create(
        draft=draft,
        name=(upload.name or "file")[:255],
        type=(upload.content_type or "application/octet-stream")[:255],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return file_of(row)
