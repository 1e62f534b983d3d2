"""A name system on paper: the port answered from a dict, counting what was asked."""

from __future__ import annotations

from collections import Counter

import dns.reversename

from beistand.lib.dns.port import NOTHING, NOWHERE, UNKNOWN, Answer, State

Zone = dict[str, dict[str, list[str]]]


class PaperDns:
    """`zone` is {name: {type: [record]}}; `trouble` holds names, or "TYPE name", that fail for now."""

    def __init__(self, zone: Zone, trouble: set[str] | None = None) -> None:
        self.zone = {name.lower(): records for name, records in zone.items()}
        self.trouble = trouble or set()
        self.asked: Counter[tuple[str, str]] = Counter()

    def _look(self, kind: str, name: str, hops: int = 8) -> Answer:
        name = name.rstrip(".").lower()
        self.asked[kind, name] += 1
        if name in self.trouble or f"{kind} {name}" in self.trouble:
            return UNKNOWN
        if name not in self.zone or any(len(label) > 63 or not label for label in name.split(".")):
            return NOWHERE
        if alias := self.zone[name].get("CNAME"):
            return self._look(kind, alias[0], hops - 1) if hops else UNKNOWN
        records = tuple(self.zone[name].get(kind, []))
        return Answer(State.FOUND, records) if records else NOTHING

    def txt(self, name: str) -> Answer:
        return self._look("TXT", name)

    def a(self, name: str) -> Answer:
        return self._look("A", name)

    def aaaa(self, name: str) -> Answer:
        return self._look("AAAA", name)

    def mx(self, name: str) -> Answer:
        return self._look("MX", name)

    def ptr(self, ip: str) -> Answer:
        return self._look("PTR", str(dns.reversename.from_address(ip)))

    def within(self, seconds: float) -> PaperDns:
        return self
