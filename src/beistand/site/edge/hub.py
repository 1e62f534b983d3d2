"""The hub: reads the journal once for everybody and hands each listener what they may see.

One LISTEN wakes it; bursts within a few milliseconds are read together; a row is drawn once a language. Every
event carries its place in the journal as its id, so that a browser that was away gets exactly what it missed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import connection

from beistand.desk.talks import PRESENCE
from beistand.journal import reader
from beistand.journal.book import DESK
from beistand.journal.reader import Happened, Place
from beistand.lib.jobs import connection_to_listen
from beistand.lib.live import CHANNEL
from beistand.site.edge import drawing
from beistand.site.edge.access import Listener

log = logging.getLogger("beistand.site.edge")

GATHER = 0.015
POLL = 5.0
HELD_BACK = 0.05
QUEUE = 2000
MISSED_AT_MOST = 2000
T = TypeVar("T")


@dataclass(eq=False)
class Stream:
    """One open stream: who listens, to what, and what is on its way to them."""

    listener: Listener
    topics: frozenset[str]
    events: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def put(self, event: bytes) -> None:
        """Queue an event; a browser that can't keep up is told to start again."""
        try:
            self.events.put_nowait(event)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        """Close the stream; what was still on its way is not sent."""
        while not self.events.empty():
            self.events.get_nowait()
        self.events.put_nowait(None)


class Hub:
    """See the module. Database and templates work in one thread, sockets in the loop."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.place = Place()
        self.bell = asyncio.Event()
        self.looked_in: set[UUID] = set()
        self.pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="edge")

    async def ask(self, verb: Callable[..., T], *args: Any) -> T:
        """Run something that asks the database in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, and_give_back, verb, args)

    async def run(self) -> None:
        """Read on for ever."""
        self.place = await self._first_place()
        await self.ask(drawing.warm_up)
        listening = asyncio.create_task(self._listen())
        try:
            while True:
                await self._wait()
                await self._read_on()
        finally:
            listening.cancel()

    async def _first_place(self) -> Place:
        while True:
            try:
                return await self.ask(reader.end)
            except Exception:
                log.exception("The database does not answer yet")
                await asyncio.sleep(1)

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self.bell.wait(), POLL)
        except TimeoutError:
            return
        await asyncio.sleep(GATHER)
        self.bell.clear()

    async def _listen(self) -> None:
        while True:
            try:
                line = await self.ask(connection_to_listen)
            except Exception as trouble:
                log.warning("Can't listen: %s", trouble)
                await asyncio.sleep(0.5)
                continue
            loop = asyncio.get_running_loop()
            broken = loop.create_future()
            line.execute(f"LISTEN {CHANNEL}")
            loop.add_reader(line.fileno(), self._heard, line, broken)
            self.bell.set()
            try:
                await broken
            finally:
                loop.remove_reader(line.fileno())
                line.close()

    def _heard(self, line: psycopg.Connection[Any], broken: asyncio.Future[None]) -> None:
        try:
            for note in line.notifies(timeout=0):
                if note.payload == DESK:
                    self.bell.set()
                elif note.payload.startswith(PRESENCE):
                    self.looked_in.add(UUID(note.payload.removeprefix(PRESENCE)))
                    self.bell.set()
        except psycopg.Error:
            if not broken.done():
                broken.set_result(None)

    async def _read_on(self) -> None:
        try:
            await self._tell_presence()
            while True:
                happened = await self.ask(reader.after, self.place)
                if not happened:
                    break
                await self._tell(happened, self.streams)
                self.place = happened[-1].place
            if await self.ask(reader.has_more, self.place):
                await asyncio.sleep(HELD_BACK)  # an older transaction still holds them back
                self.bell.set()
        except psycopg.Error:
            log.exception("Reading the journal failed")
        except Exception:
            log.exception("Telling the desks failed")

    async def _tell(self, happened: list[Happened], streams: Iterable[Stream]) -> None:
        listening = list(streams)
        if not listening:
            return
        languages = {s.listener.language for s in listening}
        threads = list(dict.fromkeys(h.thread for h in happened if h.thread))
        rows: dict[Any, Any] = {}
        if any("desk" in s.topics for s in listening):
            rows = await self.ask(drawing.draw_rows, threads, languages)
        wanted = {t for s in listening for t in s.topics}
        open_ones = [h for h in happened if f"thread:{h.thread}" in wanted]
        knots = await self.ask(drawing.draw_entries, open_ones, languages) if open_ones else {}
        last = {h.thread: h for h in happened if h.thread}
        made: dict[tuple[Any, ...], bytes] = {}
        for h in happened:
            is_last = h.thread is not None and last[h.thread] is h
            for stream in listening:
                for event in _events(h, stream, rows if is_last else {}, knots, made):
                    stream.put(event)

    async def _tell_presence(self) -> None:
        threads, self.looked_in = self.looked_in, set()
        for thread in threads:
            topic = f"thread:{thread}"
            for stream in [s for s in self.streams if topic in s.topics]:
                html = await self.ask(drawing.draw_presence, thread, stream.listener)
                words = {"topic": topic, "kind": "presence", "id": str(thread), "html": html}
                stream.put(sse(words, self.place))

    async def open(self, listener: Listener, topics: frozenset[str], since: Place | None) -> Stream:
        """A new stream; with `since` it first gets what it missed, without a gap and without repeating."""
        stream = Stream(listener, topics)
        here = self.place
        self.streams.add(stream)
        if since is not None and since < here:
            await self._catch_up(stream, since, here)
        return stream

    async def _catch_up(self, stream: Stream, since: Place, here: Place) -> None:
        live: list[bytes | None] = []
        missed = await self.ask(reader.after, since, MISSED_AT_MOST)
        while not stream.events.empty():
            live.append(stream.events.get_nowait())
        if len(missed) >= MISSED_AT_MOST:
            stream.put(sse({"topic": "desk", "kind": "list"}, here))
        else:
            await self._tell([h for h in missed if h.place <= here], [stream])
        for event in live:
            if event is not None:
                stream.put(event)

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        self.streams.discard(stream)


