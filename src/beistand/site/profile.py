"""One's own settings: name, language, look, keys, undo; and whether one is here or on a pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from beistand.house import presence
from beistand.house.models import Agent
from beistand.lib import clock
from beistand.site import sessions

LOCALES, THEMES, DENSITIES = ("de", "en"), ("", "light", "dark"), ("", "dense")
LEAST_UNDO, MOST_UNDO = 5, 30
LONGEST_NAME = 120


@dataclass(frozen=True)
class Locks:
    """What protects the account: second factor, passkeys, unused recovery codes, open sessions."""

    has_codes: bool
    passkeys: int
    recovery_codes: int
    sessions: int


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show and keep one's own settings."""
    agent = _agent(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        wishes, errors = _read(request)
        if not errors:
            Agent.objects.filter(pk=agent.pk).update(**wishes)
            with override(str(wishes["locale"])):
                messages.success(request, _("Kept."))
            return redirect("site:me")
    context = {"now": clock.now(), "errors": errors, "given": request.POST, "locks": _locks(agent)}
    return render(request, "settings_me.html", context, status=422 if errors else 200, using="jinja2")


@require_POST
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    agent = _agent(request)
    sessions.end_all(agent)
    presence.left(agent)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@require_POST
@login_required
def here(request: HttpRequest) -> HttpResponse:
    """Here, or on a pause; back to where one came from."""
    presence.choose(_agent(request), request.POST.get("state", ""))
    if request.headers.get("HX-Request") == "true":
        return render(request, "parts/presence.html", {}, using="jinja2")
    return redirect("desk:home")


def _agent(request: HttpRequest) -> Agent:
    assert isinstance(request.user, Agent)
    return request.user


def _read(request: HttpRequest) -> tuple[dict[str, Any], dict[str, str]]:
    said = request.POST
    name = " ".join(said.get("name", "").split())
    undo = said.get("undo_seconds", "")
    seconds = int(undo) if undo.isascii() and undo.isdigit() and len(undo) < 4 else -1
    wishes = {
        "name": name,
        "locale": said.get("locale", ""),
        "theme": said.get("theme", ""),
        "density": said.get("density", ""),
        "undo_seconds": seconds,
        "keys_on": said.get("keys_on", "1") == "1",
    }
    errors = {}
    if not name or len(name) > LONGEST_NAME:
        errors["name"] = _("Please tell us your name, in at most 120 characters.")
    if seconds != 0 and not LEAST_UNDO <= seconds <= MOST_UNDO:
        errors["undo_seconds"] = _("Choose 5 to 30 seconds, or 0 for none.")
    for field, allowed in (("locale", LOCALES), ("theme", THEMES), ("density", DENSITIES)):
        if wishes[field] not in allowed:
            errors[field] = _("Choose one from the list.")
    return wishes, errors


def _locks(agent: Agent) -> Locks:
    kinds = list(Authenticator.objects.filter(user=agent))
    recovery = next((a for a in kinds if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return Locks(
        has_codes=any(a.type == Authenticator.Type.TOTP for a in kinds),
        passkeys=sum(a.type == Authenticator.Type.WEBAUTHN for a in kinds),
        recovery_codes=len(recovery.wrap().get_unused_codes()) if recovery else 0,
        sessions=UserSession.objects.filter(user_id=agent.pk).count(),
    )
