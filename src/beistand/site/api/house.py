"""`/brands`, `/teams`, `/agents`: who is in the house."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from beistand.house.models import Agent, Brand, Membership, Team
from beistand.site.api.keys import caller_of
from beistand.site.api.shapes import Shown

router = Router(tags=["house"])


class BrandShown(Shown):
    """A brand: every address of its `domains` is accepted."""

    id: UUID
    slug: str
    name: str
    locale: str
    timezone: str
    sender: str
    domains: list[str]


class Brands(Shown):
    """All of them."""

    items: list[BrandShown]


class TeamShown(Shown):
    """A team of a brand; the `first` one gets new matters."""

    id: UUID
    brand: UUID
    name: str
    first: bool


class Teams(Shown):
    """All of them."""

    items: list[TeamShown]


class AgentShown(Shown):
    """Somebody who helps."""

    id: UUID
    name: str
    email: str
    role: Literal["agent", "lead", "admin"]
    active: bool
    teams: list[UUID]


class Agents(Shown):
    """All of them."""

    items: list[AgentShown]


@router.get("/brands", response=Brands)
def brands(request: HttpRequest) -> dict[str, Any]:
    """The brands this key sees."""
    rows = Brand.objects.filter(id__in=caller_of(request).sight.brands).prefetch_related("domains")
    return {
        "items": [
            {
                "id": b.id,
                "slug": b.slug,
                "name": b.name,
                "locale": b.locale,
                "timezone": b.timezone,
                "sender": b.sender_address,
                "domains": sorted(d.domain for d in b.domains.all()),
            }
            for b in rows.order_by("slug")
        ]
    }


@router.get("/teams", response=Teams)
def teams(request: HttpRequest) -> dict[str, Any]:
    """The teams of these brands."""
    rows = caller_of(request).own(Team.objects.order_by("brand__slug", "name"))
    return {"items": [{"id": t.id, "brand": t.brand_id, "name": t.name, "first": t.is_first} for t in rows]}


@router.get("/agents", response=Agents)
def agents(request: HttpRequest) -> dict[str, Any]:
    """Who helps. A key of one brand sees those of its teams."""
    caller = caller_of(request)
    members = Membership.objects.filter(team__in=caller.sight.teams).order_by("team")
    teams: dict[UUID, list[UUID]] = {}
    for agent, team in members.values_list("agent_id", "team_id"):
        teams.setdefault(agent, []).append(team)
    rows = Agent.objects.order_by("name", "id")
    if caller.brand:
        rows = rows.filter(id__in=list(teams))
    return {
        "items": [
            {
                "id": a.id,
                "name": a.name,
                "email": a.email,
                "role": a.role,
                "active": a.is_active,
                "teams": teams.get(a.id, []),
            }
            for a in rows
        ]
    }
