"""Taking mails out of a mailbox: bytes and how far we came are committed together, and only then marked there."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from beistand.channels.email.models import Mailbox
from beistand.channels.email.trouble import Trouble
from beistand.channels.intake import Raw, accept_many
from beistand.channels.models import Arrival
from beistand.lib import clock

_TRACE = re.compile(
    rb"^(x-original-to|delivered-to|envelope-to|x-envelope-to|return-path):[ \t]*([^\r\n]*)\r?$", re.I | re.M
)
_ADDRESS = re.compile(r"<?([^\s<>\x00-\x1f]+@[^\s<>\x00-\x1f]+?)>?\Z")
_HEAD = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """One mail as the server gave it. `left_out` says why only its header is here (its size, mostly)."""

    uid: int
    raw: bytes
    came_at: datetime | None
    left_out: str = ""


def begin_folder(mailbox_id: UUID, uid_validity: int, uid_next: int) -> Mailbox:
    """The mailbox as it stands for this UIDVALIDITY; another one than before means to start over (RFC 3501 §2.3.1.1)."""
    with transaction.atomic():
        mailbox = Mailbox.objects.select_for_update().select_related("brand").get(id=mailbox_id)
        if mailbox.uid_validity != uid_validity:
            mailbox.known_until = uid_next if mailbox.uid_validity is not None else 0
            mailbox.uid_validity, mailbox.last_uid, mailbox.marked_uid = uid_validity, 0, 0
            mailbox.save(update_fields=["uid_validity", "last_uid", "marked_uid", "known_until"])
    return mailbox


def take(mailbox: Mailbox, mails: Sequence[Fetched]) -> Mailbox:
    """Keep these mails (in the order of their UIDs) and how far we came, in one transaction.

    What another worker has taken meanwhile is left out, so that no mail arrives twice. Raises `Trouble`.
    """
    with transaction.atomic():
        fresh = Mailbox.objects.select_for_update().select_related("brand").get(id=mailbox.id)
        if fresh.uid_validity != mailbox.uid_validity:
            raise Trouble("odd", "another worker saw another UIDVALIDITY")
        new = [m for m in mails if m.uid > fresh.last_uid and not _is_known(fresh, m)]
        if new:
            accept_many([_raw(fresh, m) for m in new])
        fresh.last_uid = max([fresh.last_uid, *(m.uid for m in mails)])
        fresh.save(update_fields=["last_uid"])
    return fresh


def note_marked(mailbox: Mailbox) -> None:
    """The mails up to `last_uid` are marked in the mailbox."""
    Mailbox.objects.filter(id=mailbox.id, uid_validity=mailbox.uid_validity).update(
        marked_uid=mailbox.last_uid
    )
    mailbox.marked_uid = mailbox.last_uid


def _is_known(mailbox: Mailbox, mail: Fetched) -> bool:
    """After a change of UIDVALIDITY: whether these very bytes came from this mailbox before.

    Filing tells doubles by Message-ID and content; a mail without a Message-ID is told here, however old.
    """
    if mail.uid >= mailbox.known_until:
        return False
    digest = hashlib.sha256(mail.raw).hexdigest()
    return Arrival.objects.filter(raw=digest, envelope__mailbox=str(mailbox.id)).exists()


def _raw(mailbox: Mailbox, mail: Fetched) -> Raw:
    return Raw("email", mail.raw, envelope_of(mailbox, mail), _arrived_at(mail.came_at))


def envelope_of(mailbox: Mailbox, mail: Fetched) -> dict[str, Any]:
    """What the mail server wrote on top about the envelope; only the topmost of each is the server's own."""
    head = _HEAD.split(mail.raw, 1)[0][:256_000]
    traces: dict[str, str] = {}
    for name, value in _TRACE.findall(head):
        traces.setdefault(name.decode("ascii").lower(), value.decode("utf-8", "replace").strip())
    sender = traces.pop("return-path", None)
    recipients = list(dict.fromkeys(filter(None, map(_address, traces.values()))))
    envelope: dict[str, Any] = {
        "mailbox": str(mailbox.id),
        "brand": str(mailbox.brand_id),
        "recipients": recipients or [_address(mailbox.user) or mailbox.brand.sender_address],
        "authserv": mailbox.authserv_id,
        "ip": None,
    }
    if sender is not None and (sender == "<>" or _address(sender)):
        envelope["mail_from"] = _address(sender)
    if mail.left_out:
        envelope["left_out"] = mail.left_out
    return envelope


def _address(text: str) -> str:
    found = _ADDRESS.match(text)
    return found[1][:320] if found else ""


def _arrived_at(came_at: datetime | None) -> datetime | None:
    """When it lay in the mailbox, on our clock: the customer has been waiting since, not since we looked.

    INTERNALDATE is the world's time, and ours may be set in demo and tests, so only the age is taken over.
    """
    if came_at is None:
        return None
    age = max(time.time() - came_at.timestamp(), 0.0)
    return clock.now() - timedelta(seconds=age)
