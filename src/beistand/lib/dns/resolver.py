"""The real resolver: cached, bounded in time, and quick to give up when nobody answers.

One a process is enough; it is safe for threads. Ask `within(seconds)` for the questions of one mail.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable

import dns.exception
import dns.resolver
import dns.reversename

from beistand.lib.dns.breaker import Breaker
from beistand.lib.dns.cache import Cache
from beistand.lib.dns.port import NOWHERE, UNKNOWN, Answer, Resolver
from beistand.lib.dns.wire import Server, Silence, ask

PER_QUESTION = 2.0
PROBE = 1.0
SERVERS = 3


class Questions(ABC):
    """The five kinds of question, all answered by `_look`."""

    @abstractmethod
    def _look(self, name: str, kind: str) -> Answer: ...

    @abstractmethod
    def within(self, seconds: float) -> Resolver:
        """See `Resolver.within`."""

    def txt(self, name: str) -> Answer:
        """See `Resolver.txt`."""
        return self._look(name, "TXT")

    def a(self, name: str) -> Answer:
        """See `Resolver.a`."""
        return self._look(name, "A")

    def aaaa(self, name: str) -> Answer:
        """See `Resolver.aaaa`."""
        return self._look(name, "AAAA")

    def mx(self, name: str) -> Answer:
        """See `Resolver.mx`."""
        return self._look(name, "MX")

    def ptr(self, ip: str) -> Answer:
        """See `Resolver.ptr`."""
        try:
            address = ipaddress.ip_address(ip)
        except ValueError:
            return NOWHERE
        return self._look(dns.reversename.from_address(str(address)).to_text(omit_final_dot=True), "PTR")


class DnsResolver(Questions):
    """Asks `servers` in turn; without any every answer is TROUBLE at once."""

    def __init__(
        self,
        servers: tuple[Server, ...],
        *,
        per_question: float = PER_QUESTION,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._servers = servers[:SERVERS]
        self._per_question = per_question
        self._cache = Cache(monotonic)
        self._breaker = Breaker(self._is_alive, monotonic)

    @classmethod
    def from_setting(cls, setting: str) -> DnsResolver:
        """The resolver that `BEISTAND_DNS` names (`host:port`, the port may be left out), else the system's.

        Raises ValueError when the setting is no address.
        """
        return cls((_server(setting),) if setting else _system())

    def within(self, seconds: float) -> Resolver:
        """See `Resolver.within`."""
        return _Allowance(self, seconds)

    def look(self, name: str, kind: str, deadline: float) -> Answer:
        """Answer from memory or from the wire until `deadline` (`time.monotonic` seconds)."""
        key = (kind, name.rstrip(".").lower())
        known = self._cache.look(key)
        if known is not None:
            return known
        for server in self._servers:
            if time.monotonic() >= deadline or not self._breaker.may_ask():
                return UNKNOWN
            try:
                reply = ask(server, key[1], kind, min(deadline, time.monotonic() + self._per_question))
            except Silence:
                self._breaker.silent()
                continue
            self._cache.keep(key, reply.answer, reply.ttl)
            return reply.answer
        self._cache.keep(key, UNKNOWN, 0)
        return UNKNOWN

    def _look(self, name: str, kind: str) -> Answer:
        return self.look(name, kind, time.monotonic() + self._per_question * max(len(self._servers), 1))

    def _is_alive(self) -> bool:
        for server in self._servers:
            try:
                ask(server, ".", "NS", time.monotonic() + PROBE)
            except Silence:
                continue
            return True
        return False


class _Allowance(Questions):
    def __init__(self, resolver: DnsResolver, seconds: float) -> None:
        self._resolver = resolver
        self._deadline = time.monotonic() + seconds

    def within(self, seconds: float) -> Resolver:
        allowance = _Allowance(self._resolver, seconds)
        allowance._deadline = min(allowance._deadline, self._deadline)
        return allowance

    def _look(self, name: str, kind: str) -> Answer:
        return self._resolver.look(name, kind, self._deadline)


def _server(setting: str) -> Server:
    host, separator, port = setting.rpartition(":")
    if not separator or ("]" in port) or (":" in host and not host.startswith("[")):
        host, port = setting, "53"
    try:
        number = int(port)
        address = str(socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_DGRAM)[0][4][0])
    except (ValueError, OSError) as trouble:
        raise ValueError(
            f"{setting!r} is no address of a resolver; write 127.0.0.1:53 or [::1]:53"
        ) from trouble
    if not 0 < number < 65536:
        raise ValueError(f"{setting!r} names no port between 1 and 65535")
    return Server(address, number)


def _system() -> tuple[Server, ...]:
    try:
        system = dns.resolver.Resolver()
    except dns.exception.DNSException:
        return ()  # no resolv.conf: a machine without a name system
    return tuple(
        Server(where, system.port)
        for where in system.nameservers
        if isinstance(where, str) and "://" not in where
    )
