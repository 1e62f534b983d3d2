"""Mail in: how many a second are accepted and committed, and what a mail costs until it stands on the desk."""

from __future__ import annotations

import io
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from tests.load.figures import BUILD, Figure, keep, say
from tests.load.housed import Housed, housed
from tests.load.mails import mails
from tests.load.post import Sender, names

from beistand.lib.postgres.place import settle

MAILS, LINES = 3000, 8
PEER_CPU, PEER_RATE = 0.042, 20.0  # the best peer of three, a mail


def run() -> None:
    """Measure and keep."""
    with fresh_house("intake") as house:
        sent = mails(MAILS)
        _deliver(house, mails(60, seed=99))
        _wait(house, 60)
        before = house.cpu()
        took = _deliver(house, sent)
        _wait(house, 60 + MAILS)
        after = house.cpu()
        parts = {part: (after[part] - before.get(part, 0)) / MAILS for part in after}
        copied = _copied(house)
    say("  CPU ms a mail: " + ", ".join(f"{part} {cost * 1000:.2f}" for part, cost in sorted(parts.items())))
    cost = sum(parts.values())
    keep("intake", [
        Figure("mails accepted and committed", MAILS / took, "/s", MAILS / took / PEER_RATE, "of the best peer", ">= 100"),
        Figure("CPU from SMTP to visible", cost, "s/mail", PEER_CPU / cost, "less than the best peer", "<= 0.012"),
        Figure("CPU of raw COPY of the same rows", copied, "s/mail", cost / copied, "(ratio of the whole way to it)"),
        *(Figure(f"CPU from SMTP to visible, {part}", value, "s/mail") for part, value in sorted(parts.items())),
    ])  # fmt: skip


@contextmanager
def fresh_house(name: str) -> Iterator[Housed]:
    """A new house with the brand auenfeld, gone afterwards."""
    data = BUILD / f"house-{name}"
    _remove(data)
    try:
        with names() as server, housed(data, env={"BEISTAND_DNS": server}) as house:
            house.command("brand", "add", "auenfeld", "--name", "Auenfeld", "--domain", "auenfeld.example",
                          "--from", "hilfe@auenfeld.example")  # fmt: skip
            house.command("person", "add", "mara@auenfeld.example", "--role", "agent", "--team", "Service",
                          "--name", "Mara Lindner", "--password-stdin", text="a-long-password-1\n")  # fmt: skip
            yield house
    finally:
        _remove(data)


def _remove(data: Path) -> None:
    if data.exists():
        home = settle(data.absolute()).home
        shutil.rmtree(data)
        shutil.rmtree(home, ignore_errors=True)


def _deliver(house: Housed, sent: list[bytes]) -> float:
    """Hand over all mails over eight lines; seconds until the last 250."""
    waiting = list(reversed(sent))
    refused: list[bytes] = []

    def deliver() -> None:
        sender = Sender(house.smtp_port)
        while waiting:
            try:
                mail = waiting.pop()
            except IndexError:
                break
            answer, _at = sender.send(mail)
            if not answer.startswith(b"250"):
                refused.append(answer)
        sender.close()

    begun = time.monotonic()
    threads = [threading.Thread(target=deliver) for _ in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise RuntimeError(f"{len(refused)} refused, first {refused[0]!r}")
    return time.monotonic() - begun


def _wait(house: Housed, count: int) -> None:
    with psycopg.connect(house.database, autocommit=True) as line:
        until = time.monotonic() + 180
        while time.monotonic() < until:
            row = line.execute("SELECT count(*) FROM channels_arrival WHERE state <> 'kept'").fetchone()
            if row and row[0] >= count:
                return
            time.sleep(0.1)
    raise RuntimeError("not everything was filed in time")


def _copied(house: Housed) -> float:
    """CPU seconds a mail of COPY into tables with the same indices."""
    tables = ("channels_rawarrival", "channels_arrival", "desk_message", "desk_attachment", "journal_entry")
    with psycopg.connect(house.database, autocommit=True) as line:
        pid = line.info.backend_pid
        poured = []
        for table in tables:
            rows = io.BytesIO()
            with line.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                for piece in copy:
                    rows.write(piece)
            line.execute(f"CREATE TABLE copy_of_{table} (LIKE {table} INCLUDING ALL)")
            poured.append((table, rows.getvalue()))
        begun = _cpu(pid)
        for table, content in poured:
            with line.cursor().copy(f"COPY copy_of_{table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(content)
        return (_cpu(pid) - begun) / (MAILS + 60)


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)
