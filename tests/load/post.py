"""The other side of the mail door: senders that speak SMTP with as little work as possible, and a name server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Sender:
    """One connection to the door."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.line.makefile("rb")
        self._expect(b"220")
        self._say(b"EHLO load.example\r\n", b"250")

    def send(self, mail: bytes, sender: str = "kunde@kunde.example") -> tuple[bytes, float]:
        """Hand over one mail; the answer and when it came."""
        self._say(f"MAIL FROM:<{sender}>\r\n".encode(), b"250")
        self._say(b"RCPT TO:<hilfe@auenfeld.example>\r\n", b"250")
        self._say(b"DATA\r\n", b"354")
        body = mail.replace(b"\r\n.", b"\r\n..")
        self.line.sendall(body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        return self._read(), time.time()

    def close(self) -> None:
        """Say goodbye."""
        self.line.sendall(b"QUIT\r\n")
        self.line.close()

    def _say(self, words: bytes, wanted: bytes) -> None:
        self.line.sendall(words)
        self._expect(wanted)

    def _expect(self, wanted: bytes) -> None:
        answer = self._read()
        if not answer.startswith(wanted):
            raise RuntimeError(answer.decode(errors="replace"))

    def _read(self) -> bytes:
        while True:
            line = self.file.readline()
            if line[3:4] != b"-":
                return line


@contextmanager
def names() -> Iterator[str]:
    """A name server on loopback that knows nobody, so that every check asks and none waits; its host:port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.2)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    asked, who = line.recvfrom(4096)
                except TimeoutError:
                    continue
                # The same question back, marked as an answer: no such name.
                line.sendto(
                    asked[:2] + b"\x81\x83" + asked[4:6] + b"\0\0\0\0\0\0" + asked[12 : _end(asked)], who
                )

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{line.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()


def _end(asked: bytes) -> int:
    place = 12
    while asked[place]:
        place += asked[place] + 1
    return place + 5
