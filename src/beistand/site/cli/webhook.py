"""`beistand webhook …`."""

from __future__ import annotations

import argparse
from typing import Any

from beistand.house.setting_up import find_brand
from beistand.site.settings import Settings
from beistand.site.webhooks.subscriptions import subscribe


def webhook_add(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Tell somebody by webhook. Only here a receiver on this machine may be allowed."""
    facts = [f.strip() for f in args.facts.split(",") if f.strip()]
    brand = find_brand(args.brand) if args.brand else None
    row, secret = subscribe(args.url, facts, brand=brand, allow_loopback=args.allow_loopback)
    return {"id": str(row.id), "url": row.url, "secret": secret}
