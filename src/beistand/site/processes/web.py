"""`beistand web`: the pages, as WSGI under granian."""

from __future__ import annotations

from beistand.site.settings import Settings


def serve(settings: Settings) -> int:
    """Serve the pages until told to stop."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        target="beistand.site.wsgi:application",
        address=settings.bind,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        log_access=False,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()
    return 0
