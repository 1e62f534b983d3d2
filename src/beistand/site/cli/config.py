"""`beistand config`: the settings in force."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from beistand.site.settings import PREFIX, Settings

SECRET = {"secret_key"}


def config(settings: Settings, args: argparse.Namespace) -> Any:
    """All settings with their values; with `--explain` also what they mean."""
    rows: dict[str, Any] = {}
    for one in fields(Settings):
        value = getattr(settings, one.name)
        shown = "(set)" if one.name in SECRET and value else value
        rows[PREFIX + one.name.upper()] = (
            {"value": shown, "meaning": one.metadata["words"]} if args.explain else shown
        )
    if args.json or not args.explain:
        return rows
    return "\n\n".join(f"{name} = {row['value']!r}\n    {row['meaning']}" for name, row in rows.items())
