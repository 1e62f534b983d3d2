"""`beistand door`: the mail door."""

from __future__ import annotations

import asyncio
import signal
import socket

import uvloop

from beistand.channels.email.door import MailDoor, tls_context
from beistand.channels.email.door import serve as serve_door
from beistand.channels.email.letterheads import OwnDomains
from beistand.lib.alive import keep_saying
from beistand.site.settings import Settings


def serve(settings: Settings) -> int:
    """Take mail until told to stop."""
    keep_saying("door")
    uvloop.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    relays = frozenset(r.strip() for r in settings.smtp_relays.split(",") if r.strip())
    door = MailDoor(OwnDomains(), relays)
    tls = tls_context(settings.smtp_tls_cert, settings.smtp_tls_key)
    name = settings.smtp_name or socket.gethostname()
    await serve_door(door, settings.smtp_bind, settings.smtp_port, name, tls, stop)
