"""How long a start takes on a folder that is there already, and how much memory the processes hold."""

from __future__ import annotations

import shutil
import time

from tests.load.figures import BUILD, Figure, keep
from tests.load.housed import housed, pss_mb

from beistand.lib.postgres.place import settle

STARTS = 5


def run() -> None:
    """Measure and keep."""
    data = BUILD / "house-start"
    waits = []
    with housed(data):
        pass
    for _ in range(STARTS):
        with housed(data) as house:
            waits.append(house.ready_after)
            time.sleep(1)
            held = {part: sum(map(pss_mb, ones)) for part, ones in house.members().items()}
    ours = {part: size for part, size in held.items() if part != "postgres"}
    home = settle(data.absolute()).home
    shutil.rmtree(data)
    shutil.rmtree(home, ignore_errors=True)
    keep("start", [
        Figure("beistand up, ready, middle of five", sorted(waits)[STARTS // 2], "s", goal="<= 6"),
        Figure("beistand up, ready, slowest of five", max(waits), "s"),
        Figure("memory of all processes without PostgreSQL (PSS)", sum(ours.values()), "MB", goal="<= 500"),
        *(Figure(f"memory, {part} (PSS)", size, "MB") for part, size in sorted(ours.items())),
    ])  # fmt: skip
