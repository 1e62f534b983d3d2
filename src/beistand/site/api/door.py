"""The door of the API: every request is looked at here before its verb, every answer leaves through here.

In this order: method, size and kind of content, key and scope, pace, names in the query, then the verb: in one
transaction when it changes anything, and once when it has an Idempotency-Key.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from beistand.lib.refusal import Refused
from beistand.site.api import once, pace
from beistand.site.api.keys import Caller, admit
from beistand.site.api.problems import Problem, refused

LARGEST = 30 * 1024 * 1024

View = Callable[..., HttpResponse]
Known = Callable[[], Mapping[tuple[str, str], frozenset[str]]]


def guarded(view: View, route: str, known: Known) -> View:
    """A view of the API behind the door. `known` gives the names in the query by (path, method)."""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)

    @csrf_exempt  # keys travel in a header of their own, never in a cookie
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        names = known().get((path, request.method or ""))
        try:
            if names is None:
                return _not_allowed(view(request, **kwargs))
            return _let_in(request, lambda: view(request, **kwargs), names)
        except Refused as problem:
            return refused(problem)
        except RequestDataTooBig:
            return refused(_too_large())
        except UnreadablePostError:
            return Problem(400, "broken-off", _("The request broke off."))

    return answer


def _let_in(request: HttpRequest, run: once.Run, names: frozenset[str]) -> HttpResponse:
    _check_content(request)
    caller = admit(request)
    caller.must("read" if request.method == "GET" else "write")
    seconds = pace.wait(caller.key.id)
    if seconds:
        return _slower(seconds)
    _check_query(request, names)
    return _run(request, caller, run)


def _run(request: HttpRequest, caller: Caller, run: once.Run) -> HttpResponse:
    if request.method == "GET":
        return run()
    if request.method == "POST" and once.HEADER in request.headers:
        return once.once(request, caller, run)
    return once.whole(run)


def _check_content(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise _too_large()
    if request.method not in ("GET", "DELETE") and int(length) and request.content_type != "application/json":
        raise Refused(_("Send JSON (Content-Type: application/json)."), status=415, code="content-type")


def _check_query(request: HttpRequest, names: frozenset[str]) -> None:
    unknown = sorted(set(request.GET) - names)
    if unknown:
        raise Refused(
            _("There is no “%(name)s” in this query.") % {"name": unknown[0][:60]},
            _("There are: %(names)s.") % {"names": ", ".join(sorted(names)) or "–"},
            code="query",
        )
    twice = sorted(name for name, values in request.GET.lists() if len(values) > 1)
    if twice:
        raise Refused(_("“%(name)s” stands in this query twice.") % {"name": twice[0]}, code="query")


def _too_large() -> Refused:
    return Refused(
        _("This is larger than 30 MB."), _("Send it in smaller parts."), status=413, code="too-large"
    )


def _slower(seconds: float) -> Problem:
    problem = Problem(429, "pace", _("That was too fast."), way_on=_("Try again in a moment."))
    problem["Retry-After"] = str(max(1, math.ceil(seconds)))
    return problem


def _not_allowed(response: HttpResponse) -> HttpResponse:
    problem = Problem(405, "method", _("This can't be done here."))
    problem["Allow"] = response.get("Allow", "")
    return problem


@cache
def query_names(api: Any) -> Mapping[tuple[str, str], frozenset[str]]:
    """The names that may stand in the query, by (path, METHOD), as the OpenAPI document tells them."""
    return {
        (path, method.upper()): frozenset(
            p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"
        )
        for path, operations in api.get_openapi_schema(path_prefix="")["paths"].items()
        for method, operation in operations.items()
    }
