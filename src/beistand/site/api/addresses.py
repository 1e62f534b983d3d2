"""Every address of the API on one page, and the document that describes them."""

from __future__ import annotations

from typing import Any, cast

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from beistand.lib.refusal import Refused
from beistand.site.api import (
    arrivals,
    conversations,
    customers,
    doings,
    entries,
    house,
    messages,
    outbox,
    touchpoints,
    webhooks,
)
from beistand.site.api.document import document
from beistand.site.api.door import guarded, query_names
from beistand.site.api.keys import Bearer
from beistand.site.api.problems import Problem, invalid, not_found, refused

ROOMS = (
    arrivals, messages, conversations, doings, customers, touchpoints, outbox, entries, house, webhooks,
)  # fmt: skip


class Written(BaseRenderer):
    """JSON as msgspec writes it."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return msgspec.json.encode(data)


api = NinjaAPI(
    title="Beistand",
    version="1",
    description="Customer service that is digital and personal. Keys: `beistand token NAME --scopes read,write`.",
    auth=Bearer(),
    renderer=Written(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
)
for room in ROOMS:
    api.add_router("", room.router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, problem: Any) -> HttpResponse:
    return refused(problem, has_begun=True)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, problem: Any) -> HttpResponse:
    return not_found()


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, problem: Any) -> HttpResponse:
    return invalid(problem.errors)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, problem: Any) -> HttpResponse:
    return Problem(problem.status_code, "json", problem.message)


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """An address of the API that there is not."""
    return not_found()


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; anybody may read it."""
    return HttpResponse(msgspec.json.encode(document(api)), content_type="application/json")


def _patterns() -> list[URLPattern]:
    found = []
    for pattern in cast(list[URLPattern], api.urls[0]):
        route = str(pattern.pattern)
        if pattern.name == "api-root":
            continue
        found.append(path(route, guarded(pattern.callback, route, lambda: query_names(api))))
    return found


urlpatterns = [path("openapi.json", openapi), *_patterns(), re_path("", nothing)]
