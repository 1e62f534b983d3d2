"""`beistand edge`: streams on the port after the pages', files on the one after that, in one small process."""

from __future__ import annotations

import asyncio
import signal

import uvicorn
import uvloop

from beistand.lib.alive import keep_saying
from beistand.site.edge.app import Edge
from beistand.site.edge.files import Files
from beistand.site.settings import Settings


def serve(settings: Settings) -> int:
    """Serve until told to stop."""
    keep_saying("edge")
    uvloop.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    servers = [
        _server(Edge(settings.pages), settings.bind, settings.port + 1),
        _server(Files(), settings.bind, settings.port + 2),
    ]
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop)
    await asyncio.gather(*(server._serve() for server in servers))


def _server(app: object, host: str, port: int) -> uvicorn.Server:
    # `_serve` is `serve` without the signal handlers, which two servers in one loop would take from each other.
    return uvicorn.Server(
        uvicorn.Config(
            app,  # type: ignore[arg-type]
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=30,
            server_header=False,
            lifespan="on",
        )
    )
