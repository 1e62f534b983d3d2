"""What every page of the desk shares: who is asking, only behind the sign-in, whole page or part of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from beistand.desk.conversations import Actor
from beistand.house.models import Agent
from beistand.house.rights import sight
from beistand.lib import clock

View: TypeAlias = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in agent as an actor."""
    agent = request.user
    assert isinstance(agent, Agent)
    return Actor(f"agent:{agent.id}", sight(agent), agent)


def behind_login(view: View) -> View:
    """Only for agents; the view gets the actor as its second argument."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, actor_of(request), *args, **kwargs)

    return guarded


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk."""
    return render(request, template, {"now": clock.now(), **context}, status=status, using="jinja2")


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (and not for a whole one after history was lost)."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
