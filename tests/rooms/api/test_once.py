"""Said twice, done once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from api_caller import Caller, items, problem
from django.db import connection

from beistand.people.models import Customer
from beistand.site.api import once
from beistand.site.models import FirstAnswer
from cast import Arrive, mail

NEW = {"name": "Emre", "brand": "auenfeld"}


@pytest.mark.django_db
def test_the_same_key_again_gives_the_first_answer_and_no_second_effect(machine: Caller) -> None:
    first = machine.post("/customers", NEW, repeat="k1")
    second = machine.post("/customers", NEW, repeat="k1")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert second["Content-Type"] == first["Content-Type"]
    assert Customer.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_to_a_customer_is_sent_once(machine: Caller, arrive: Arrive) -> None:
    arrive(mail())
    (item,) = items(machine.get("/messages"))
    path = f"/conversations/{item['conversation']}/reply"
    sent = {machine.post(path, {"text": "Ja."}, repeat="r").json()["id"] for _ in range(3)}
    assert len(sent) == 1
    assert len(items(machine.get("/outbox"))) == 1


@pytest.mark.django_db
def test_the_same_key_for_another_request_is_refused(machine: Caller) -> None:
    machine.post("/customers", NEW, repeat="k1")
    problem(machine.post("/customers", {**NEW, "name": "Ayşe"}, repeat="k1"), 409, "repeat-other")
    problem(machine.post("/touchpoints", NEW, repeat="k1"), 409, "repeat-other")
    assert Customer.objects.count() == 1


@pytest.mark.django_db
def test_two_callers_may_use_the_same_key(machine: Caller, admin: Caller) -> None:
    assert machine.post("/customers", NEW, repeat="k1").status_code == 201
    assert admin.post("/customers", NEW, repeat="k1").status_code == 201
    assert Customer.objects.count() == 2


@pytest.mark.django_db
def test_a_no_that_had_begun_is_kept_and_one_that_had_not_is_not(machine: Caller) -> None:
    taken = {**NEW, "addresses": [{"value": "emre@kunde.example"}]}
    machine.post("/customers", taken)
    problem(machine.post("/customers", taken, repeat="k1"), 409, "address-taken")
    Customer.objects.all().delete()
    problem(machine.post("/customers", taken, repeat="k1"), 409, "address-taken")
    problem(machine.post("/customers", {"nam": "x"}, repeat="k2"), 422, "shape")
    assert machine.post("/customers", NEW, repeat="k2").status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a b", "x" * 256, "ä"])
def test_a_key_that_is_none_is_refused(machine: Caller, key: str) -> None:
    problem(machine.post("/customers", NEW, repeat=key), 400, "repeat-key")


@pytest.mark.django_db
def test_answers_are_kept_a_day_and_not_for_ever(machine: Caller) -> None:
    machine.post("/customers", NEW, repeat="k1")
    row = FirstAnswer.objects.get()
    FirstAnswer.objects.update(made_at=row.made_at - timedelta(hours=24))
    assert once.tidy() == 0
    FirstAnswer.objects.update(made_at=row.made_at - timedelta(hours=49))
    assert once.tidy() == 1


@pytest.mark.django_db
def test_a_secret_in_a_kept_answer_lies_sealed(admin: Caller) -> None:
    secret = admin.post("/webhooks", {"url": "https://hook.example/"}, repeat="k").json()["secret"]
    assert secret.encode() not in bytes(FirstAnswer.objects.get().body)
    assert admin.post("/webhooks", {"url": "https://hook.example/"}, repeat="k").json()["secret"] == secret


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_are_one(machine: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from beistand.site.api import customers

    inside, go_on = threading.Event(), threading.Event()
    add = customers.add_customer

    def slowly(*args: Any, **kwargs: Any) -> Any:
        inside.set()
        go_on.wait(10)
        return add(*args, **kwargs)

    monkeypatch.setattr(customers, "add_customer", slowly)
    answers: list[Any] = []

    def call() -> None:
        answers.append(machine.post("/customers", NEW, repeat="k1"))
        connection.close()

    both = [threading.Thread(target=call) for _ in range(2)]
    both[0].start()
    assert inside.wait(10)
    both[1].start()
    both[1].join(0.3)
    assert both[1].is_alive()
    go_on.set()
    for one in both:
        one.join(15)
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Customer.objects.count() == 1
