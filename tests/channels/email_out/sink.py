"""A mail server with a script: it counts what it was given by Message-ID and says no, hangs or breaks as told."""

from __future__ import annotations

import base64
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

Answer = str
CUT, HANG, CRAWL = "cut", "hang", "crawl"
"""Instead of an answer: cut the line, say nothing, or say it at one byte a second."""


@dataclass
class Taken:
    """One mail that got its 250."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def id(self) -> str:
        return str(message_from_bytes(self.raw, policy=default)["Message-ID"])


@dataclass
class Script:
    """What to say. `at` maps greeting, ehlo, mail, data, dot to an answer; `rcpt` an address to an answer.

    `cut_in_data` breaks off after so many bytes of the mail; `extensions` are announced.
    """

    at: Mapping[str, Answer] = field(default_factory=dict)
    rcpt: Mapping[str, Answer] = field(default_factory=dict)
    extensions: tuple[str, ...] = ("SIZE 35000000", "8BITMIME", "SMTPUTF8")
    cut_in_data: int | None = None
    token: Callable[[str], bool] = lambda _token: False
    password: str = ""


class Sink:
    """Listens on `port` of loopback. `taken` are the mails with their 250, `said` every command line."""

    def __init__(
        self, script: Script | None = None, cert: Path | None = None, key: Path | None = None
    ) -> None:
        self.script = script or Script()
        self.taken: list[Taken] = []
        self.said: list[str] = []
        self.tls: ssl.SSLContext | None = None
        self.lines = 0
        self.open: list[socket.socket] = []
        if cert is not None:
            self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.tls.load_cert_chain(cert, key)
        sink = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                sink.lines += 1
                sink.open.append(self.request)
                try:
                    _Talk(sink, self.request).run()
                except (OSError, _Cut):
                    return

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
                request.close()

        self._server = Server(("127.0.0.1", 0), Talk)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def count(self) -> Counter[tuple[str, str]]:
        """How often each recipient got each mail."""
        return Counter((taken.id, to) for taken in self.taken for to in taken.recipients)

    def cut_all(self) -> None:
        """End every line that is open."""
        for line in self.open:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Cut(Exception):
    pass


class _Talk:
    def __init__(self, sink: Sink, line: socket.socket) -> None:
        self.sink, self.line, self.script = sink, line, sink.script
        self.file = line.makefile("rb")
        self.sender, self.recipients = "", [""][:0]

    def run(self) -> None:
        self.say("greeting", "220 sink.example ESMTP")
        for raw in self.file:
            text = raw.decode("utf-8", "replace").rstrip("\r\n")
            self.sink.said.append(text)
            verb = text.split(" ", 1)[0].upper()
            if verb == "QUIT":
                return None
            getattr(self, f"_{verb.lower()}", self._unknown)(text)
            if verb == "STARTTLS":
                self.file = self.line.makefile("rb")
                return self.run_on()
        return None

    def run_on(self) -> None:
        for raw in self.file:
            text = raw.decode("utf-8", "replace").rstrip("\r\n")
            self.sink.said.append(text)
            verb = text.split(" ", 1)[0].upper()
            if verb == "QUIT":
                return
            getattr(self, f"_{verb.lower()}", self._unknown)(text)

    def say(self, where: str, otherwise: str) -> str:
        """Say what the script wants here; the answer that was said."""
        answer = self.script.at.get(where, otherwise)
        return self.put(answer, otherwise)

    def put(self, answer: str, otherwise: str = "") -> str:
        if answer == CUT:
            # Close with a reset, as a crashed server does.
            self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            raise _Cut
        if answer == HANG:
            time.sleep(30)
            raise _Cut
        if answer == CRAWL:
            for byte in f"{otherwise}\r\n".encode():
                time.sleep(1.0)
                self.line.sendall(bytes([byte]))
            return otherwise
        self.line.sendall(f"{answer}\r\n".encode())
        return answer

    def _ehlo(self, text: str) -> None:
        more = [*self.script.extensions, *(["STARTTLS"] if self._may_encrypt() else [])]
        if self.script.password:
            more.append("AUTH PLAIN XOAUTH2")
        lines = ["sink.example", *more]
        self.say(
            "ehlo",
            "\r\n".join(f"250{'-' if n < len(lines) - 1 else ' '}{one}" for n, one in enumerate(lines)),
        )

    def _may_encrypt(self) -> bool:
        return self.sink.tls is not None and not isinstance(self.line, ssl.SSLSocket)

    def _starttls(self, text: str) -> None:
        assert self.sink.tls is not None
        self.put("220 go on")
        self.line = self.sink.tls.wrap_socket(self.line, server_side=True)

    def _auth(self, text: str) -> None:
        _verb, how, said = text.split(" ", 2)
        plain = base64.b64decode(said).decode()
        if how == "XOAUTH2":
            token = plain.split("Bearer ")[1].rstrip("\x01")
            if self.script.token(token):
                self.put("235 welcome")
                return
            self.put("334 eyJzdGF0dXMiOiI0MDEifQ==")
            self.file.readline()
            self.put("535 5.7.8 token is not accepted")
            return
        is_right = plain.split("\0")[2] == self.script.password
        self.put("235 welcome" if is_right else "535 5.7.8 wrong user or password")

    def _mail(self, text: str) -> None:
        if self.say("mail", "250 ok").startswith("250"):
            self.sender = text.split("<", 1)[1].split(">", 1)[0]
            self.recipients = []

    def _rcpt(self, text: str) -> None:
        address = text.split("<", 1)[1].split(">", 1)[0]
        if self.put(self.script.rcpt.get(address, "250 ok")).startswith("250"):
            self.recipients.append(address)

    def _data(self, text: str) -> None:
        if not self.say("data", "354 go on").startswith("354"):
            return
        raw = b""
        while not raw.endswith(b"\r\n.\r\n"):
            piece = self.line.recv(1024)
            if not piece:
                raise _Cut
            raw += piece
            if self.script.cut_in_data is not None and len(raw) >= self.script.cut_in_data:
                self.put(CUT)
        mail = raw[:-3].replace(b"\r\n..", b"\r\n.")
        answer = self.script.at.get("dot", "250 2.0.0 kept as 4711")
        if answer.startswith("250") or (
            answer in (CUT, HANG, CRAWL) and self.script.at.get("dot-takes") == "yes"
        ):
            self.sink.taken.append(Taken(self.sender, list(self.recipients), mail))
        self.put(answer, "250 2.0.0 kept as 4711")

    def _rset(self, text: str) -> None:
        self.put("250 ok")

    def _unknown(self, text: str) -> None:
        self.put("502 what?")
