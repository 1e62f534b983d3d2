"""The doorkeeper: every few seconds looks again at everybody who listens, all at once.

Whoever was signed out or disabled hears no more within five seconds, and changed rights count at once. It asks in
a thread of its own, so that news never wait behind it; the same thread tells who is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from beistand.house import presence
from beistand.site.edge.access import Credentials, Listener, listeners_of
from beistand.site.edge.hub import Stream, and_give_back

log = logging.getLogger("beistand.site.edge")

CHECK = 4.0
SIGN_OF_LIFE = 30.0
ALIVE = 12.0
STILL_HERE = b": still here\n\n"


class Doorkeeper:
    """Knows by which credentials each stream came in."""

    def __init__(self) -> None:
        self.let_in: dict[Stream, Credentials] = {}
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="doorkeeper")
        self.told: dict[UUID, float] = {}
        self.spoke = float("-inf")

    async def run(self) -> None:
        """Look again for ever."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(CHECK)
            self._keep_open(loop.time())
            known = dict(self.let_in)
            try:
                still = await loop.run_in_executor(self.thread, look_again, set(known.values()))
                self._apply(known, still)
                agents = self._to_tell(still.values(), loop.time())
                if agents:
                    await loop.run_in_executor(self.thread, tell_presence, agents)
            except Exception:
                log.exception("Looking after the listeners failed")  # the database may be restarting

    def _keep_open(self, now: float) -> None:
        """Proxies close what is silent for too long."""
        if now - self.spoke >= ALIVE:
            self.spoke = now
            for stream in self.let_in:
                stream.put(STILL_HERE)

    def _apply(self, known: Mapping[Stream, Credentials], still: Mapping[Credentials, Listener]) -> None:
        for stream, credentials in known.items():
            listener = still.get(credentials)
            if listener is None:
                stream.end()
            else:
                stream.listener = listener

    def _to_tell(self, listeners: Iterable[Listener], now: float) -> list[UUID]:
        here = {one.agent for one in listeners if one.agent is not None}
        self.told = {agent: at for agent, at in self.told.items() if agent in here}
        due = [agent for agent in here if now - self.told.get(agent, float("-inf")) >= SIGN_OF_LIFE]
        self.told.update(dict.fromkeys(due, now))
        return due


def look_again(credentials: set[Credentials]) -> dict[Credentials, Listener]:
    """Those who may still listen."""
    return and_give_back(listeners_of, (credentials,))


def tell_presence(agents: Iterable[UUID]) -> None:
    """A sign of life of each."""

    def tell() -> None:
        for agent in agents:
            presence.seen(agent)

    and_give_back(tell, ())
