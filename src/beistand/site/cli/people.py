"""`beistand person …` and `beistand token`."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from beistand.house import setting_up
from beistand.site.settings import Settings


def person_add(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Add somebody who helps."""
    password = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else None
    agent = setting_up.add_person(
        args.mail,
        role=args.role,
        teams=args.team,
        password=password,
        name=args.name or "",
        locale=args.locale,
    )
    return {"id": str(agent.id), "mail": agent.email, "role": agent.role}


def token(settings: Settings, args: argparse.Namespace) -> Any:
    """Make a token and print it, once."""
    scopes = [s.strip() for s in args.scopes.split(",") if s.strip()]
    key, text = setting_up.add_key(args.name, scopes, args.brand)
    return {"token": text, "name": key.name, "scopes": scopes} if args.json else text
