"""`beistand customer …`."""

from __future__ import annotations

import argparse
from typing import Any

from beistand.site.forgetting import forget_customer
from beistand.site.settings import Settings


def forget(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Forget a customer for good. Backups that were made before still know them."""
    return {"forgotten": args.id, "rows": forget_customer(args.id, "machine:command-line")}
