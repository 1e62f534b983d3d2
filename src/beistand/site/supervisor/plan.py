"""What shall run: the shapes that a start is described in."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from beistand.lib.postgres import Tuning

PROBE_PATIENCE = 0.5


@dataclass(frozen=True)
class Port:
    """A port that must be free before the start; `what` it is for, and the `option` that chooses another."""

    host: str
    number: int
    what: str
    option: str


@dataclass(frozen=True)
class Child:
    """A process that shall always run. `is_ready` is asked until it says yes; without it, running is enough."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Step:
    """A command that must have ended well before the children start, such as the migrations."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """One start. Without `database_url` an own PostgreSQL runs first, and all others get its DATABASE_URL.

    `before` runs step by step, then `children` start side by side. `on_ready` is called once, when all of
    them are ready; what it returns is said to the reader.
    """

    data: Path
    children: Sequence[Child]
    before: Sequence[Step] = ()
    ports: Sequence[Port] = ()
    database_url: str = ""
    bindir: str = ""
    tuning: Tuning = field(default_factory=Tuning)
    home: Path | None = None
    on_ready: Callable[[], str] | None = None


def http_ready(host: str, port: int, path: str = "/healthz") -> Callable[[], bool]:
    """Ready when GET of that path is answered with 200."""
    asked = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode()

    def is_ready() -> bool:
        try:
            with socket.create_connection((_reachable(host), port), PROBE_PATIENCE) as connection:
                connection.sendall(asked)
                return b" 200 " in connection.recv(64).partition(b"\r\n")[0] + b" "
        except OSError:
            return False

    return is_ready


def port_ready(host: str, port: int) -> Callable[[], bool]:
    """Ready when that port takes a connection."""

    def is_ready() -> bool:
        try:
            socket.create_connection((_reachable(host), port), PROBE_PATIENCE).close()
        except OSError:
            return False
        return True

    return is_ready


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - read, not bound
