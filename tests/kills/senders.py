"""Customers who keep writing. Each notes in a file of its own what it was told, outside of the house."""

from __future__ import annotations

import hashlib
import random
import smtplib
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.08


@dataclass(frozen=True)
class Promise:
    """A mail that got its 250: its business key, the arrival id in the answer, the hash of what was sent."""

    key: str
    arrival: str
    sha256: str


class Sender(threading.Thread):
    """Writes mail after mail; whatever is not 250 is sent again, the very same bytes."""

    def __init__(self, name: str, port: int, notes: Path) -> None:
        super().__init__(name=name, daemon=True)
        self.port = port
        self.notes = notes
        self.ends = threading.Event()
        self.again = 0
        self.kept = 0
        self.line: smtplib.SMTP | None = None

    def run(self) -> None:
        dice = random.Random(self.name)
        with self.notes.open("a", encoding="ascii") as notes:
            number = 0
            while not self.ends.is_set():
                number += 1
                key = f"K{self.name}-{number:05d}-{dice.getrandbits(32):08x}"
                content = _mail(key, self.name)
                arrival = self._until_kept(content)
                notes.write(f"{key} {arrival} {hashlib.sha256(content).hexdigest()}\n")
                notes.flush()
                self.kept += 1
                time.sleep(PAUSE)
        self._hang_up()

    def _until_kept(self, content: bytes) -> str:
        while True:
            try:
                return self._send(content)
            except (OSError, smtplib.SMTPException):
                self.again += 1
                self._hang_up()
                time.sleep(0.1)

    def _send(self, content: bytes) -> str:
        if self.line is None:
            self.line = smtplib.SMTP("127.0.0.1", self.port, timeout=20)
            self.line.ehlo("kunde.example")
        _expect_250(self.line.mail(f"{self.name}@kunde.example"))
        _expect_250(self.line.rcpt("hilfe@auenfeld.example"))
        return _expect_250(self.line.data(content)).rpartition(" ")[2]

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None


def _expect_250(answer: tuple[int, bytes]) -> str:
    if answer[0] != 250:
        raise smtplib.SMTPResponseException(*answer)
    return answer[1].decode()


def _mail(key: str, name: str) -> bytes:
    lines = [
        f"From: Kunde {name} <{name}-{key[-8:]}@kunde.example>",
        "To: hilfe@auenfeld.example",
        f"Subject: {key}",
        f"Message-ID: <{key}@kunde.example>",
        "Date: Sun, 22 Nov 2026 09:00:00 +0100",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"Guten Tag, es geht um {key}.",
        "",
    ]
    return "\r\n".join(lines).encode()


def begin_sending(port: int, folder: Path, count: int) -> list[Sender]:
    """Start so many senders."""
    senders = [Sender(f"s{n}", port, folder / f"sender-{n}.txt") for n in range(count)]
    for sender in senders:
        sender.start()
    return senders


def end_sending(senders: list[Sender], patience: float = 60) -> list[Promise]:
    """Let each finish its mail; every promise that was made."""
    for sender in senders:
        sender.ends.set()
    promises = []
    for sender in senders:
        sender.join(patience)
        assert not sender.is_alive(), f"{sender.name} still waits for a 250"
        promises += [Promise(*line.split()) for line in sender.notes.read_text().splitlines()]
    return promises
