"""From the 250 at the mail door to the open screens: fifty desks, twenty mails a second."""

from __future__ import annotations

import re
import resource
import selectors
import socket
import threading
import time

from tests.load.figures import Figure, keep, percentile
from tests.load.housed import Housed
from tests.load.intake import fresh_house
from tests.load.mails import mails
from tests.load.post import Sender

DESKS, RATE, SECONDS = 50, 20, 20
PROBE = re.compile(rb"Probe (\d{6})")


def run() -> None:
    """Measure and keep."""
    with fresh_house("live") as house:
        cookie = house.cookie("mara@auenfeld.example")
        desks = Desks(house, cookie)
        time.sleep(3)
        before, own = house.cpu(), _own()
        kept = _deliver(house)
        time.sleep(3)
        after, own = house.cpu(), _own() - own
        desks.close()
    waits = [(seen - kept[n]) * 1000 for n, seen in desks.seen if n in kept]
    wanted = len(kept) * DESKS
    busy = {part: (after[part] - before.get(part, 0)) / len(kept) for part in after}
    keep("live", [
        Figure("from 250 to the screen, 50 desks, 20 mails/s, p95", percentile(waits, 0.95), "ms", goal="<= 300"),
        Figure("from 250 to the screen, p50", percentile(waits, 0.5), "ms"),
        Figure("events that came", len(waits) / wanted * 100, "%", goal=">= 100"),
        Figure("CPU of the edge", busy["edge"], "s/mail", busy["edge"] / DESKS * 1e6, "µs a delivery"),
        Figure("CPU of the load program", own / len(kept), "s/mail"),
    ])  # fmt: skip


class Desks:
    """Fifty streams read by one thread; `seen` holds (number of the probe, when)."""

    def __init__(self, house: Housed, cookie: str) -> None:
        self.seen: list[tuple[int, float]] = []
        self.selector = selectors.DefaultSelector()
        self.lines = [_stream(house.port + 1, cookie) for _ in range(DESKS)]
        for line in self.lines:
            self.selector.register(line, selectors.EVENT_READ, [b"", set()])
        self.is_open = True
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self) -> None:
        while self.is_open:
            for key, _ in self.selector.select(0.2):
                piece = key.fileobj.recv(1 << 18)  # type: ignore[union-attr]
                at = time.time()
                rest, known = key.data
                text = rest + piece
                for found in PROBE.finditer(text):
                    number = int(found[1])
                    if number not in known:
                        known.add(number)
                        self.seen.append((number, at))
                key.data[0] = text[-16:]

    def close(self) -> None:
        """Hang up."""
        self.is_open = False
        self.thread.join()
        for line in self.lines:
            line.close()


def _stream(port: int, cookie: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(
        f"GET /live?topic=desk HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    line.setblocking(False)
    return line


def _deliver(house: Housed) -> dict[int, float]:
    """Mails at an even pace over four lines; when each got its 250."""
    count = RATE * SECONDS
    ready = [
        re.sub(rb"(?im)^subject:[^\r]*(\r\n[ \t][^\r]*)*", f"Subject: Probe {n:06}".encode(), mail, count=1)
        for n, mail in enumerate(m for m in mails(count * 2, seed=11) if re.search(rb"(?im)^subject:", m))
        if n < count
    ]
    kept: dict[int, float] = {}
    begun = time.monotonic()

    def deliver(first: int) -> None:
        sender = Sender(house.smtp_port)
        for n in range(first, count, 4):
            time.sleep(max(0.0, begun + n / RATE - time.monotonic()))
            _answer, kept[n] = sender.send(ready[n])
        sender.close()

    threads = [threading.Thread(target=deliver, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return kept


def _own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
