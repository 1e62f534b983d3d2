"""A man in the middle between us and Dovecot who answers some commands himself, or cuts the line."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Callable

Say = Callable[[bytes], "bytes | None"]
"""Given a command line of ours: what to answer instead of Dovecot; None to pass it on, CUT to cut the line."""

CUT = b"cut"


class OddLine:
    """Listens on `port` and passes on to Dovecot, but for what `instead` wants to answer itself.

    `cut_after` cuts the answer of the next command that fetches bodies after so many bytes, once.
    """

    def __init__(self, to: int, instead: Say = lambda _line: None, port: int = 0) -> None:
        self.to = to
        self.instead = instead
        self.cut_after: int | None = None
        self.lines: list[bytes] = []
        odd = self

        class Talk(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                odd.talk(self.request)

        self._server = _Listening(("127.0.0.1", port), Talk)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def talk(self, us: socket.socket) -> None:
        there = socket.create_connection(("127.0.0.1", self.to))
        state = {"left": None}
        back = threading.Thread(target=self._back, args=(there, us, state), daemon=True)
        back.start()
        try:
            for line in us.makefile("rb"):
                self.lines.append(line)
                said = self.instead(line)
                if said == CUT:
                    break
                if said is not None:
                    us.sendall(said)
                    continue
                if self.cut_after is not None and b"BODY.PEEK[]" in line:
                    state["left"], self.cut_after = self.cut_after, None
                there.sendall(line)
        except OSError:
            pass
        finally:
            _end(us)
            _end(there)
            back.join(2)

    def _back(self, there: socket.socket, us: socket.socket, state: dict[str, int | None]) -> None:
        try:
            while data := there.recv(4096):
                left = state["left"]
                if left is not None:
                    us.sendall(data[:left])
                    state["left"] = left - len(data)
                    if left - len(data) <= 0:
                        break
                else:
                    us.sendall(data)
        except OSError:
            pass
        _end(us)
        _end(there)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def refusing(uid: int) -> Say:
    """Says NO whenever this mail's body is among what is fetched."""
    return lambda line: _tag(line) + b" NO [SERVERBUG] cannot read it\r\n" if _wants(line, uid) else None


def cutting(uid: int) -> Say:
    """Cuts the line whenever this mail's body is among what is fetched."""
    return lambda line: CUT if _wants(line, uid) else None


def _wants(line: bytes, uid: int) -> bool:
    found = re.search(rb"UID FETCH (\S+) .*BODY\.PEEK\[", line)
    return found is not None and str(uid).encode() in found[1].split(b",")


def _tag(line: bytes) -> bytes:
    return line.split(b" ", 1)[0]


def _end(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    finally:
        one.close()
