"""Pages of the house itself: start, settings, health, the parts everything is built from."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from beistand.house.models import Agent
from beistand.house.rights import sight
from beistand.lib import clock
from beistand.site.specimens import specimens
from beistand.site.status import health


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The desk for agents, the sign-in for everybody else."""
    return redirect("desk:home" if request.user.is_authenticated else "account_login")


@require_GET
@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Settings."""
    return render(request, "settings.html", {"now": clock.now()}, using="jinja2")


@require_GET
@login_required
def status(request: HttpRequest) -> HttpResponse:
    """Health of the house."""
    agent = request.user
    assert isinstance(agent, Agent)
    now = clock.now()
    context = {"now": now, "at": now, "lines": health(sight(agent))}
    return render(request, "status.html", context, using="jinja2")


@require_GET
@login_required
def parts(request: HttpRequest) -> HttpResponse:
    """All parts in all states."""
    now = clock.now()
    return render(request, "parts_page.html", {"now": now, "show": specimens(now)}, using="jinja2")


@require_POST
@login_required
def look(request: HttpRequest) -> HttpResponse:
    """Light or dark, language, density: the agent's own choice."""
    agent = request.user
    assert isinstance(agent, Agent)
    theme, locale = request.POST.get("theme"), request.POST.get("locale")
    density = request.POST.get("density")
    if theme in ("", "light", "dark"):
        agent.theme = theme
    if locale in ("de", "en"):
        agent.locale = locale
    if density in ("", "dense"):
        agent.density = density
    undo = request.POST.get("undo_seconds", "")
    if undo in ("0", "5", "8", "15", "30"):
        agent.undo_seconds = int(undo)
    keys = request.POST.get("keys_on")
    if keys in ("0", "1"):
        agent.keys_on = keys == "1"
    agent.save(update_fields=["theme", "locale", "density", "undo_seconds", "keys_on"])
    return redirect(request.headers.get("Referer") or "desk:home")
