"""Figures for Prometheus."""

from __future__ import annotations

import pytest
from api_caller import Caller
from django.test import Client

from cast import Arrive, mail

pytestmark = pytest.mark.django_db


def test_the_figures_tell_what_waits(arrive: Arrive, machine: Caller) -> None:
    from beistand.channels.intake import Raw, accept

    arrive(mail())
    accept(Raw("email", mail(id="<2@kunde.example>"), {"recipients": ["hilfe@auenfeld.example"]}))
    response = Client(SERVER_NAME="127.0.0.1").get("/metrics")
    lines = response.content.decode().splitlines()
    assert 'beistand_arrivals{state="filed"} 1' in lines
    assert 'beistand_arrivals{state="kept"} 1' in lines
    assert "beistand_open_conversations 1" in lines
    assert 'beistand_outbox{state="waiting"} 0' in lines
    age = next(line for line in lines if line.startswith("beistand_oldest_kept_arrival_seconds "))
    assert 0 <= float(age.split()[1]) < 60
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")


def test_from_elsewhere_they_are_for_admin_keys_only(
    machine: Caller, admin: Caller, stranger: Caller
) -> None:
    assert Client(SERVER_NAME="127.0.0.1").get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 401
    relayed = Client(SERVER_NAME="127.0.0.1").get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert relayed.status_code == 401
    for caller, status in ((machine, 401), (stranger, 401), (admin, 200)):
        assert caller.client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == status
