"""What `beistand up` says when it is ready: where to sign in, and as whom in the demo."""

from __future__ import annotations

import os
from typing import Any

from beistand.site.demo.accounts import accounts
from beistand.site.settings import Settings


def write_welcome(settings: Settings) -> None:
    """Keep the demo's sign-ins in the data folder (0600), where the supervisor, who knows no database, reads them."""
    path = settings.data_folder / "welcome.txt"
    people = accounts()
    if not people:
        path.unlink(missing_ok=True)
        return
    lines = [f"  {p['mail']:<34} {p['password']}   {p['role']:<6} {', '.join(p['brands'])}" for p in people]
    text = "\n".join(
        ["Sign in as / Anmelden als:", *lines, "  all of them / alle: beistand demo accounts", ""]
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as f:
        f.write(text)


def _one_a_brand(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    chosen: dict[str, dict[str, Any]] = {}
    for person in people:
        for brand in person["brands"]:
            chosen.setdefault(brand, person)
    admins = [p for p in people if p["role"] == "admin"]
    return list({p["mail"]: p for p in [*chosen.values(), *admins]}.values())
