"""The cookie-less origin for files: only signed, short-lived addresses, and nothing that a browser would run."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from django.conf import settings

from beistand.lib import clock
from beistand.lib.store import Damaged, Missing, signed_links, store_at
from beistand.site.edge.app import Receive, Scope, Send, plain
from beistand.site.edge.pictures import Pictures

SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}
MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


class Files:
    """`GET /f/<token>` for files of ours, `GET /i/<token>` for foreign pictures."""

    def __init__(self, pictures: Pictures | None = None) -> None:
        self.pictures = pictures or Pictures()
        self.pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="files")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["path"] == "/healthz":
            await plain(send, 200, "ok\n")
            return
        kind, token = scope["path"][:3], scope["path"][3:]
        if kind not in ("/f/", "/i/") or scope["method"] not in ("GET", "HEAD"):
            await plain(send, 404, "There is nothing here.\n")
            return
        if kind == "/i/":
            found = await self.pictures.find(token)
        else:
            found = await asyncio.get_running_loop().run_in_executor(self.pool, _open, token)
        if found is None:
            await plain(send, 404, "This address has ended. Open the file again from the desk.\n")
            return
        body, headers = found
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _open(token: str) -> tuple[bytes, list[tuple[bytes, bytes]]] | None:
    link = signed_links.open_link(settings.SECRET_KEY.encode(), token, clock.now())
    if link is None:
        return None
    try:
        body = store_at(settings.BEISTAND).get(link.sha)
    except (Missing, Damaged):
        return None
    kind = shown_as(body, link.type)
    how = "inline" if kind in SHOWN else "attachment"
    name = quote(link.name or "file", safe="")
    return body, [
        (b"content-type", (kind if kind in SHOWN else "application/octet-stream").encode()),
        (b"content-length", str(len(body)).encode()),
        (b"content-disposition", f"{how}; filename*=UTF-8''{name}".encode()),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"private, max-age=600"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"cross-origin"),
    ]


def shown_as(body: bytes, said: str) -> str:
    """The type to serve: only pictures whose bytes are what their type says are ever shown inline."""
    for magic, kind in MAGIC.items():
        if body.startswith(magic):
            return kind if said == kind else ""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp" if said == "image/webp" else ""
    return ""


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
