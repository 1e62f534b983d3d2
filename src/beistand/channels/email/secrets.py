"""Passwords of mailboxes and smarthosts: enveloped at rest, opened only to sign in."""

from __future__ import annotations

from django.conf import settings

from beistand.channels.email.models import Mailbox, Smarthost
from beistand.lib.envelope import seal, unseal


def sealed(secret: str, owner: str) -> bytes:
    """Envelope a password; `owner` is mailbox:<id> or smarthost:<brand id>."""
    return seal(secret, owner, settings.SECRET_KEY)


def password_of(row: Mailbox | Smarthost) -> str:
    """The password of a mailbox or a smarthost."""
    owner = f"mailbox:{row.id}" if isinstance(row, Mailbox) else f"smarthost:{row.brand_id}"
    return unseal(row.secret, owner, [settings.SECRET_KEY])
