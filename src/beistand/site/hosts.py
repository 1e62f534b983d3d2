"""Which host names are ours: the house's own, loopback, and those of brands, which show public pages only.

An unknown name is answered plainly before anything else looks at the request, so that no link, mail or
redirect can be made with a name that somebody else chose.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

from beistand.house.models import BrandHost
from beistand.site.errors import not_found

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
LOOK_AGAIN = 5.0
PUBLIC = "public"  # views open to the street live in a module of this name, in every room


class Hosts:
    """Refuses unknown hosts (421) and staff pages on a brand's host (404)."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer
        own = urlsplit(settings.BEISTAND_PAGES).hostname or ""
        self.own = LOOPBACK | {f"[{own}]" if ":" in own else own} | {*settings.ALLOWED_HOSTS} - {"*"}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass when its host is ours."""
        host = host_of(request)
        if host in self.own or host in brand_hosts():
            return self.answer(request)
        words = _("This address is not ours.")
        return HttpResponse(f"{words}\n", status=421, content_type="text/plain; charset=utf-8")

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """On a brand's host only what is open to the street."""
        if host_of(request) in self.own or view.__module__.rpartition(".")[2] == PUBLIC:
            return None
        return not_found(request)


def host_of(request: HttpRequest) -> str:
    """The host name asked for, lower case, without its port; "" when it is no host name at all."""
    return split_domain_port(request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")))[0]


_lock = threading.Lock()
_known: frozenset[str] = frozenset()
_looked = float("-inf")


def brand_hosts() -> frozenset[str]:
    """The host names of brands; asked of the database every five seconds at most."""
    global _known, _looked
    if time.monotonic() - _looked < LOOK_AGAIN:
        return _known
    with _lock:
        if time.monotonic() - _looked >= LOOK_AGAIN:
            _known = frozenset(BrandHost.objects.values_list("host", flat=True))
            _looked = time.monotonic()
    return _known


def forget() -> None:
    """Ask again at the next request (after a host was added in this process)."""
    global _looked
    _looked = float("-inf")
