"""Before a thread waits for the world (a mail server, a mailbox) it gives its database connection back."""

from __future__ import annotations

from django.db import connection


def let_go() -> None:
    """Give this thread's connection back to the pool; inside of a transaction it must stay, and does."""
    if not connection.in_atomic_block:
        connection.close()
