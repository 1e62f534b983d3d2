"""A caller of the API as the tests know it: Django's client with a key."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client


class Caller:
    """Calls `/api/v1` with one key."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.client = Client(
            headers={"Authorization": f"Bearer {token}", "Accept-Language": language},
            SERVER_NAME="127.0.0.1",
        )

    def get(self, path: str, query: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, **more)

    def send(self, method: str, path: str, body: Any = None, *, repeat: str = "", **headers: str) -> Any:
        if repeat:
            headers["Idempotency-Key"] = repeat
        content = b"" if body is None else json.dumps(body).encode()
        kind = headers.pop("kind", "application/json")
        return self.client.generic(method, f"/api/v1{path}", content, kind, headers=headers)

    def post(self, path: str, body: Any = None, *, repeat: str = "", **headers: str) -> Any:
        return self.send("POST", path, body, repeat=repeat, **headers)


def items(response: Any) -> list[dict[str, Any]]:
    """The items of a page that was answered."""
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem that was answered, with this status and code."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["code"] == code
    assert told["status"] == status
    assert told["type"] == f"urn:beistand:problem:{code}"
    assert told["title"]
    assert told["detail"]
    return told
