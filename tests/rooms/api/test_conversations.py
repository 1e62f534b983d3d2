"""What machines do with a matter is what people do with it."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from api_caller import Caller, items, problem

from beistand.desk.models import Attachment, Conversation, Message
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(machine: Caller, arrive: Arrive) -> str:
    """Emre has written."""
    arrive(mail())
    return str(Conversation.objects.get().id)


def test_an_answer_leaves_and_can_be_read_in_the_outbox(machine: Caller, thread: str) -> None:
    body = {
        "text": "Guten Tag, **wir prüfen** das.",
        "cc": ["lea@auenfeld.example"],
        "attachments": [
            {"name": "Beleg.pdf", "type": "application/pdf", "content": base64.b64encode(b"%PDF").decode()}
        ],
    }
    response = machine.post(f"/conversations/{thread}/reply", body)
    assert response.status_code == 201, response.content
    message = response.json()
    assert message["direction"] == "out"
    assert message["conversation"] == thread
    assert message["state"] == "waiting"
    assert message["to"] == [{"address": "emre@kunde.example", "name": "Emre Yıldız"}]
    assert [f["name"] for f in message["attachments"]] == ["Beleg.pdf"]
    assert (
        machine.get(f"/messages/{message['id']}/attachments/{message['attachments'][0]['sha256']}").content
        == b"%PDF"
    )
    (parcel,) = items(machine.get("/outbox", {"state": "waiting"}))
    assert parcel["message"] == message["id"]
    assert parcel["conversation"] == thread
    assert "wir prüfen" in parcel["text"]
    assert parcel["to"][0]["address"] == "emre@kunde.example"
    assert machine.get(f"/conversations/{thread}").json()["waiting_since"] is None


def test_an_answer_may_be_held_and_released(machine: Caller, thread: str) -> None:
    machine.post(f"/conversations/{thread}/reply", {"text": "Gleich.", "hold": 600})
    (parcel,) = items(machine.get("/outbox", {"state": "held"}))
    released = machine.post(f"/outbox/{parcel['id']}/release")
    assert released.json()["state"] == "waiting"
    problem(machine.post(f"/outbox/{parcel['id']}/release"), 409, "left")


def test_a_refused_answer_leaves_nothing_half_written(machine: Caller, thread: str) -> None:
    body = {"text": "x", "cc": ["not an address"], "attachments": [{"name": "a", "content": ""}]}
    problem(machine.post(f"/conversations/{thread}/reply", body), 422, "mail")
    problem(machine.post(f"/conversations/{thread}/reply", {"text": " "}), 422, "empty")
    assert Message.objects.filter(direction="out").count() == 0
    assert Attachment.objects.count() == 0
    assert items(machine.get("/outbox")) == []


def test_who_did_not_see_a_newer_answer_is_stopped(machine: Caller, thread: str) -> None:
    (heard,) = items(machine.get("/messages"))
    machine.post(f"/conversations/{thread}/reply", {"text": "Erste.", "seen": heard["id"]})
    second = machine.post(f"/conversations/{thread}/reply", {"text": "Zweite.", "seen": heard["id"]})
    problem(second, 409, "overtaken")


def test_a_matter_is_closed_opened_again_given_put_off_and_noted(
    machine: Caller, thread: str, auenfeld: Auenfeld
) -> None:
    assert machine.post(f"/conversations/{thread}/closure").json()["state"] == "closed"
    assert items(machine.get("/conversations", {"state": "open"})) == []
    problem(machine.post(f"/conversations/{thread}/snooze", {"until": "2099-01-01T00:00:00Z"}), 409, "closed")
    assert machine.send("DELETE", f"/conversations/{thread}/closure").json()["state"] == "open"
    given = machine.send("PUT", f"/conversations/{thread}/assignment", {"agent": str(auenfeld.jonas.id)})
    assert given.json()["agent"] == str(auenfeld.jonas.id)
    assert len(items(machine.get("/conversations", {"agent": str(auenfeld.jonas.id)}))) == 1
    assert items(machine.get("/conversations", {"agent": str(auenfeld.mara.id)})) == []
    off = machine.post(f"/conversations/{thread}/snooze", {"until": "2099-01-01T00:00:00Z"}).json()
    assert (off["state"], off["snoozed_until"]) == ("snoozed", "2099-01-01T00:00:00Z")
    noted = machine.post(f"/conversations/{thread}/note", {"text": "Erstattung läuft."})
    assert noted.status_code == 201
    assert [n["text"] for n in machine.get(f"/conversations/{thread}").json()["notes"]] == [
        "Erstattung läuft."
    ]


def test_we_open_a_matter_with_somebody_new(machine: Caller, auenfeld: Auenfeld) -> None:
    body = {
        "brand": "auenfeld",
        "to": "Neu@kunde.example",
        "name": "Neu Kunde",
        "subject": "Ihre Wallbox",
        "text": "Guten Tag",
    }
    response = machine.post("/conversations", body)
    assert response.status_code == 201, response.content
    opened = response.json()
    assert opened["subject"] == "Ihre Wallbox"
    assert opened["team"] == str(auenfeld.team.id)
    (message,) = items(machine.get("/messages", {"conversation": opened["id"]}))
    assert message["to"] == [{"address": "Neu@kunde.example", "name": "Neu Kunde"}]
    assert message["subject"].startswith("Ihre Wallbox")
    customer = machine.get(f"/customers/{opened['customer']}").json()
    assert customer["addresses"][0]["value"] == "Neu@kunde.example"
    again = machine.post("/conversations", {**body, "to": opened["customer"], "subject": "Noch etwas"})
    assert again.json()["customer"] == opened["customer"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"to": "nobody"}, 422, "mail"),
        ({"to": "a@b.example, c@d.example"}, 422, "mail"),
        ({"subject": " "}, 422, "empty"),
        ({"brand": "nobody"}, 422, "brand"),
        ({"text": ""}, 422, "empty"),
        ({"team": "00000000-0000-7000-8000-000000000000"}, 422, "no-team"),
    ],
)
def test_a_matter_that_can_not_be_opened_leaves_nothing(
    machine: Caller, change: dict[str, Any], status: int, code: str
) -> None:
    from beistand.people.models import Customer

    body = {"brand": "auenfeld", "to": "neu@kunde.example", "subject": "Ihre Wallbox", "text": "Guten Tag"}
    problem(machine.post("/conversations", {**body, **change}), status, code)
    assert (Conversation.objects.count(), Customer.objects.count()) == (0, 0)


def test_matters_are_found_by_customer_team_brand_and_what_was_said_since(
    machine: Caller, thread: str, auenfeld: Auenfeld, linden: Any
) -> None:
    row = Conversation.objects.get()
    for query in (
        {"customer": str(row.customer_id)}, {"team": str(auenfeld.team.id)}, {"brand": "auenfeld"},
        {"brand": str(auenfeld.brand.id)}, {"updated_since": "2020-01-01T00:00:00Z"},
    ):  # fmt: skip
        assert [c["id"] for c in items(machine.get("/conversations", query))] == [thread], query
    for query in ({"brand": "linden"}, {"updated_since": "2099-01-01T00:00:00Z"}, {"team": thread}):
        assert items(machine.get("/conversations", query)) == [], query
