"""Somebody wrote on our own page: kept before they hear "thank you"."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from beistand.channels.intake import Raw, accept
from beistand.channels.noted import Noted, to_bytes


def note(noted: Noted, told: dict[str, Any], arrived_at: datetime | None = None) -> UUID:
    """Keep what somebody wrote; the arrival's id. `told` is the envelope: brand, by, customer, thread, team, net (all but brand optional)."""
    return accept(Raw("form", to_bytes(noted), told, arrived_at))
