"""The raw ASGI application of the edge: `GET /live?topic=…` as server-sent events, and `GET /healthz`."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from beistand.journal.reader import Place
from beistand.site.edge import drawing
from beistand.site.edge.access import Credentials, Listener, listener_of
from beistand.site.edge.doorkeeper import Doorkeeper
from beistand.site.edge.hub import Hub, Stream, sse, thread_of

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_AT_ONCE = 50
MOST_TOPICS = 20


class Edge:
    """Answers requests; `pages` is the one origin that may read with cookies."""

    def __init__(self, pages: str) -> None:
        self.pages = pages.encode()
        self.hub: Hub | None = None
        self.doorkeeper = Doorkeeper()
        self.running: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.hub = Hub()
                self.running = [
                    asyncio.create_task(self.hub.run()),
                    asyncio.create_task(self.doorkeeper.run()),
                ]
                await send({"type": "lifespan.startup.complete"})
            else:
                for task in self.running:
                    task.cancel()
                if self.hub is not None:
                    for stream in list(self.hub.streams):
                        stream.end()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        cors = self._cors(headers)
        path, method = scope["path"], scope["method"]
        if path == "/healthz":
            await plain(send, 200, "ok\n")
        elif method == "OPTIONS":
            await plain(send, 204, "", [*cors, (b"access-control-allow-headers", b"last-event-id")])
        elif path == "/live" and method == "GET":
            await self._live(scope, headers, cors, receive, send)
        else:
            await plain(send, 404, "There is nothing here.\n", cors)

    def _cors(self, headers: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        if headers.get(b"origin") != self.pages:
            return []
        return [
            (b"access-control-allow-origin", self.pages),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]

    async def _live(
        self, scope: Scope, headers: dict[bytes, bytes], cors: list[Any], receive: Receive, send: Send
    ) -> None:
        hub = self.hub
        assert hub is not None
        origin = headers.get(b"origin")
        if origin is not None and origin != self.pages:
            await plain(send, 403, "This page may not listen here.\n")
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        credentials = Credentials.of(headers)
        listener = await hub.ask(listener_of, credentials)
        if listener is None:
            await plain(send, 401, "Please sign in.\n", cors)
            return
        topics = await self._allowed(hub, listener, query.get("topic", ["desk"])[:MOST_TOPICS])
        since = Place.read(headers.get(b"last-event-id", b"").decode("latin-1") or query.get("last", [""])[0])
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    *cors,
                    (b"content-type", b"text/event-stream; charset=utf-8"),
                    (b"cache-control", b"no-store"),
                    (b"x-accel-buffering", b"no"),
                ],
            }
        )
        # A retry of its own for each browser, so that a restart is not answered by all of them at once.
        first = f"retry: {random.randint(500, 3000)}\n\n".encode()  # noqa: S311 (only to spread load)
        await send({"type": "http.response.body", "body": first, "more_body": True})
        stream = await hub.open(listener, topics, since)
        self.doorkeeper.let_in[stream] = credentials
        try:
            await send(
                {
                    "type": "http.response.body",
                    "body": sse({"kind": "hello", "resumed": since is not None}, since or hub.place),
                    "more_body": True,
                }
            )
            await self._pump(stream, receive, send)
        finally:
            self.doorkeeper.let_in.pop(stream, None)
            hub.close(stream)

    async def _allowed(self, hub: Hub, listener: Listener, wanted: list[str]) -> frozenset[str]:
        allowed = set()
        for topic in wanted:
            thread = thread_of(topic)
            if topic == "desk":
                allowed.add(topic)
            elif thread is not None:
                seen = await hub.ask(drawing.may_see, thread)
                if seen is not None and listener.sight.sees(*seen):
                    allowed.add(topic)
        return frozenset(allowed)

    async def _pump(self, stream: Stream, receive: Receive, send: Send) -> None:
        watching = asyncio.create_task(_until_gone(stream, receive))
        try:
            while (event := await _next(stream)) is not None:
                await send({"type": "http.response.body", "body": event, "more_body": True})
        finally:
            watching.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(stream: Stream) -> bytes | None:
    """What has gathered, in one piece, or None at the end."""
    event = await stream.events.get()
    if event is None or stream.events.empty():
        return event
    more = [event]
    while not stream.events.empty() and len(more) < MOST_AT_ONCE:
        following = stream.events.get_nowait()
        if following is None:
            stream.events.put_nowait(None)  # first what came before, then the end
            break
        more.append(following)
    return b"".join(more)


async def _until_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def plain(send: Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    """A short answer in plain text."""
    body = text.encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                *(headers or []),
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"x-content-type-options", b"nosniff"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
