"""No server that could forget: what was answered with 250 must survive a power cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from beistand.lib.postgres.words import UNSAFE
from beistand.lib.sentence import refuse

SAFE = ("fsync", "full_page_writes", "synchronous_commit")
FORGETFUL = {"off", "false", "no", "0"}


ASK = """
    SELECT name, setting FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
"""


class Asking(Protocol):
    """A psycopg connection or cursor (`execute` gives the cursor), or Django's cursor (it gives None)."""

    def execute(self, query: Any, /) -> Any:  # noqa: D102 - as DB-API has it
        ...


def check_server(asking: Asking) -> None:
    """Refuse any server, ours or another's, that would lose committed rows in a power cut.

    Ask with the role and database that will be used: `synchronous_commit` may be set for each of them.
    Raises `Refused`. `synchronous_commit = local`, `remote_write` and `remote_apply` are as safe as `on`.
    """
    answer: Any = asking.execute(ASK)
    cursor: Any = asking if answer is None else answer
    refuse_unsafe(dict(cursor.fetchall()))


def refuse_unsafe(settings: Mapping[str, str]) -> None:
    """Raise `Refused` for the first of these settings that is off."""
    for name in SAFE:
        if settings.get(name, "").lower() in FORGETFUL:
            raise refuse(UNSAFE, name=name, value=settings[name])
