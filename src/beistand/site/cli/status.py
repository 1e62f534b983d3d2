"""`beistand status`: the same as `/settings/status/`, for a terminal or a script."""

from __future__ import annotations

import argparse
from typing import Any

from beistand.house.rights import whole_house
from beistand.site.settings import Settings
from beistand.site.status import health
from beistand.site.supervisor.run_file import read_run

SIGNS = {"ok": "+", "warn": "!", "late": "x"}


def status(settings: Settings, args: argparse.Namespace) -> Any:
    """What runs and what waits."""
    lines = health(whole_house())
    if args.json:
        return {
            "state": worst([line.state for line in lines]),
            "lines": [line._asdict() for line in lines],
            "run": read_run(settings.data_folder),
        }
    return "\n".join(f"{SIGNS[line.state]} {line.words}: {line.sentence}" for line in lines)


def worst(states: list[str]) -> str:
    """The state of the whole."""
    return next((state for state in ("late", "warn") if state in states), "ok")
