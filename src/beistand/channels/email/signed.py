"""Signing our mails with the DKIM key of their domain, when the operator has switched it on."""

from __future__ import annotations

from django.conf import settings

from beistand.channels.email.models import DkimKey as KeyRow
from beistand.channels.email.signing import DkimKey, sign
from beistand.lib.envelope import unseal


def signed(mail: bytes, sender: str) -> bytes:
    """The mail with a DKIM-Signature, or as it is when its domain has no key in use."""
    domain = sender.rpartition("@")[2].lower()
    row = KeyRow.objects.filter(domain=domain, is_on=True).order_by("-made_at").first()
    if row is None:
        return mail
    private = unseal(row.private, f"dkim:{domain}", [settings.SECRET_KEY])
    return sign(mail, DkimKey(private.encode(), row.public_record), domain, row.selector)
