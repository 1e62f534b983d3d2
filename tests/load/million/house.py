"""The houses that are measured: a data folder each under build/load, made once and kept."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from tests.load.figures import BUILD, say
from tests.load.housed import Housed, housed
from tests.load.million.filling import fill

from beistand.lib.postgres import Tuning, launch
from beistand.lib.postgres.place import settle

BRANDS = ("auenfeld", "buchhaus-linden", "filz-und-faden", "haus-seeblick", "stadtstrom")
TEAMS = ("Service", "Rechnung", "Technik")
TUNING = Tuning(shared_buffers="2GB", effective_cache_size="8GB")
READY = "filled"
VERSION = "1"  # of what is filled in; another makes the house anew


def house(conversations: int) -> Path:
    """The data folder of a filled house of this size."""
    data = Path(os.environ.get("BEISTAND_LOAD", str(BUILD))) / f"house-{conversations}"
    marker = data / READY
    if marker.exists() and marker.read_text(encoding="ascii") == VERSION:
        return data
    if data.exists():
        _remove(data)
    say(f"Filling {data} with {conversations} conversations …")
    with housed(data) as running:
        _people(running)
    with launch(data.absolute(), tuning=TUNING) as postgres:
        fill(
            postgres.cluster.url_of("master-password", "postgres", "beistand"),
            conversations,
            datetime.now(UTC),
        )
    marker.write_text(VERSION, encoding="ascii")
    return data


def _remove(data: Path) -> None:
    home = settle(data.absolute()).home
    shutil.rmtree(data)
    shutil.rmtree(home, ignore_errors=True)


def _people(running: Housed) -> None:
    """Five brands with three teams each, an admin, a lead, and two agents a team, all made in one process."""
    lines = [
        "import django; django.setup()",
        "from beistand.house import setting_up as s",
        f"brands, teams = {BRANDS!r}, {TEAMS!r}",
        "for b in brands:",
        "    s.add_brand(b, name=b.replace('-', ' ').title(), domain=b + '.example', sender='hilfe@' + b + '.example')",
        "    for t in teams[1:]: s.add_team(b, t)",
        "    for t in teams:",
        "        for n in (1, 2): s.add_person(f'{t}{n}@{b}.example'.lower(), teams=[f'{b}/{t}'], name=f'{t} {n} {b}')",
        "s.add_person('lead@auenfeld.example', role='lead', teams=['auenfeld/Service'], name='Lea Brandt')",
        "s.add_person('admin@auenfeld.example', role='admin', teams=[], name='Ada Berg')",
    ]
    running.python("\n".join(lines))
