"""The OpenAPI document: what ninja knows of the verbs, and what the door adds to every one of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from ninja import NinjaAPI

from beistand.site.api.once import HEADER
from beistand.site.api.problems import TYPE

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "way_on": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "detail"],
                "properties": {"where": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
REPEAT = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same key again gives the first answer again (kept for 48 hours).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
ALWAYS = {400, 401, 403, 404, 405, 413, 415, 422, 429}


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The document of API v1."""
    words: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    words["servers"] = [{"url": "/api/v1"}]
    words["components"]["schemas"]["Problem"] = PROBLEM
    no = {"description": "Problem", "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for operations in words["paths"].values():
        for method, operation in operations.items():
            for status in sorted(ALWAYS | ({409} if method != "get" else set())):
                operation["responses"].setdefault(status, no)
            if method == "post":
                operation["parameters"] = [*operation.get("parameters", ()), REPEAT]
            _say_uuid(operation)
    return words


def _say_uuid(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and parameter["name"] == "sha256":
            parameter["schema"] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
