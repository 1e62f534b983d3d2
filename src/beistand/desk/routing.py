"""Which team a new matter goes to."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from beistand.house.models import Team


def first_teams(brands: Iterable[UUID]) -> dict[UUID, UUID]:
    """The team that sees new matters first, by brand; a brand without teams is missing."""
    rows = Team.objects.filter(brand__in=set(brands)).order_by("brand", "-is_first", "created_at")
    first: dict[UUID, UUID] = {}
    for brand, team in rows.values_list("brand_id", "id"):
        first.setdefault(brand, team)
    return first
