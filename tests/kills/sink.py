"""A mail server of the customers': counts every answer it has taken, by business key."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kills.house import free_port

KEY = re.compile(rb"Antwort auf (K[\w-]+)")


class Sink:
    """`wait` s pass between taking a mail and saying so: the moment in which a crash leaves nobody certain."""

    def __init__(self, wait: float) -> None:
        self.wait = wait
        self.taken: Counter[str] = Counter()
        self.has_one = threading.Event()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)

    def __enter__(self) -> Sink:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        found = KEY.search(bytes(envelope.content or b""))
        assert found is not None
        self.taken[found[1].decode()] += 1
        self.has_one.set()
        await asyncio.sleep(self.wait)
        return "250 taken"
