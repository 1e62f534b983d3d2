"""Who may sign in to the demo. Passwords are different for each data folder and can be shown again."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from django.conf import settings

from beistand.house.models import Agent


def password_of(mail: str) -> str:
    """The demo password of an address in this data folder: 80 bits derived from the installation's key."""
    code = hmac.new(settings.SECRET_KEY.encode(), f"demo-password:{mail}".encode(), hashlib.sha256).digest()
    text = base64.b32encode(code[:10]).decode().lower()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def accounts() -> list[dict[str, Any]]:
    """The demo's people with their passwords, in the order of the stories."""
    people = Agent.objects.filter(is_demo=True).prefetch_related("teams__brand").order_by("created_at", "id")
    return [
        {
            "mail": agent.email,
            "password": password_of(agent.email),
            "name": agent.name,
            "role": agent.role,
            "locale": agent.locale,
            "brands": sorted({team.brand.slug for team in agent.teams.all()}),
        }
        for agent in people
    ]
