"""Secrets of others (mailbox passwords, tokens) at rest: enveloped with a key that is not in the database.

AES-256-GCM with a key derived from the installation's key; the purpose is bound in, so that a value moved to
another column can't be opened. Older keys are tried when the newest does not fit (rotation).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class NotOurs(Exception):
    """The value was not enveloped by any of our keys, or for another purpose."""


def seal(secret: str, purpose: str, key: str) -> bytes:
    """Envelope a secret for a purpose."""
    if not secret:
        return b""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derive(key)).encrypt(nonce, secret.encode(), purpose.encode())


def unseal(sealed: bytes | memoryview, purpose: str, keys: Sequence[str]) -> str:
    """Open an enveloped secret. Raises `NotOurs`."""
    value = bytes(sealed)
    if not value:
        return ""
    for key in keys:
        try:
            return AESGCM(_derive(key)).decrypt(value[:NONCE], value[NONCE:], purpose.encode()).decode()
        except InvalidTag:
            continue
    raise NotOurs(purpose)


def _derive(key: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=b"beistand", info=b"envelope/1").derive(
        hashlib.sha256(key.encode()).digest()
    )
