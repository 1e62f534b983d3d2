"""Rounds: what a worker does again and again, woken by live topics or by the clock on the wall.

Rows are their own queue, so a round only says "is there something? do it". A round that fails is logged and
tried again with growing pauses; the others go on. This is one of the three loops that may catch everything.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg
from django.db import connection

from beistand.lib.live import CHANNEL

log = logging.getLogger("beistand.lib.jobs")

LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Round:
    """`verb` does one portion and says whether there was anything. Without a wake it is asked every `every` s."""

    name: str
    verb: Callable[[], object]
    every: float
    topics: frozenset[str] = frozenset()
    bell: threading.Event = field(default_factory=threading.Event)


def run(rounds: Sequence[Round], stop: threading.Event) -> None:
    """Run all rounds, each in a thread of its own, until `stop` is set; returns when all have finished."""
    threads = [threading.Thread(target=_go, args=(r, stop), name=r.name, daemon=True) for r in rounds]
    threads.append(threading.Thread(target=_listen, args=(rounds, stop), name="listen", daemon=True))
    for thread in threads:
        thread.start()
    stop.wait()
    for one in rounds:
        one.bell.set()
    for thread in threads:
        thread.join(timeout=8)


def _go(one: Round, stop: threading.Event) -> None:
    pause = 0.0
    while not stop.is_set():
        one.bell.clear()
        try:
            there_was_something = one.verb()
            pause = 0.0
        except Exception:
            log.exception("Round %s failed", one.name)
            there_was_something = False
            pause = min(max(pause * 2, 0.5), LONGEST_PAUSE)
        finally:
            connection.close()  # gives it back to the pool
        if not there_was_something:
            one.bell.wait(max(one.every, pause))
        if pause:
            stop.wait(pause)


def _listen(rounds: Sequence[Round], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with connection_to_listen() as line:
                line.execute(f"LISTEN {CHANNEL}")
                for one in rounds:
                    one.bell.set()  # something may have come while nobody listened
                while not stop.is_set():
                    for note in line.notifies(timeout=1.0, stop_after=100):
                        _ring(rounds, note.payload)
        except psycopg.Error:
            log.warning("The line to the database broke; listening again soon")
            stop.wait(0.5)


def _ring(rounds: Sequence[Round], topic: str) -> None:
    for one in rounds:
        if topic in one.topics:
            one.bell.set()


def connection_to_listen() -> psycopg.Connection[tuple[object, ...]]:
    """A connection of its own outside the pool, in autocommit, as LISTEN needs it."""
    wanted = connection.get_connection_params()
    keep = {k: wanted[k] for k in ("dbname", "user", "password", "host", "port") if wanted.get(k)}
    return psycopg.connect(**keep, autocommit=True, connect_timeout=5)
