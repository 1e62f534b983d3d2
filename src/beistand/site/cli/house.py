"""`beistand brand …` and `beistand team …`."""

from __future__ import annotations

import argparse
from typing import Any

from beistand.house import setting_up
from beistand.site.settings import Settings


def brand_add(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Add a brand with its mail domain and a first team."""
    brand = setting_up.add_brand(
        args.slug,
        name=args.name,
        domain=args.domain,
        sender=args.sender,
        locale=args.locale,
        timezone=args.timezone,
    )
    return {"slug": brand.slug, "id": str(brand.id), "name": brand.name, "domain": args.domain.lower()}


def brand_host(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Serve a brand under a host name of its own."""
    setting_up.add_host(args.slug, args.name)
    return {"slug": args.slug, "host": args.name.lower()}


def team_add(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Add a team."""
    team = setting_up.add_team(args.brand, args.name)
    return {"id": str(team.id), "brand": args.brand, "name": team.name}