def _events(
    h: Happened, stream: Stream, rows: dict[Any, Any], knots: dict[Any, str], made: dict[Any, bytes]
) -> Iterable[bytes]:
    language = stream.listener.language
    row = rows.get((h.thread, language))
    if row is not None and "desk" in stream.topics and stream.listener.sight.sees(row["brand"], row["team"]):
        yield _once(made, ("row", h.thread, language), h, lambda: _row_event(h, row))
    topic = f"thread:{h.thread}"
    if topic in stream.topics and h.brand is not None and stream.listener.sight.sees(h.brand, h.team):
        html = knots.get((h.place.entry, language), "")
        if html:
            yield _once(made, ("entry", h.place, language), h, lambda: _entry_event(h, topic, html))
        yield _once(made, ("talk", h.place), h, lambda: _talk_event(h, topic))


def _row_event(h: Happened, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "topic": "desk",
        "kind": "row",
        "id": str(h.thread),
        "fact": h.fact,
        "group": row["group"],
        "state": row["state"],
        "html": row["html"],
    }


def _entry_event(h: Happened, topic: str, html: str) -> dict[str, Any]:
    return {
        "topic": topic,
        "kind": "entry",
        "id": h.words.get("message") or h.words.get("note") or f"j{h.place.entry}",
        "fact": h.fact,
        "by": h.by,
        "html": html,
    }


def _talk_event(h: Happened, topic: str) -> dict[str, Any]:
    return {"topic": topic, "kind": "talk", "id": str(h.thread), "fact": h.fact}


def _once(made: dict[Any, bytes], key: Any, h: Happened, words: Callable[[], dict[str, Any]]) -> bytes:
    if key not in made:
        made[key] = sse(words(), h.place)
    return made[key]


def sse(words: dict[str, Any], place: Place) -> bytes:
    """One event as it goes over the line."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"id: {place}\ndata: {text}\n\n".encode()


def and_give_back(verb: Callable[..., T], args: tuple[Any, ...]) -> T:
    """Run something that asks the database, and give its connection back."""
    try:
        return verb(*args)
    finally:
        connection.close()


def thread_of(topic: str) -> UUID | None:
    """The conversation behind a `thread:<id>` topic."""
    kind, _colon, name = topic.partition(":")
    try:
        return UUID(name) if kind == "thread" else None
    except ValueError:
        return None
