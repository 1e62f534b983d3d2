"""What an agent may see: the one place that is asked.

An admin sees every brand; a lead every team of the brands in which they have a team; an agent the teams they
belong to, and what has no team yet in those brands. Object checks elsewhere filter by `Sight`.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from beistand.house.models import Agent, Brand, Team


@dataclass(frozen=True)
class Sight:
    """The brands and teams somebody may see. Both in stable order, for SQL arrays."""

    brands: tuple[UUID, ...]
    teams: tuple[UUID, ...]

    def sees(self, brand: UUID, team: UUID | None) -> bool:
        """Whether a conversation of this brand and team may be seen."""
        return brand in self.brands and (team is None or team in self.teams)


def sight(agent: Agent) -> Sight:
    """What this agent may see right now."""
    if not agent.is_active:
        return Sight((), ())
    if agent.role == "admin":
        return whole_house()
    own = list(agent.teams.values_list("id", "brand_id"))
    brands = tuple(sorted({brand for _, brand in own}))
    if agent.role == "lead":
        teams = Team.objects.filter(brand__in=brands).order_by("id").values_list("id", flat=True)
        return Sight(brands, tuple(teams))
    return Sight(brands, tuple(sorted(team for team, _ in own)))


def whole_house() -> Sight:
    """What the house itself sees (admins, API keys without a brand, the command line)."""
    found = Brand.objects.order_by("id", "teams__id").values_list("id", "teams__id")  # in one question
    pairs = list(found)
    return Sight(
        tuple(dict.fromkeys(brand for brand, _team in pairs)),
        tuple(sorted(team for _brand, team in pairs if team is not None)),
    )


def brand_sight(brand: UUID) -> Sight:
    """One brand with all of its teams (API keys of a brand)."""
    return Sight(
        (brand,), tuple(Team.objects.filter(brand=brand).order_by("id").values_list("id", flat=True))
    )
