"""Customers, where they met us, and the journal that remembers it."""

from __future__ import annotations

from typing import Any

import pytest
from api_caller import Caller, items, problem

from beistand.journal.models import Entry
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db
WHEN = "2026-11-20T17:30:00+01:00"


def test_a_customer_is_added_and_found_by_an_address(machine: Caller) -> None:
    body = {
        "brand": "auenfeld", "name": "Emre Yıldız", "locale": "de",
        "addresses": [{"value": "Emre@kunde.example"}, {"kind": "phone", "value": "+49 30 23125 001"}],
    }  # fmt: skip
    made = machine.post("/customers", body)
    assert made.status_code == 201, made.content
    customer = made.json()
    assert [a["proven_at"] for a in customer["addresses"]] == [None, None]
    for address in ("emre@KUNDE.example", "+49 30 23125001"):
        assert [c["id"] for c in items(machine.get("/customers", {"address": address}))] == [customer["id"]]
    assert items(machine.get("/customers", {"address": "nobody@kunde.example"})) == []
    problem(machine.post("/customers", body), 409, "address-taken")


def test_a_mail_from_an_added_customer_comes_to_them(machine: Caller, arrive: Arrive) -> None:
    body = {"brand": "auenfeld", "name": "Emre", "addresses": [{"value": "emre@kunde.example"}]}
    customer = machine.post("/customers", body).json()
    arrive(mail())
    (item,) = items(machine.get("/messages"))
    assert item["customer"] == customer["id"]


def test_touchpoints_are_recorded_all_or_none(machine: Caller, auenfeld: Auenfeld) -> None:
    customer = machine.post("/customers", {"brand": "auenfeld", "name": "Emre"}).json()["id"]
    known = {"customer": customer, "kind": "shop", "at": WHEN, "words": {"order": "A-17", "paid": True}}
    unknown = {"anonymous": "visitor-9", "brand": "auenfeld", "kind": "page", "at": WHEN}
    response = machine.post("/touchpoints", {"items": [known, unknown]})
    assert response.status_code == 201, response.content
    assert response.json() == {"recorded": 2}
    first, second = Entry.objects.filter(fact="Touchpoint").order_by("id")
    assert str(first.customer) == customer
    assert first.words == {"kind": "shop", "details": {"order": "A-17", "paid": True}}
    assert first.at.isoformat() == "2026-11-20T16:30:00+00:00"
    assert (second.customer, second.brand) == (None, auenfeld.brand.id)
    assert second.words == {"kind": "page", "anonymous": "visitor-9"}
    nobody = {**known, "customer": "00000000-0000-7000-8000-000000000000"}
    assert "1" in problem(machine.post("/touchpoints", {"items": [known, nobody]}), 422, "customer")["detail"]
    problem(machine.post("/touchpoints", {"items": [{**known, "anonymous": "x"}]}), 422, "customer")
    problem(machine.post("/touchpoints", {"items": [known] * 1001}), 422, "shape")
    assert Entry.objects.filter(fact="Touchpoint").count() == 2
    assert machine.post("/touchpoints", {"items": [known] * 1000}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_read_in_order_from_a_place(machine: Caller, arrive: Arrive) -> None:
    arrive(mail())
    first = items(machine.get("/entries"))
    assert "MessageHeard" in [e["fact"] for e in first]
    place = first[-1]["id"]
    assert items(machine.get("/entries", {"since": place})) == []
    (item,) = items(machine.get("/messages"))
    machine.post(f"/conversations/{item['conversation']}/note", {"text": "x"})
    (noted,) = items(machine.get("/entries", {"since": place}))
    assert noted["fact"] == "NoteWritten"
    assert noted["by"].startswith("key:")
    assert noted["conversation"] == item["conversation"]
    everything = items(machine.get("/entries"))
    page: dict[str, Any] = machine.get("/entries", {"limit": 1}).json()
    assert page["next"] == everything[0]["id"]
    rest = items(machine.get("/entries", {"cursor": page["next"]}))
    assert page["items"] + rest == everything
    assert items(machine.get("/entries", {"customer": item["customer"]})) == [
        e for e in everything if e["customer"] == item["customer"]
    ]
    assert items(machine.get("/entries", {"since": "2099-01-01T00:00:00Z"})) == []
    assert items(machine.get("/entries", {"since": "2020-01-01T00:00:00Z"})) == everything


@pytest.mark.parametrize("since", ["1-", "x", "99999999999999999999-1", "1-99999999999999999999", "٣-٣"])
def test_a_place_that_is_none_is_refused(machine: Caller, since: str) -> None:
    assert machine.get("/entries", {"since": since}).status_code == 422


def test_who_is_in_the_house(machine: Caller, auenfeld: Auenfeld) -> None:
    (brand,) = items(machine.get("/brands"))
    assert (brand["slug"], brand["domains"]) == ("auenfeld", ["auenfeld.example"])
    (team,) = items(machine.get("/teams"))
    assert team["first"] is True
    assert {a["name"] for a in items(machine.get("/agents"))} == {
        "Mara Lindner",
        "Jonas Keller",
        "Lea Brandt",
    }
