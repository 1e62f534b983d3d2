"""To which conversation does a message belong? Pure.

Never by a guessable id alone. What counts, in this order:

1. our own reply address (MACed), 2. a Message-ID of ours (MACed) among the references, 3. the tag in the
subject, 4. a Message-ID of somebody else that we know. A tag and a foreign Message-ID are known to whoever has
ever seen a mail of the thread, so they count only when the sender takes part in that conversation already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

TAG = re.compile(r"\[([2-9A-HJ-NP-TV-Z]{10})\]", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """A conversation that a mark of the message points to, and who takes part in it (normalised addresses)."""

    thread: UUID
    participants: frozenset[str]


@dataclass(frozen=True)
class Marks:
    """What a message carries that could tie it to a conversation.

    `reply_address` and `own_ids` are already checked against their MAC; `tag` and `foreign_ids` are only claims.
    `foreign_ids` are newest first.
    """

    sender: str
    reply_address: UUID | None = None
    own_ids: Sequence[UUID] = ()
    tag: UUID | None = None
    foreign_ids: Sequence[UUID] = ()


@dataclass(frozen=True)
class Belonging:
    """The conversation and by what it was found: reply-address, own-id, tag or reference."""

    thread: UUID
    by: str


def belongs_to(marks: Marks, known: Mapping[UUID, Known]) -> Belonging | None:
    """The conversation of a message, or None for a new one. Threads that `known` lacks don't exist (here)."""
    if marks.reply_address is not None and marks.reply_address in known:
        return Belonging(known[marks.reply_address].thread, "reply-address")
    for own in marks.own_ids:
        if own in known:
            return Belonging(known[own].thread, "own-id")
    if marks.tag is not None and marks.tag in known and _takes_part(marks.sender, known[marks.tag]):
        return Belonging(known[marks.tag].thread, "tag")
    for foreign in marks.foreign_ids:
        if foreign in known and _takes_part(marks.sender, known[foreign]):
            return Belonging(known[foreign].thread, "reference")
    return None


def _takes_part(sender: str, known: Known) -> bool:
    return bool(sender) and sender in known.participants


def tags_in(subject: str) -> list[str]:
    """The tags in a subject, as they are stored (upper case)."""
    return [found.upper() for found in TAG.findall(subject)]


def with_tag(subject: str, tag: str) -> str:
    """A subject that carries the tag once."""
    return subject if f"[{tag}]" in subject else f"{subject} [{tag}]".strip()


def without_tag(subject: str) -> str:
    """A subject as people read it."""
    return re.sub(r"\s{2,}", " ", TAG.sub("", subject)).strip()
