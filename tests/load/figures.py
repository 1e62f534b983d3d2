"""A measured figure, and where it is kept: build/load/<name>.json, one list a name."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "load"


def machine() -> str:
    """What it was measured on, and how busy that was with other things."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}, load average {load:.1f}"


@dataclass(frozen=True)
class Figure:
    """`ratio` compares with `of`, which is named in words; `goal` is what was promised ("<= 60"), "" for none."""

    figure: str
    value: float
    unit: str
    ratio: float | None = None
    of: str = ""
    goal: str = ""
    machine: str = field(default_factory=machine)

    @property
    def is_kept(self) -> bool:
        """Whether the promise holds."""
        if not self.goal:
            return True
        sign, bound = self.goal.split()
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)

    def words(self) -> str:
        """One line for people."""
        ratio = f"  = {self.ratio:.2f} x {self.of}" if self.ratio is not None else ""
        goal = f"  [{self.goal}: {'kept' if self.is_kept else 'MISSED'}]" if self.goal else ""
        return f"{self.figure:<58} {self.value:>10.4g} {self.unit}{ratio}{goal}"


def say(words: str) -> None:
    """A line for whoever waits."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def keep(name: str, figures: Sequence[Figure]) -> None:
    """Print the figures and write them down."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for one in figures:
        say(one.words())
    text = json.dumps([asdict(one) for one in figures], indent=1, ensure_ascii=False)
    (BUILD / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered) + 0.5) - 1))]
