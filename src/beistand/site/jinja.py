"""What every Jinja2 page of the house has at hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from beistand.desk.rows import row_html
from beistand.house import presence
from beistand.house.models import Agent
from beistand.lib import clock
from beistand.site import words
from beistand.site.hosts import host_of
from beistand.site.rail import rail


def environment(**options: Any) -> Environment:
    """Jinja2 as the pages use it: autoescape on, gettext installed, undefined names allowed only in `if`."""
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 (Django's backend turns autoescape on)
    install = env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
    )
    env.globals.update(
        static=cache(static),  # a page names the same icons a hundred times
        url=_url,
        row_html=row_html,
        rooms=_rooms,
        agent=_agent,
        presence=_presence,
        setting_places=_setting_places,
        csp_nonce=_nonce,
        language=translation.get_language,
        edge=settings.BEISTAND_EDGE,
        pages=settings.BEISTAND_PAGES,
    )
    words.install(env, clock.now)
    return env


def cloth(request: HttpRequest) -> dict[str, Any]:
    """The same for the few pages that are Django templates (allauth's)."""
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "edge": settings.BEISTAND_EDGE,
        "has_name": not is_number(host_of(request)),
    }


def is_number(host: str) -> bool:
    """Whether a host is an address instead of a name; browsers keep passkeys for names only."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _of_request(answer: Callable[[HttpRequest | None], Any]) -> Callable[[Context], Any]:
    @pass_context
    def ask(context: Context) -> Any:
        return answer(context.get("request"))

    return ask


@_of_request
def _rooms(request: HttpRequest | None) -> Any:
    return rail(request)


@_of_request
def _setting_places(request: HttpRequest | None) -> Any:
    from beistand.site.setting_pages.places import places  # the apps must be there first

    return places(request)


@_of_request
def _agent(request: HttpRequest | None) -> Any:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


@_of_request
def _presence(request: HttpRequest | None) -> str:
    user = getattr(request, "user", None)
    return presence.state_of(user) if isinstance(user, Agent) else presence.AWAY


@_of_request
def _nonce(request: HttpRequest | None) -> str:
    return str(getattr(request, "csp_nonce", ""))
