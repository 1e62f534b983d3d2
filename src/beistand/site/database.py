"""Django's database from a `postgresql://` address, with psycopg's pool.

The pool is what keeps many threads from opening many connections; CONN_MAX_AGE must be 0 beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import conninfo_to_dict

FALLBACK = "postgresql://beistand@127.0.0.1:5432/beistand"


def database(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's DATABASES entry. `beistand up` tells its children where its PostgreSQL is by DATABASE_URL."""
    parts = dict(conninfo_to_dict(environ.get("DATABASE_URL") or FALLBACK))
    entry: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "beistand"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # the pool asks before it gives one away: PostgreSQL may have been restarted
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {**parts, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
    return entry
