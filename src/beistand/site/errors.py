"""Answers when something is not there, not allowed, or broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from beistand.lib.refusal import Refused
from beistand.site.api import problems

API = "/api/"


def wrong_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or somebody else's page tried to post here."""
    return render(request, "errors/403.html", {"reason": reason}, status=403, using="jinja2")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not for you: the same words for both."""
    if request.path.startswith(API):
        return problems.not_found()
    return render(request, "errors/404.html", {}, status=404, using="jinja2")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this role."""
    return render(request, "errors/403.html", {"reason": ""}, status=403, using="jinja2")


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody, or something, asks too often."""
    refused = Refused(_("That was too often."), _("Please wait a minute, then try again."), status=429)
    answer = render(request, "refused.html", {"refused": refused}, status=429, using="jinja2")
    answer.headers["Retry-After"] = "60"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; it is in the log."""
    if request.path.startswith(API):
        return problems.broken()
    return render(request, "errors/500.html", {}, status=500, using="jinja2")
