"""Which settings there are for whom. Every page asks here, and so does the list beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from beistand.desk.conversations import Actor
from beistand.desk.held import count_held
from beistand.desk.web import behind_login
from beistand.house.models import Agent, Brand
from beistand.house.rights import sight
from beistand.lib import clock
from beistand.lib.refusal import Refused

EVERYBODY = frozenset({"agent", "lead", "admin"})
LEADS = frozenset({"lead", "admin"})
ADMINS = frozenset({"admin"})


@dataclass(frozen=True)
class Place:
    """One page of the settings. `more` says what can be done there, `count` what waits there."""

    words: str
    href: str
    icon: str
    more: str
    is_here: bool
    count: int = 0


def places(request: HttpRequest | None) -> list[Place]:
    """The pages this agent may open, in order."""
    agent = getattr(request, "user", None)
    if not isinstance(agent, Agent):
        return []
    path = request.path if request is not None else ""
    held = count_held(sight(agent))
    every = [
        (
            EVERYBODY,
            "site:me",
            "user-round",
            _("You"),
            _("Name, language, look, keys, password, passkeys."),
            0,
        ),
        (EVERYBODY, "site:snippets", "reply", _("Ready texts"), _("Texts that # in an answer puts in."), 0),
        (EVERYBODY, "site:labels", "tag", _("Labels"), _("The words you sort matters by."), 0),
        (LEADS, "site:people", "users", _("People"), _("Invite colleagues, give them teams and a role."), 0),
        (
            LEADS,
            "site:teams",
            "user-round-check",
            _("Teams"),
            _("Who answers together, and for which brand."),
            0,
        ),
        (ADMINS, "site:brands", "store", _("Brands"), _("Names, addresses, time zone."), 0),
        (LEADS, "site:mail", "mail", _("Mail"), _("Mailboxes that are fetched, and servers that send."), 0),
        (
            EVERYBODY,
            "desk:quarantine",
            "shield-alert",
            _("Unreadable mails"),
            _("What could not be read, with the reason."),
            held,
        ),
        (EVERYBODY, "site:status", "server", _("Health of the house"), _("What runs, what waits."), 0),
    ]
    return [
        Place(words, reverse(name), icon, more, path.startswith(reverse(name)), count)
        for roles, name, icon, words, more, count in every
        if agent.role in roles
    ]


View = Callable[..., HttpResponseBase]


def only(roles: frozenset[str]) -> Callable[[View], View]:
    """Only for these roles; for all others the page is not there. The view gets the actor as second argument."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if actor.agent is None or actor.agent.role not in roles:
                raise nothing_here()
            return view(request, actor, *args, **kwargs)

        return behind_login(guarded)

    return guard


def nothing_here() -> Refused:
    """The same words for "not there" and "not for you"."""
    return Refused(_("This page is not here."), _("Go back to the settings."), status=404, code="not-found")


def brands_of(actor: Actor) -> list[Brand]:
    """The brands an actor sees, by name."""
    return list(Brand.objects.filter(id__in=actor.sight.brands).order_by("name"))


def show(
    request: HttpRequest, template: str, context: dict[str, Any], refused: Refused | None = None
) -> HttpResponse:
    """A page of the settings; with a refusal it is 422 or 409 and keeps what was typed."""
    wrong = [f"{refused.sentence} {refused.way_on}".strip()] if refused else []
    given = request.POST if refused else {}
    whole = {"now": clock.now(), "wrong": wrong, "given": given, **context}
    return render(request, template, whole, status=refused.status if refused else 200, using="jinja2")
