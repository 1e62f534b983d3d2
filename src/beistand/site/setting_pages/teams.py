"""`/settings/teams/`: for leads (their brands) and admins."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beistand.desk.conversations import Actor
from beistand.house import keeping, setting_up
from beistand.house.models import Team
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import LEADS, brands_of, nothing_here, only, show


@require_http_methods(["GET", "HEAD", "POST"])
@only(LEADS)
def teams(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The teams of one's brands, and one more."""
    refused = None
    brands = brands_of(actor)
    if request.method == "POST":
        slug = request.POST.get("brand", "")
        if slug not in {brand.slug for brand in brands}:
            raise nothing_here()
        try:
            name = " ".join(request.POST.get("name", "").split())
            if not name:
                raise Refused(_("A team needs a name."), code="name")
            setting_up.add_team(slug, name)
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("The team is there."))
            return redirect("site:teams")
    rows = (
        Team.objects.filter(brand__in=actor.sight.brands)
        .select_related("brand")
        .annotate(people=Count("agents", filter=Q(agents__is_active=True)))
        .order_by("brand__name", "name")
    )
    return show(request, "settings/teams.html", {"teams": rows, "brands": brands}, refused)


@require_POST
@only(LEADS)
def team(request: HttpRequest, actor: Actor, team: UUID) -> HttpResponse:
    """Rename a team, or let new matters come to it first."""
    row = Team.objects.filter(id=team, brand__in=actor.sight.brands).first()
    if row is None:
        raise nothing_here()
    if request.POST.get("first") == "1":
        keeping.make_first(row)
    else:
        keeping.rename_team(row, request.POST.get("name", ""))
    messages.success(request, _("Kept."))
    return redirect("site:teams")
