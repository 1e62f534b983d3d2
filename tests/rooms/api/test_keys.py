"""Who may call, how often, and what a key of one brand never sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from api_caller import Caller, items, problem
from django.test import Client

from beistand.house import setting_up
from beistand.house.models import ApiKey
from beistand.lib import clock
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "header", ["", "Bearer bst_wrong", "Basic bst_x", "Bearer", "bst_wrong", "Bearer \x00"]
)
def test_without_a_good_key_nobody_comes_in(auenfeld: Auenfeld, header: str) -> None:
    response = Client(SERVER_NAME="127.0.0.1").get("/api/v1/brands", headers={"Authorization": header})
    problem(response, 401, "key")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_revoked_key_is_no_key(machine: Caller) -> None:
    assert machine.get("/brands").status_code == 200
    ApiKey.objects.update(revoked_at=clock.now())
    problem(machine.get("/brands"), 401, "key")


def test_a_key_needs_the_right_for_what_it_does(auenfeld: Auenfeld) -> None:
    reader = Caller(setting_up.add_key("reader", ["read"])[1])
    writer = Caller(setting_up.add_key("writer", ["write"])[1])
    problem(reader.post("/customers", {"name": "Emre", "brand": "auenfeld"}), 403, "scope")
    problem(writer.get("/customers"), 403, "scope")
    problem(reader.get("/webhooks"), 403, "scope")
    assert writer.post("/customers", {"name": "Emre", "brand": "auenfeld"}).status_code == 201


def test_a_key_notes_when_it_was_last_seen_but_not_at_every_call(machine: Caller) -> None:
    machine.get("/brands")
    first = ApiKey.objects.get(name="machine").seen_at
    machine.get("/brands")
    assert ApiKey.objects.get(name="machine").seen_at == first
    assert first is not None
    ApiKey.objects.update(seen_at=first - timedelta(seconds=61))
    machine.get("/brands")
    seen = ApiKey.objects.get(name="machine").seen_at
    assert seen is not None
    assert seen >= first


def test_who_calls_too_fast_is_told_when_to_come_again(
    machine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beistand.site.api import pace

    monkeypatch.setattr(pace, "A_MINUTE", 2)
    assert [machine.get("/brands").status_code for _ in range(3)] == [200, 200, 429]
    response = machine.get("/brands")
    problem(response, 429, "pace")
    assert 1 <= int(response["Retry-After"]) <= 30


def test_a_key_of_one_brand_finds_nothing_of_another(
    machine: Caller, stranger: Caller, arrive: Arrive, auenfeld: Auenfeld
) -> None:
    arrival = arrive(mail())
    (item,) = items(machine.get("/messages"))
    thread, customer = item["conversation"], item["customer"]
    machine.post(f"/conversations/{thread}/reply", {"text": "Wir prüfen das.", "hold": 60})
    (parcel,) = items(machine.get("/outbox"))
    arrive(b"Subject: " + b"x" * 300_000 + b"\r\n\r\ntext", to=["x@auenfeld.example"])
    bad = next(i for i in items(machine.get("/messages")) if i["quarantined"])

    for path in (
        f"/arrivals/{arrival}", f"/messages/{item['id']}", f"/messages/{item['id']}/raw",
        f"/messages/{item['id']}/attachments/{'0' * 64}", f"/conversations/{thread}", f"/customers/{customer}",
    ):  # fmt: skip
        problem(stranger.get(path), 404, "not-found")
    for method, path, body in (
        ("POST", f"/conversations/{thread}/reply", {"text": "x"}),
        ("POST", f"/conversations/{thread}/note", {"text": "x"}),
        ("POST", f"/conversations/{thread}/closure", None),
        ("DELETE", f"/conversations/{thread}/closure", None),
        ("PUT", f"/conversations/{thread}/assignment", {}),
        ("POST", f"/conversations/{thread}/snooze", {"until": "2099-01-01T00:00:00Z"}),
        ("POST", f"/messages/{bad['id']}/retry", None),
        ("POST", f"/outbox/{parcel['id']}/release", None),
    ):
        problem(stranger.send(method, path, body), 404, "not-found")
    for path in ("/messages", "/conversations", "/customers", "/outbox", "/entries", "/agents"):
        assert items(stranger.get(path)) == [], path
    assert [b["slug"] for b in items(stranger.get("/brands"))] == ["linden"]
    assert items(stranger.get("/messages", {"conversation": thread})) == []
    assert items(stranger.get("/entries", {"customer": customer})) == []
    assert stranger.post("/customers", {"name": "x", "brand": "auenfeld"}).status_code == 422
    open_one = {"to": customer, "subject": "x", "text": "x"}
    assert stranger.post("/conversations", open_one).status_code == 404
    met = {"items": [{"customer": customer, "kind": "shop", "at": "2026-11-22T09:00:00Z"}]}
    problem(stranger.post("/touchpoints", met), 422, "customer")


def test_webhooks_of_one_brand_are_not_those_of_another(admin: Caller, stranger: Caller) -> None:
    made = admin.post("/webhooks", {"url": "https://hook.example/"}).json()
    assert items(stranger.get("/webhooks")) == []
    problem(stranger.send("DELETE", f"/webhooks/{made['id']}"), 404, "not-found")
    own: dict[str, Any] = stranger.post("/webhooks", {"url": "https://hook.example/"}).json()
    assert own["brand"] is not None
    assert len(items(admin.get("/webhooks"))) == 2


def test_letters_of_the_house_are_only_for_admins(machine: Caller, admin: Caller) -> None:
    from beistand.lib import outbox

    words = {"to": ["mara@auenfeld.example"], "subject": "Neues Passwort", "text": "https://…/secret"}
    outbox.put("letter", effect_key="letter:1", words=words)
    assert items(machine.get("/outbox")) == []
    (letter,) = items(admin.get("/outbox"))
    assert letter["text"] == "https://…/secret"
    problem(machine.post(f"/outbox/{letter['id']}/release"), 404, "not-found")
