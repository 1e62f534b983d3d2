"""The wire under the client: connects only to addresses that were judged, and never beyond the time allowed."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from beistand.lib.http.places import Unreachable

Resolver = Callable[[str, float], list[str]]
"""Gives the addresses of a host name within some seconds; [] if there are none."""


class Deadline:
    """Seconds that are left for everything together: name, connection, every redirect, every byte."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left; raises Unreachable when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Unreachable("too slow")
        return left if at_most is None else min(left, at_most)


def system_resolver(host: str, seconds: float) -> list[str]:
    """Ask the operating system, which knows no time limit, from a thread that may be left behind."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_look_up(host)), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except queue.Empty:
        raise Unreachable("too slow") from None


def _look_up(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Wire(httpcore.NetworkBackend):
    """Connects to the addresses given, whatever host is asked for; the host stays the name in TLS and in `Host`."""

    def __init__(self, addresses: list[str], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try one address after the other; an unreachable one may use half of the time that is left."""
        for address in self._addresses[:-1]:
            try:
                return self._connect(address, port, self._deadline.left() / 2)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(self._addresses[-1], port, self._deadline.left())

    def _connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return TimedStream(self._below.connect_tcp(address, port, timeout=seconds), self._deadline)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write shares one deadline, so that a byte now and then does not help."""

    def __init__(self, below: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._below = below
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._below.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write everything."""
        self._below.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._below.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on in TLS, with the name (not the address) as server name."""
        below = self._below.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(below, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows."""
        return self._below.get_extra_info(info)
