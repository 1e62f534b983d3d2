"""Asking pages as browsers do: kept-open connections, several at a time, each wait measured."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.load.figures import percentile
from tests.load.housed import Housed


@dataclass
class Asked:
    """Waits in milliseconds, bytes of the last answer, and CPU milliseconds an answer cost, by part of the house."""

    waits: list[float] = field(default_factory=list)
    size: int = 0
    cpu: dict[str, float] = field(default_factory=dict)

    def ms(self, part: float) -> float:
        """The wait below which this part of the answers came."""
        return percentile(self.waits, part)

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds of all parts an answer."""
        return sum(self.cpu.values())


def ask(
    house: Housed,
    paths: Sequence[str],
    cookie: str,
    *,
    clients: int = 4,
    seconds: float = 8.0,
    whole: bool = False,
) -> Asked:
    """Ask for these paths in turn, from so many clients, for so long."""
    headers = {"Cookie": cookie, "Accept-Language": "de"} | ({} if whole else {"HX-Request": "true"})
    done = Asked()
    lock = threading.Lock()
    _client(
        house.port, itertools.chain(paths), headers, float("inf"), Asked(), lock
    )  # warm, and all paths once
    before, until = house.cpu(), time.monotonic() + seconds
    threads = [
        threading.Thread(
            target=_client, args=(house.port, itertools.cycle(paths), headers, until, done, lock)
        )
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = house.cpu()
    done.cpu = {
        part: (after[part] - before.get(part, 0)) * 1000 / len(done.waits) for part in ("web", "postgres")
    }
    return done


def _client(
    port: int, paths: itertools.chain[str] | itertools.cycle[str], headers: dict[str, str], until: float, done: Asked,
    lock: threading.Lock,
) -> None:  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        if time.monotonic() > until:
            break
        begun = time.perf_counter()
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        wait = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        with lock:
            done.waits.append(wait)
            done.size = len(body)
    line.close()
