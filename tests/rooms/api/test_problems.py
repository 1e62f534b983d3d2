"""Whatever goes wrong is told as RFC 9457 has it, with a sentence in the caller's language."""

from __future__ import annotations

from typing import Any

import pytest
from api_caller import Caller, problem
from django.test import Client

from beistand.house import setting_up
from beistand.people.models import Customer
from cast import Auenfeld

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"


def test_a_misspelt_name_in_the_query_is_told(machine: Caller) -> None:
    told = problem(machine.get("/messages", {"recipent": "x"}), 422, "query")
    assert "recipent" in told["detail"]
    assert "recipient" in told["way_on"]
    problem(machine.get("/messages?limit=1&limit=2"), 422, "query")
    problem(machine.get("/brands", {"x": "1"}), 422, "query")
    problem(machine.post("/customers?brand=auenfeld", {"name": "x"}), 422, "query")


def test_what_has_the_wrong_shape_is_told_field_by_field(machine: Caller) -> None:
    body = {"nam": "Emre", "addresses": [{"kind": "pigeon", "value": ""}], "locale": 1}
    told = problem(machine.post("/customers", body), 422, "shape")
    where = {e["where"]: e["detail"] for e in told["errors"]}
    assert where["body.order.nam"] == "There is no such field."
    assert where["body.order.addresses.0.kind"].startswith("This must be one of:")
    assert not Customer.objects.exists()


def test_the_sentence_is_in_the_callers_language(auenfeld: Auenfeld) -> None:
    token = setting_up.add_key("k", ["read"])[1]
    english = problem(Caller(token, "en").get(f"/customers/{NOBODY}"), 404, "not-found")
    german = problem(Caller(token, "de-DE,de;q=0.9").get(f"/customers/{NOBODY}"), 404, "not-found")
    assert english["detail"] == "There is nothing here."
    assert german["detail"] == "Hier ist nichts."


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("POST", "/nothing", 404, "not-found"),
        ("GET", "/messages/not-an-id", 404, "not-found"),
        ("DELETE", "/messages", 405, "method"),
        ("HEAD", "/touchpoints", 405, "method"),
        ("GET", f"/conversations/{NOBODY}", 404, "not-found"),
    ],
)
def test_addresses_and_methods_that_are_not_there(
    machine: Caller, method: str, path: str, status: int, code: str
) -> None:
    response = machine.send(method, path)
    if method == "HEAD":
        assert response.status_code == status
    else:
        problem(response, status, code)


def test_405_names_what_can_be_done(machine: Caller) -> None:
    assert set(machine.send("DELETE", "/customers")["Allow"].split(", ")) >= {"GET", "POST"}


def test_only_json_is_taken(machine: Caller) -> None:
    problem(machine.post("/customers", {"name": "x"}, kind="text/plain"), 415, "content-type")
    response = machine.client.generic("POST", "/api/v1/customers", b"{", "application/json")
    problem(response, 400, "json")
    response = machine.client.generic("POST", "/api/v1/customers", b'{"name": "\xff"}', "application/json")
    problem(response, 400, "json")


def test_more_than_thirty_megabytes_are_not_read(machine: Caller) -> None:
    response = machine.client.generic(
        "POST", "/api/v1/customers", b"{}", "application/json", CONTENT_LENGTH=str(30 * 1024 * 1024 + 1)
    )
    problem(response, 413, "too-large")


@pytest.mark.parametrize("name", ["\x00", "a\x00b", "\ud800"])
def test_text_that_can_not_be_kept_is_refused(machine: Caller, name: str) -> None:
    problem(machine.post("/customers", {"name": name, "brand": "auenfeld"}), 422, "shape")


@pytest.mark.parametrize(
    "since", ["yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00Z", "2026-11-22", "1", "\x00"]
)
def test_a_time_that_is_none_is_refused(machine: Caller, since: str) -> None:
    problem(machine.get("/messages", {"since": since}), 422, "shape")


def test_what_breaks_on_our_side_is_a_problem_too(
    auenfeld: Auenfeld, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beistand.site.api import house

    def break_down(request: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(house, "caller_of", break_down)
    token = setting_up.add_key("k", ["read"])[1]
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    response = client.get(
        "/api/v1/brands", headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    )
    told = problem(response, 500, "broken")
    assert "ZeroDivisionError" not in str(told)
