"""The last step of a move to another version, which any later start completes if it was cut short."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

NEXT = "next"
WHOLE = "whole"


def finish_move(home: Path) -> Path | None:
    """Put a wholly restored cluster in the place of the old one; tells where the old one is kept."""
    beside, cluster = home / NEXT, home / "cluster"
    try:
        major = (beside / WHOLE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    kept = None
    if (beside / "cluster").exists():
        if cluster.exists():
            kept = _free_name(home, f"cluster.{major}")
            cluster.rename(kept)
        (beside / "cluster").rename(cluster)
    shutil.rmtree(beside)
    return kept


def _free_name(home: Path, name: str) -> Path:
    names = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
    return next(home / n for n in names if not (home / n).exists())
