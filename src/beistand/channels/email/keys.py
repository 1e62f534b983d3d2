"""The keys behind our routing marks, derived from the installation's key. The first signs, all are believed."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def mark_keys() -> tuple[bytes, ...]:
    """Keys for reply addresses, return paths and Message-IDs (32 bytes each)."""
    return (hmac.new(settings.SECRET_KEY.encode(), b"beistand/mail-marks/1", hashlib.sha256).digest(),)
