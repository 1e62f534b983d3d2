"""The hash chain over the journal: how it is laid, and how every change to it is found.

    commitment = HMAC-SHA-256(the person's key, the entry), or SHA-256 for an entry about nobody
    hash       = SHA-256(the hash before, position, entry id, time of sealing, commitment)

Destroying a person's key makes their entries unreadable for the check, while position, order and number of all
entries stay provable. Whoever can write to the database but has not the installation's key can neither make a
commitment about a person nor sign a head or a sweep.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

GENESIS = bytes(32)


@dataclass(frozen=True)
class Row:
    """An entry as it lies in the table. `words` is the text of the jsonb, which PostgreSQL writes in one form only."""

    id: int
    transaction: int
    fact: str
    brand: UUID | None
    team: UUID | None
    customer: UUID | None
    thread: UUID | None
    by: str
    at: datetime
    recorded_at: datetime
    words: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the order in which the journal became true."""
        return (self.transaction, self.id)

    def canonical(self) -> bytes:
        """All of it, in one form only."""
        ids = [None if i is None else i.hex for i in (self.brand, self.team, self.customer, self.thread)]
        times = [micros(self.at), micros(self.recorded_at)]
        every = [self.id, self.transaction, self.fact, *ids, self.by, *times, self.words]
        return json.dumps(every, ensure_ascii=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Link:
    """One seal. Hashes are 32 bytes."""

    position: int
    entry: int
    commitment: bytes
    hash: bytes
    sealed_at: datetime


@dataclass(frozen=True)
class Head:
    """How far the chain is laid: the last link, and the place of the entry it seals. `mac` is by the installation's key."""

    position: int = 0
    hash: bytes = GENESIS
    transaction: int = 0
    entry: int = 0
    mac: bytes = b""

    @property
    def place(self) -> tuple[int, int]:
        """The place up to which everything is sealed."""
        return (self.transaction, self.entry)

    def words(self) -> bytes:
        """What its `mac` is made over."""
        return f"head:{self.position}:{self.hash.hex()}:{self.transaction}:{self.entry}".encode()


@dataclass(frozen=True)
class Sweep:
    """Entries that were removed on record: ranges of positions (both ends included), and a hash over their commitments."""

    ranges: tuple[tuple[int, int], ...]
    digest: str
    mac: str

    def words(self) -> bytes:
        """What its `mac` is made over."""
        return f"sweep:{self.ranges!r}:{self.digest}".encode()


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed. `position` 0 where the chain has none."""

    what: str
    position: int
    entry: int = 0


def micros(at: datetime) -> int:
    """Microseconds since 1970, exactly."""
    passed = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def commit(row: Row, key: bytes | None) -> bytes:
    """The commitment to an entry; `key` is None for one about nobody."""
    if key is None:
        return hashlib.sha256(row.canonical()).digest()
    return hmac.digest(key, row.canonical(), "sha256")


def link_hash(before: bytes, position: int, entry: int, sealed_at: datetime, commitment: bytes) -> bytes:
    """The hash of a link."""
    numbers = b"".join(n.to_bytes(8, "big", signed=True) for n in (position, entry, micros(sealed_at)))
    return hashlib.sha256(before + numbers + commitment).digest()


def lay(head: Head, rows: Sequence[tuple[Row, bytes]], at: datetime) -> tuple[list[Link], Head]:
    """Lay the chain on over rows with their commitments, in order; the new links and the new head without its mac."""
    links: list[Link] = []
    position, before = head.position, head.hash
    for row, commitment in rows:
        position += 1
        before = link_hash(before, position, row.id, at, commitment)
        links.append(Link(position, row.id, commitment, before, at))
    last = rows[-1][0]
    return links, Head(position, before, last.transaction, last.id)


def sign(words: bytes, key: bytes) -> bytes:
    """The installation's word for a head or a sweep."""
    return hmac.digest(key, words, "sha256")


def sweep_digest(commitments: Iterable[bytes]) -> str:
    """The hash over the commitments of swept entries, in order of position."""
    found = hashlib.sha256()
    for commitment in commitments:
        found.update(commitment)
    return found.hexdigest()


def ranges_of(positions: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ascending positions as ranges."""
    ranges: list[tuple[int, int]] = []
    for position in positions:
        if ranges and ranges[-1][1] == position - 1:
            ranges[-1] = (ranges[-1][0], position)
        else:
            ranges.append((position, position))
    return tuple(ranges)


@dataclass(frozen=True)
class Known:
    """What the check is told: keys by person (None: forgotten on record), believed sweeps, the installation's key.

    `signs` is None where the installation's key is not at hand: then signatures and persons' entries are not checked.
    """

    keys: Mapping[UUID, bytes | None] = field(default_factory=dict)
    sweeps: Sequence[Sweep] = ()
    signs: bytes | None = None


class Check:
    """Takes links in order of position, each with its entry, then the unsealed entries, then the head.

    `closed` counts entries that can't be opened any more, `tail` those that are not sealed yet.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.faults: list[Fault] = []
        self.position, self.hash = 0, GENESIS
        self.place = (0, 0)
        self.sealed = self.closed = self.swept = self.tail = 0
        self._swept = {p for s in self._believed() for a, b in s.ranges for p in range(a, b + 1)}
        self._commitments: dict[int, bytes] = {}

    def _believed(self) -> list[Sweep]:
        believed = []
        for sweep in self.known.sweeps:
            if self.known.signs and sign(sweep.words(), self.known.signs).hex() != sweep.mac:
                self.faults.append(Fault("sweep-forged", sweep.ranges[0][0] if sweep.ranges else 0))
            else:
                believed.append(sweep)
        return believed

    def take(self, link: Link, row: Row | None) -> None:
        """One link and the entry it names (None when it is not there)."""
        if link.position != self.position + 1:
            self._fault("link-missing", link)
        wanted = link_hash(self.hash, link.position, link.entry, link.sealed_at, link.commitment)
        if wanted != link.hash:
            self._fault("link-changed", link)
        self.position, self.hash = link.position, link.hash
        self.sealed += 1
        if link.position in self._swept:
            self._commitments[link.position] = link.commitment
        if row is None:
            self._missing(link)
        else:
            self._present(link, row)

    def _missing(self, link: Link) -> None:
        if link.position in self._swept:
            self.swept += 1
        else:
            self._fault("entry-removed", link)

    def _present(self, link: Link, row: Row) -> None:
        if row.place <= self.place:
            self._fault("order-changed", link)
        self.place = row.place
        if row.customer is None:
            self._compare(link, row, None)
        elif row.customer not in self.known.keys:
            if self.known.signs:
                self._fault("key-missing", link)
        elif (key := self.known.keys[row.customer]) is None:
            self.closed += 1
        else:
            self._compare(link, row, key)

    def _compare(self, link: Link, row: Row, key: bytes | None) -> None:
        if not hmac.compare_digest(commit(row, key), link.commitment):
            self._fault("entry-changed", link)

    def unsealed(self, place: tuple[int, int], head: Head) -> None:
        """An entry without a link: new, or slipped in behind the sealer."""
        if place <= head.place:
            self.faults.append(Fault("entry-inserted", 0, place[1]))
        else:
            self.tail += 1

    def end(self, head: Head) -> None:
        """The head must be the last link, and ours."""
        if (head.position, head.hash) != (self.position, self.hash):
            self.faults.append(Fault("head-differs", head.position))
        if self.known.signs and head.position and sign(head.words(), self.known.signs) != head.mac:
            self.faults.append(Fault("head-forged", head.position))
        if self.place > head.place:
            self.faults.append(Fault("head-differs", head.position))
        for sweep in self._believed_quietly():
            positions = [p for a, b in sweep.ranges for p in range(a, b + 1)]
            if sweep_digest(self._commitments.get(p, b"") for p in positions) != sweep.digest:
                self.faults.append(Fault("sweep-differs", positions[0] if positions else 0))

    def _believed_quietly(self) -> list[Sweep]:
        signs = self.known.signs
        return [s for s in self.known.sweeps if not signs or sign(s.words(), signs).hex() == s.mac]

    def _fault(self, what: str, link: Link) -> None:
        self.faults.append(Fault(what, link.position, link.entry))
