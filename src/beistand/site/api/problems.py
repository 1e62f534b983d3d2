"""How the API says no: RFC 9457, with a sentence in the caller's language and a code for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext as _

from beistand.lib.refusal import Refused

TYPE = "application/problem+json"


class Problem(HttpResponse):
    """A problem as an answer. `has_begun` tells whether the verb was reached before the answer was no."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        way_on: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        has_begun: bool = False,
    ) -> None:
        words: dict[str, Any] = {
            "type": f"urn:beistand:problem:{code}",
            "title": title(status),
            "status": status,
            "code": code,
            "detail": detail,
        }
        if way_on:
            words["way_on"] = way_on
        if errors:
            words["errors"] = list(errors)
        super().__init__(msgspec.json.encode(words), status=status, content_type=TYPE)
        self.has_begun = has_begun
        if status == 401:
            self["WWW-Authenticate"] = "Bearer"


def refused(problem: Refused, *, has_begun: bool = False) -> Problem:
    """A refusal of the house as a problem."""
    return Problem(problem.status, problem.code, problem.sentence, way_on=problem.way_on, has_begun=has_begun)


def not_found() -> Problem:
    """Nothing here, or not for you: the same words for both."""
    return Problem(404, "not-found", _("There is nothing here."), has_begun=True)


def broken() -> Problem:
    """Something broke on our side; nothing has been changed."""
    return Problem(
        500, "broken", _("Something broke on our side. Nothing was changed."), way_on=_("Try again later.")
    )


def invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """What was sent does not have the right shape; `errors` are pydantic's."""
    told = [{"where": ".".join(str(p) for p in e["loc"]), "detail": wrong(e)} for e in errors]
    return Problem(422, "shape", _("What was sent does not have the right shape."), errors=told)


def title(status: int) -> str:
    """The few words for a status."""
    titles = {
        400: _("Not understood"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not there"),
        405: _("Not possible here"),
        409: _("The world has moved on"),
        413: _("Too large"),
        415: _("Wrong kind of content"),
        422: _("Makes no sense"),
        429: _("Too many requests"),
    }
    return titles.get(status) or _("Broken")


def wrong(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a sentence."""
    about = error.get("ctx", {})
    kind = error["type"]
    if kind == "value_error":
        return str(about.get("error", _("This is not valid.")))
    sentences = {
        "missing": _("This is missing."),
        "extra_forbidden": _("There is no such field."),
        "string_type": _("This must be text."),
        "string_too_long": _("This may have at most %(max_length)s characters."),
        "string_too_short": _("This needs at least %(min_length)s characters."),
        "string_pattern_mismatch": _("This does not have the right form."),
        "literal_error": _("This must be one of: %(expected)s."),
        "int_type": _("This must be a whole number."),
        "int_parsing": _("This must be a whole number."),
        "bool_type": _("This must be true or false."),
        "list_type": _("This must be a list."),
        "dict_type": _("This must be an object."),
        "model_attributes_type": _("This must be an object."),
        "model_type": _("This must be an object."),
        "too_long": _("This may have at most %(max_length)s entries."),
        "too_short": _("This needs at least %(min_length)s entries."),
        "greater_than_equal": _("This must be at least %(ge)s."),
        "less_than_equal": _("This may be at most %(le)s."),
    }
    sentence = sentences.get(kind)
    return sentence % about if sentence and about else sentence or _("This is not valid.")
