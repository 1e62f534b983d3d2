"""Our own launcher of PostgreSQL, from any of its sources, as root and as anybody.

    with launch(Path("data")) as postgres:
        psycopg.connect(postgres.url)

It imports neither Django nor psycopg, so that the supervisor stays small. `python -m beistand.lib.postgres
migrate` moves a cluster to another major version.
"""

from __future__ import annotations

from beistand.lib.postgres.binaries import OLDEST, Found, find
from beistand.lib.postgres.cluster import Cluster, prepare, trim
from beistand.lib.postgres.conf import Tuning
from beistand.lib.postgres.durability import check_server
from beistand.lib.postgres.launch import Running, last_words, launch, start, stop

__all__ = [
    "OLDEST",
    "Cluster",
    "Found",
    "Running",
    "Tuning",
    "check_server",
    "find",
    "last_words",
    "launch",
    "prepare",
    "start",
    "stop",
    "trim",
]
