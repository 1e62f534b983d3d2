"""Who is one person with whom, as a forest of joinings. Pure.

Each joining that stands says "`absorbed` was joined into `kept`". A customer is absorbed at most once at a time,
so following the joinings upwards ends at one head, and undoing one of them cuts exactly one branch off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID


def heads(members: Iterable[UUID], kept_of: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """The head of each member. `kept_of` tells for an absorbed customer who was kept; it has no circles."""
    found: dict[UUID, UUID] = {}
    for member in members:
        head = member
        while head in kept_of:
            head = kept_of[head]
        found[member] = head
    return found
