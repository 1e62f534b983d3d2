"""Addresses of foreign pictures on our own files origin: signed, short-lived, and known to nobody outside.

The sender of a mail must not learn who reads it and when, so a browser never asks them. When an agent wants to see
the pictures, the files origin fetches each one itself (`site/edge/pictures.py`), without cookies and without a name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

from beistand.lib import clock

LASTS = timedelta(minutes=30)
_SALT = "beistand.picture"


def picture_url(url: str) -> str:
    """An address of ours under which this foreign picture can be seen for half an hour."""
    ends = int((clock.now() + LASTS).timestamp())
    token = Signer(salt=_SALT).sign_object([url, ends], compress=True)
    return f"{settings.BEISTAND_FILES}/i/{token}"


def open_picture(token: str, at: datetime) -> str | None:
    """The foreign address behind a token, None when it was made up or has ended."""
    try:
        url, ends = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return str(url) if at.timestamp() < ends else None
