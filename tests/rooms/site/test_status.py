"""Health of the house: silent processes, waiting arrivals and stuck mail are seen on one page and in the terminal."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from cast import Auenfeld, signed_in, stranger

pytestmark = pytest.mark.django_db


def lines(sight: Any = None) -> dict[str, Any]:
    from beistand.house.rights import whole_house
    from beistand.site.status import health

    return {line.key: line for line in health(sight or whole_house())}


def test_a_process_that_speaks_is_alive_and_one_that_is_silent_is_named(auenfeld: Auenfeld) -> None:
    from beistand.lib import alive
    from beistand.lib.models import SignOfLife

    for process in ("web", "edge", "work"):
        alive.say(process)
    SignOfLife.objects.filter(process="edge").update(seen_at=alive.real_now() - timedelta(minutes=7))
    found = lines()
    assert [found[p].state for p in ("web", "edge", "work", "door")] == ["ok", "late", "ok", "late"]
    assert "7" in found["edge"].sentence


def test_saying_it_again_is_one_row_and_old_hosts_are_forgotten(auenfeld: Auenfeld) -> None:
    from beistand.lib import alive
    from beistand.lib.models import SignOfLife

    old = alive.real_now() - timedelta(days=2)
    SignOfLife.objects.create(process="web", host="gone", pid=1, seen_at=old)
    alive.say("web")
    alive.say("web")
    assert SignOfLife.objects.count() == 1


def test_what_waits_to_be_filed_is_counted_and_becomes_an_alarm(auenfeld: Auenfeld) -> None:
    from beistand.channels.intake import Raw, accept
    from beistand.channels.models import Arrival

    assert lines()["arrivals"].state == "ok"
    arrival = accept(Raw("email", b"Subject: x\r\n\r\nx", {"recipients": ["hilfe@auenfeld.example"]}))
    assert lines()["arrivals"].state == "ok" and "1" in lines()["arrivals"].sentence
    long_ago = Arrival.objects.get(id=arrival).arrived_at - timedelta(minutes=20)
    Arrival.objects.filter(id=arrival).update(arrived_at=long_ago)
    assert lines()["arrivals"].state == "late" and lines()["arrivals"].since == long_ago


def test_stuck_mail_is_shown_to_the_people_of_its_brand_only(auenfeld: Auenfeld) -> None:
    from beistand.house.rights import sight
    from beistand.lib import outbox
    from beistand.lib.models import Parcel

    for state in ("failed", "unknown"):
        outbox.put("message", effect_key=state, words={}, brand=auenfeld.brand.id)
        Parcel.objects.filter(effect_key=state).update(state=state)
    assert {"outbox_failed", "outbox_unknown"} <= set(lines(sight(auenfeld.mara)))
    assert not {"outbox_failed", "outbox_unknown"} & set(lines(sight(stranger())))


def test_the_page_says_when_it_was_computed_and_names_the_version(auenfeld: Auenfeld) -> None:
    text = signed_in(auenfeld.mara).get("/settings/status/").content.decode()
    assert "PostgreSQL" in text and "Beistand 0" in text and "Stand" in text


def test_the_command_line_tells_the_same(auenfeld: Auenfeld) -> None:
    from beistand.site.cli.status import status

    told = status(settings.BEISTAND, argparse.Namespace(json=True))
    assert told["state"] == "late"  # no process runs in a test
    assert {line["key"] for line in told["lines"]} == set(lines())
    json.dumps(told, default=str)
    words = status(settings.BEISTAND, argparse.Namespace(json=False))
    assert any(line.startswith("x ") for line in words.splitlines())
