"""Which brand does a public request belong to: by its own host name, or by the first part of the path.

`/auenfeld/de/help/` always works; `/de/help/` works under a host name that was given to the brand. A host name or a
slug that nobody has is answered like any page that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_GET

from beistand.desk import public
from beistand.desk.street import Place
from beistand.house.models import Brand
from beistand.site.hosts import host_of

View = Callable[[HttpRequest, Place], HttpResponse]
PAGES: dict[str, View] = {"help/": public.help_start, "write/": public.write, "write/kept/": public.kept}
LANGUAGE = r"(?P<language>de|en)"


def by_path(view: View) -> Callable[..., HttpResponse]:
    """A view of a brand that is named by the first part of the path."""

    @wraps(view)  # keeps the view's module, by which it is known to be open to the street
    def shown(request: HttpRequest, slug: str, language: str) -> HttpResponse:
        return view(request, Place(_brand(slug=slug), language, f"/{slug}"))

    return shown


def by_host(view: View) -> Callable[..., HttpResponse]:
    """A view of a brand that has a host name of its own."""

    @wraps(view)
    def shown(request: HttpRequest, language: str) -> HttpResponse:
        return view(request, Place(_brand(hosts__host=host_of(request)), language))

    return shown


@require_GET
def front(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand without a page: its help in its own language."""
    return redirect(f"/{slug}/{_brand(slug=slug).locale}/help/")


def _brand(**named: Any) -> Brand:
    brand = Brand.objects.filter(**named).first()
    if brand is None:
        raise Http404
    return brand


urlpatterns: list[URLPattern] = [
    *(re_path(rf"^(?P<slug>[-\w]+)/{LANGUAGE}/{page}$", by_path(view)) for page, view in PAGES.items()),
    *(re_path(rf"^{LANGUAGE}/{page}$", by_host(view)) for page, view in PAGES.items()),
    path("<slug:slug>/", front, name="front"),
]
