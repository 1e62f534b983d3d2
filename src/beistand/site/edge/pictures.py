"""Foreign pictures of mails, fetched by us: `GET /i/<token>` on the cookie-less origin.

The far side sees the house and not the agent; what comes back is decoded, shrunk and written anew, so that
nothing but a picture reaches the browser. Fetching has its own few threads: a slow stranger delays no file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from beistand.desk.pictures import open_picture
from beistand.lib import clock
from beistand.lib.http import Answer, Forbidden, Unreachable, fetch
from beistand.lib.http.image_proxy import shrink

Fetch = Callable[[str], Answer]
Found = tuple[bytes, list[tuple[bytes, bytes]]]


class Pictures:
    """`fetch` is the guarded client; a test that runs its own sink on loopback gives another."""

    def __init__(self, fetch: Fetch = fetch) -> None:
        self.fetch = fetch
        self.pool = ThreadPoolExecutor(max_workers=6, thread_name_prefix="pictures")

    async def find(self, token: str) -> Found | None:
        """The picture with its headers; None when the address has ended or there is no picture behind it."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, self._find, token)

    def _find(self, token: str) -> Found | None:
        url = open_picture(token, clock.now())
        if url is None:
            return None
        try:
            answer = self.fetch(url)
        except (Forbidden, Unreachable):
            return None
        made = shrink(answer.body) if answer.status == 200 else None
        if made is None:
            return None
        body, kind = made
        return body, [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
            (b"x-content-type-options", b"nosniff"),
            (b"cache-control", b"private, max-age=1800"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-resource-policy", b"cross-origin"),
        ]
