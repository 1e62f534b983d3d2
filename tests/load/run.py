"""Run measurements by name, all without one: `python -m tests.load.run [desk|search|intake|live|start …]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from tests.load import desk, figures, intake, live, search, start

NAMES: Mapping[str, Callable[[], None]] = {
    "start": start.run,
    "intake": intake.run,
    "live": live.run,
    "desk": desk.run,
    "search": search.run,
}


def main(names: list[str]) -> int:
    """0 when all was measured; whether a figure is kept is said in its line."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        figures.say(f"There is no measurement {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    for name in names or NAMES:
        figures.say(f"— {name} —")
        NAMES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
