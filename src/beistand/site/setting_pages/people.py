"""`/settings/people/`: admins keep everybody, leads the agents of their own brands."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beistand.desk.conversations import Actor
from beistand.house import invitations, keeping, setting_up
from beistand.house.models import Agent, Team
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import LEADS, nothing_here, only, show


def seen_people(actor: Actor) -> QuerySet[Agent]:
    """Everybody for admins; for leads those who share a brand with them."""
    people = Agent.objects.prefetch_related("teams__brand").order_by("name")
    if _is_admin(actor):
        return people
    return people.filter(teams__brand__in=actor.sight.brands).distinct()


def may_keep(actor: Actor, person: Agent) -> bool:
    """An admin keeps everybody; a lead only agents who belong to their brands and to no other."""
    if _is_admin(actor):
        return True
    brands = {team.brand_id for team in person.teams.all()}
    return person.role == "agent" and bool(brands) and brands <= set(actor.sight.brands)


@require_http_methods(["GET", "HEAD", "POST"])
@only(LEADS)
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is here; and somebody more, who gets an invitation that is shown once."""
    refused = None
    if request.method == "POST":
        try:
            with transaction.atomic():
                person = setting_up.add_person(
                    request.POST.get("mail", "").strip(),
                    role=_role(request, actor),
                    name=" ".join(request.POST.get("name", "").split()),
                )
                person.teams.set(_teams(request, actor))
                link = _link(invitations.invite(person, actor.by))
        except Refused as problem:
            refused = problem
        else:
            return _invited(request, person, link)
    rows = [(person, may_keep(actor, person)) for person in seen_people(actor)]
    return show(request, "settings/people.html", {"people": rows, **_choices(actor)}, refused)


@require_http_methods(["GET", "HEAD", "POST"])
@only(LEADS)
def person(request: HttpRequest, actor: Actor, person: UUID) -> HttpResponse:
    """One person: name, role, teams, whether they may come in."""
    row = _find(actor, person)
    refused = None
    if request.method == "POST":
        try:
            keeping.change_person(
                row,
                name=request.POST.get("name", ""),
                role=_role(request, actor),
                teams=_teams(request, actor),
                is_active=request.POST.get("is_active") == "1",
                by=actor.by,
            )
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("Kept."))
            return redirect("site:people")
    return show(request, "settings/person.html", {"person": row, **_choices(actor)}, refused)


@require_POST
@only(LEADS)
def invite_again(request: HttpRequest, actor: Actor, person: UUID) -> HttpResponse:
    """A fresh invitation for somebody who has not come in yet; the older one ends."""
    row = _find(actor, person)
    return _invited(request, row, _link(invitations.invite(row, actor.by)))


def _find(actor: Actor, person: UUID) -> Agent:
    row = seen_people(actor).filter(id=person).first()
    if row is None or not may_keep(actor, row):
        raise nothing_here()
    return row


def _role(request: HttpRequest, actor: Actor) -> str:
    role = request.POST.get("role", "agent")
    if role not in Agent.ROLES:
        raise Refused(_("There is no such role."), code="role")
    if role != "agent" and not _is_admin(actor):
        raise Refused(_("Only an admin gives this role."), code="role")
    return role


def _teams(request: HttpRequest, actor: Actor) -> list[Team]:
    wanted = set(request.POST.getlist("team"))
    found = [team for team in _own_teams(actor) if str(team.id) in wanted]
    if len(found) != len(wanted):
        raise nothing_here()
    if not found and request.POST.get("role") != "admin":
        raise Refused(_("Choose at least one team."), _("Without a team nothing can be seen."), code="team")
    return found


def _own_teams(actor: Actor) -> QuerySet[Team]:
    teams = Team.objects.filter(brand__in=actor.sight.brands)
    return teams.select_related("brand").order_by("brand__name", "name")


def _choices(actor: Actor) -> dict[str, object]:
    return {"teams": _own_teams(actor), "is_admin": _is_admin(actor)}


def _is_admin(actor: Actor) -> bool:
    return actor.agent is not None and actor.agent.is_admin


def _link(token: str) -> str:
    return f"{settings.BEISTAND_PAGES}{reverse('site:invitation', args=[token])}"


def _invited(request: HttpRequest, person: Agent, link: str) -> HttpResponse:
    answer = show(request, "settings/invited.html", {"person": person, "link": link})
    answer.headers["Cache-Control"] = "no-store"
    return answer
