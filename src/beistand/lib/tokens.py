"""Tokens: random, hashed at rest, for one purpose and audience, with an end, usable once unless said otherwise."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from beistand.lib import clock
from beistand.lib.models import Token

BYTES = 32


def make(
    purpose: str,
    *,
    audience: str = "",
    words: dict[str, Any] | None = None,
    lasts: timedelta | None,
    single_use: bool = True,
) -> str:
    """A new token as text. It can't be read again later: only its SHA-256 is stored."""
    text = secrets.token_urlsafe(BYTES)
    at = clock.now()
    Token.objects.create(
        hash=digest(text),
        purpose=purpose,
        audience=audience,
        words=words or {},
        made_at=at,
        expires_at=at + lasts if lasts else None,
        single_use=single_use,
    )
    return text


def digest(text: str) -> bytes:
    """What is stored of a token. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(text.encode()).digest()


def look(text: str, purpose: str) -> Token | None:
    """The token if it is good now, without using it up."""
    token = Token.objects.filter(hash=digest(text), purpose=purpose).first()
    return token if token and _is_good(token, clock.now()) else None


def use(text: str, purpose: str) -> Token | None:
    """Use the token: None when it is unknown, for another purpose, ended, withdrawn or already used."""
    with transaction.atomic():
        token = Token.objects.select_for_update().filter(hash=digest(text), purpose=purpose).first()
        if token is None or not _is_good(token, clock.now()):
            return None
        if token.single_use:
            token.used_at = clock.now()
            token.save(update_fields=["used_at"])
        return token


def revoke(purpose: str, audience: str) -> int:
    """Withdraw all tokens of a purpose and audience; how many there were."""
    return Token.objects.filter(purpose=purpose, audience=audience, revoked_at=None).update(
        revoked_at=clock.now()
    )


def _is_good(token: Token, at: datetime) -> bool:
    if token.revoked_at is not None or (token.single_use and token.used_at is not None):
        return False
    return token.expires_at is None or at < token.expires_at
