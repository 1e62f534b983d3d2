"""Signs of life: every process writes a row now and then, so that a person sees which one is silent.

The times are the machine's and not the house's: on a demo whose clock runs fast, a process that was seen fifteen
real seconds ago is alive.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection

from beistand.lib.models import SignOfLife

log = logging.getLogger("beistand.lib.alive")

EVERY = 15.0
SILENT_AFTER = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(days=1)


def keep_saying(process: str) -> threading.Event:
    """Say from now on that this process is there, in a thread of its own; set the event to stop."""
    stop = threading.Event()
    threading.Thread(target=_go, args=(process, stop), name="alive", daemon=True).start()
    return stop


def _go(process: str, stop: threading.Event) -> None:
    while True:
        try:
            say(process)
        except DatabaseError:
            log.warning("No sign of life could be written; trying again")
        finally:
            connection.close()
        if stop.wait(EVERY):
            return


def say(process: str) -> None:
    """Write one sign of life."""
    at = real_now()
    SignOfLife.objects.update_or_create(
        process=process, host=socket.gethostname()[:80], defaults={"pid": os.getpid(), "seen_at": at}
    )
    SignOfLife.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()


def real_now() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)
