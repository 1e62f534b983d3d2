"""Signing our mails with the DKIM key of their domain, when the operator has switched it on."""

from __future__ import annotations

from django.conf import settings

from beistand.channels.adapter import DeliveryFailed
from beistand.channels.email.models import DkimKey as KeyRow
from beistand.channels.email.signing import DkimKey, Unsignable, sign
from beistand.channels.email.told import NO_KEY, say
from beistand.lib.envelope import NotOurs, unseal


def signed(mail: bytes, sender: str) -> bytes:
    """The mail with a DKIM-Signature, or as it is when its domain has no key in use.

    Raises `DeliveryFailed`: a mail that should be signed and can't be does not leave without.
    """
    domain = sender.rpartition("@")[2].lower()
    row = KeyRow.objects.filter(domain=domain, is_on=True).order_by("-made_at").first()
    if row is None:
        return mail
    try:
        private = unseal(row.private, f"dkim:{domain}", [settings.SECRET_KEY])
        return sign(mail, DkimKey(private.encode(), row.public_record), domain, row.selector)
    except (NotOurs, Unsignable) as problem:
        reason = say(NO_KEY, words=f"{row.selector}, {type(problem).__name__}")
        raise DeliveryFailed(reason, permanent=False) from problem
