"""`beistand clock`: the time of a demo or test folder."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from beistand.lib import clock as house_clock
from beistand.lib.models import Installation
from beistand.lib.refusal import Refused
from beistand.site.settings import Settings


def clock(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Show the time, or change how it runs."""
    if args.set or args.speed is not None or args.real:
        _change(args)
    house_clock.forget()
    return {"now": house_clock.now().isoformat()}


def _change(args: argparse.Namespace) -> None:
    row = Installation.objects.get(id=1)
    if row.kind == "real":
        raise Refused(
            _("The clock of a real data folder can't be set."),
            _("Use a folder made with --demo or --test."),
            status=409,
        )
    at, real = house_clock.now(), datetime.now(UTC)
    if args.real:
        row.told = row.since = None
        row.speed = 1.0
    else:
        row.told = _instant(args.set) if args.set else at
        row.since = real
        row.speed = args.speed if args.speed is not None else (row.speed if args.set else 1.0)
        if not 0 <= row.speed <= 1_000_000:
            raise Refused(_("The speed must lie between 0 and 1,000,000."))
    row.save()


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“%(text)s” is not a time such as 2026-11-24T09:30+01:00.") % {"text": text}
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
