"""What was promised against what is there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kills.house import House
from kills.senders import Promise

UNDER_WAY = "SELECT count(*) FROM channels_arrival WHERE state = 'kept'"
LEAVING = "SELECT count(*) FROM lib_parcel WHERE state IN ('held', 'waiting', 'sending')"
READ_EVERY = 25  # so many messages apart the raw bytes are fetched and hashed
SAID = """
SELECT c.subject, m.state, p.state FROM desk_message m JOIN desk_conversation c ON c.id = m.conversation_id
LEFT JOIN lib_parcel p ON p.id = m.parcel WHERE m.direction = 'out'
"""


@dataclass
class Findings:
    """Business keys. `changed`: other bytes than were sent; `silent`: an answer whose fate is told wrongly."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    sent_twice: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    unknown: int = 0
    sent: int = 0

    @property
    def faults(self) -> list[str]:
        return self.lost + self.doubled + self.changed + self.sent_twice + self.silent


def check_incoming(house: House, promises: Iterable[Promise]) -> Findings:
    """Every mail that got its 250 is there exactly once, byte for byte; asked through the API."""
    there = list(house.messages())
    times = Counter(message["subject"] for message in there)
    hashes = {message["subject"]: message["raw_sha256"] for message in there}
    for message in there[::READ_EVERY]:
        raw = house.fetch(f"/api/v1/messages/{message['id']}/raw")
        hashes[message["subject"]] = hashlib.sha256(raw).hexdigest()
    found = Findings()
    for promise in promises:
        if not times[promise.key]:
            found.lost.append(promise.key)
        elif hashes[promise.key] != promise.sha256:
            found.changed.append(promise.key)
    found.doubled = [key for key, count in times.items() if count > 1]
    return found


def check_outgoing(house: House, taken: Counter[str], found: Findings) -> Findings:
    """No answer was taken twice, and each one's state agrees with what the far side has."""
    for key, message, parcel in house.ask(SAID):
        count = taken[key]
        found.sent += message == "sent"
        found.unknown += message == "unknown"
        if count > 1:
            found.sent_twice.append(key)
        if message != parcel or message not in ("sent", "unknown") or (message == "sent" and not count):
            found.silent.append(f"{key} is {message}/{parcel}, taken {count} times")
    return found
