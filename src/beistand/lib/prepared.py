"""Statements that PostgreSQL plans once a connection and not at every call: for the few that are asked all the time.

Planning a list with its names takes longer than running it. Django's own cursors put the values into the text,
so that every call is a new statement; here text and values travel apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def ask(statement: str, params: Mapping[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns and the rows. Lists become arrays; raises what psycopg and Django raise."""
    if connection.queries_logged:  # somebody counts statements: let them see this one
        with connection.cursor() as shown:
            shown.execute(statement, params)
            return [c.name for c in shown.description or []], shown.fetchall()
    connection.ensure_connection()
    line = connection.connection
    line.prepare_threshold = 0  # Django turns it off; its own cursors never prepare, whatever stands here
    with connection.wrap_database_errors, psycopg.Cursor(line) as cursor:
        cursor.execute(statement, params, prepare=True, binary=True)
        return [c.name for c in cursor.description or []], cursor.fetchall()
