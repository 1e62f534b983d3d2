"""data/run.json: who runs, for `beistand status` and for tests. Written whole or not at all.

    {"supervisor": 4711, "started": 1795319390.7, "ready": true, "ports": {"the pages": 8000},
     "children": {"web": {"pid": 4712, "born": 123456, "state": "ready", "starts": 1}}}

`born` is the start in ticks since boot (field 22 of /proc/PID/stat), so that a pid used again is noticed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

NAME = "run.json"


def write_run(data: Path, running: dict[str, Any]) -> None:
    """Replace the file; a full disk leaves the old one."""
    fresh = data / f"{NAME}.new"
    try:
        fresh.write_text(json.dumps(running, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.rename(data / NAME)
    except OSError:
        return


def remove_run(data: Path) -> None:
    """Nothing runs any more."""
    (data / NAME).unlink(missing_ok=True)


def read_run(data: Path) -> dict[str, Any]:
    """What runs in this data folder; empty when nothing does, also after a kill of the supervisor."""
    try:
        running: dict[str, Any] = json.loads((data / NAME).read_text(encoding="utf-8"))
        os.kill(running["supervisor"], 0)
    except (FileNotFoundError, ProcessLookupError):
        return {}
    except PermissionError:
        pass
    return running
