"""Who fetches which mailbox: one thread each, begun when a mailbox is added, ended when it goes or changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from beistand.channels.email.fetching import Fetcher
from beistand.channels.email.models import Mailbox
from beistand.channels.email.oauth_grants import TOPIC

__all__ = ["TOPIC", "Watch", "watching"]

_SETTINGS = [
    *("id", "host", "port", "folder", "user", "secret", "tls", "sign_in"),
    *("marks_seen", "moves_to", "grant__granted_at"),
]
"""What makes a line outdated when it changes."""


class Watch:
    """All fetchers of this worker. `look` is asked every few seconds and never waits for a mailbox."""

    def __init__(self) -> None:
        self.fetchers: dict[UUID, tuple[tuple[Any, ...], Fetcher, threading.Thread]] = {}

    def look(self) -> None:
        """Begin, end and begin anew what has changed; cut lines that have been stuck for too long."""
        wanted = {row[0]: row for row in Mailbox.objects.filter(is_on=True).values_list(*_SETTINGS)}
        for mailbox, (row, fetcher, _thread) in list(self.fetchers.items()):
            if wanted.get(mailbox) != row:
                fetcher.halt()
                del self.fetchers[mailbox]
            else:
                fetcher.cut_if_stuck()
        for mailbox, row in wanted.items():
            if mailbox not in self.fetchers:
                self._begin(mailbox, row)

    def _begin(self, mailbox: UUID, row: tuple[Any, ...]) -> None:
        fetcher = Fetcher(mailbox)
        thread = threading.Thread(target=fetcher.run, name=f"mailbox-{mailbox}", daemon=True)
        self.fetchers[mailbox] = (row, fetcher, thread)
        thread.start()

    def close(self) -> None:
        """End all; what was committed stays, the rest is fetched next time."""
        for _row, fetcher, _thread in self.fetchers.values():
            fetcher.halt()
        for _row, _fetcher, thread in self.fetchers.values():
            thread.join(timeout=5)
        self.fetchers.clear()


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch that is closed at the end."""
    watch = Watch()
    try:
        yield watch
    finally:
        watch.close()
