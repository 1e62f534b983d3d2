"""Reaching the database from the command line: the running one, or our own started for the moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg

from beistand.lib.postgres import Tuning, launch
from beistand.lib.postgres.place import settle
from beistand.site.settings import Settings


@contextmanager
def reached(settings: Settings) -> Iterator[str]:
    """The address of the database while the block runs. Raises `Refused` when there is none to be had."""
    given = os.environ.get("DATABASE_URL") or _running(settings)
    if given:
        os.environ["DATABASE_URL"] = given
        yield given
        return
    bindir = os.environ.get("PG_BINDIR", "")
    with launch(settings.data_folder, bindir=bindir, tuning=Tuning(settings.shared_buffers)) as postgres:
        os.environ["DATABASE_URL"] = postgres.url
        yield postgres.url


def _running(settings: Settings) -> str:
    if not settings.data_folder.exists():
        return ""
    place = settle(settings.data_folder)
    url = f"postgresql://beistand:{place.password()}@/beistand?host={quote(str(place.run), safe='')}"
    try:
        with psycopg.connect(url, connect_timeout=2):
            return url
    except psycopg.OperationalError:
        return ""
