"""The shapes in which anybody asks the name system. Pure: a dict can answer in tests."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import msgspec


class State(StrEnum):
    """How a question ended. EMPTY: the name exists without such records. TROUBLE: nobody knows, ask later."""

    FOUND = "found"
    EMPTY = "empty"
    NXDOMAIN = "nxdomain"
    TROUBLE = "trouble"


class Answer(msgspec.Struct, frozen=True):
    """What the name system said. `records` is empty unless `state` is FOUND.

    TXT: the strings of one record joined, its bytes as latin-1. A and AAAA: the address in its usual writing.
    MX: host names, best preference first, "" for the null MX. PTR: host names. Names are lower case without
    the last dot.
    """

    state: State
    records: tuple[str, ...] = ()

    @property
    def is_trouble(self) -> bool:
        """Whether the answer is unknown for now (time-out, SERVFAIL, no resolver)."""
        return self.state is State.TROUBLE

    @property
    def is_void(self) -> bool:
        """Whether it is certain that there is nothing (RFC 7208 §4.6.4 counts these)."""
        return self.state in (State.EMPTY, State.NXDOMAIN)


NOWHERE = Answer(State.NXDOMAIN)
NOTHING = Answer(State.EMPTY)
UNKNOWN = Answer(State.TROUBLE)


class Resolver(Protocol):
    """Questions that never raise and never last: an answer of TROUBLE is an answer."""

    def txt(self, name: str) -> Answer:
        """Text records of a name."""
        ...

    def a(self, name: str) -> Answer:
        """IPv4 addresses of a name."""
        ...

    def aaaa(self, name: str) -> Answer:
        """IPv6 addresses of a name."""
        ...

    def mx(self, name: str) -> Answer:
        """Mail hosts of a domain, best first."""
        ...

    def ptr(self, ip: str) -> Answer:
        """Names of an address."""
        ...

    def within(self, seconds: float) -> Resolver:
        """The same resolver with at most so many seconds for all questions together; then all is TROUBLE."""
        ...
