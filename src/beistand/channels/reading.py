"""From kept bytes to something that can be filed: the shape, and who reads which channel.

Reading changes nothing and may be repeated. Mail is read by a limited child process (`email/reading.py`);
what was typed in by hand is read right here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from beistand.channels import registry
from beistand.channels.adapter import Incoming, Proof, Unreadable
from beistand.channels.models import Arrival


@dataclass(frozen=True, kw_only=True)
class Read:
    """An arrival as it was understood; `incoming` is None and `reason` set when it could not be.

    `html` is sanitised. `reply_address` (a conversation), `own_ids` (messages of ours among the references)
    and `bounce_of` (the message of ours whose return path this came to) are checked against their MAC.
    """

    incoming: Incoming | None = None
    reason: str = ""
    proof: Proof = field(default_factory=Proof)
    html: str = ""
    delivery_key: str = ""
    reply_address: UUID | None = None
    own_ids: tuple[UUID, ...] = ()
    bounce_of: UUID | None = None


Reader = Callable[[Sequence[Arrival]], list[Read]]


def read_noted(arrivals: Sequence[Arrival]) -> list[Read]:
    """Read what a form, the counter or a letter left."""
    return [_read_one(arrival) for arrival in arrivals]


def _read_one(arrival: Arrival) -> Read:
    try:
        incoming = registry.channel(arrival.channel).read(bytes(arrival.raw.content))
    except Unreadable as problem:
        return Read(reason=problem.reason)
    return Read(incoming=incoming, delivery_key=f"{arrival.channel}:{incoming.external_id}")


def reader(mail: Reader) -> Reader:
    """A reader for arrivals of any channel; `mail` reads the mails among them in one go."""

    def read(arrivals: Sequence[Arrival]) -> list[Read]:
        mails = [a for a in arrivals if a.channel == "email"]
        others = [a for a in arrivals if a.channel != "email"]
        done = dict(zip((a.id for a in mails), mail(mails) if mails else [], strict=True))
        done.update(zip((a.id for a in others), read_noted(others), strict=True))
        return [done[a.id] for a in arrivals]

    return read
