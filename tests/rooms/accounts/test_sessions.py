"""A sign-in ends: after 12 idle hours, after 14 days, by signing out everywhere, by being switched off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from doors import PASSWORD, is_in, knock
from hypothesis import given
from hypothesis import strategies as st

from beistand.house.models import Agent
from beistand.lib import clock
from beistand.site.edge.access import Credentials, listener_of
from beistand.site.session_time import IDLE, LONGEST, is_over

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], None]


def hears(client: Client) -> bool:
    """Whether the edge would let this browser listen, as it asks every four seconds of every open stream."""
    return listener_of(Credentials(session=client.cookies["beistand"].value)) is not None


@given(st.floats(0, 40 * 24 * 3600), st.floats(0, 40 * 24 * 3600))
def test_no_session_outlives_its_limits(age: float, idle: float) -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 22, tzinfo=UTC)
    session = {"began": at.timestamp() - age, "seen": at.timestamp() - idle}
    kept = SimpleNamespace(get=lambda key, default=None: session.get(key, default))
    assert is_over(kept, at) is (idle > IDLE.total_seconds() or age > LONGEST.total_seconds())


def test_twelve_idle_hours_end_it_on_pages_and_on_the_stream(inside: Client, pass_time: Later) -> None:
    pass_time(timedelta(hours=11))
    assert is_in(inside) and hears(inside)
    pass_time(timedelta(hours=11))
    assert is_in(inside) and hears(inside)
    pass_time(timedelta(hours=13))
    assert not hears(inside)
    assert not is_in(inside)


def test_an_open_page_alone_is_no_sign_of_life(inside: Client, pass_time: Later) -> None:
    for _ in range(5):
        pass_time(timedelta(hours=3))
        inside.post("/settings/presence/", {"state": "here"})
    assert not is_in(inside)


def test_after_fourteen_days_one_signs_in_again(inside: Client, pass_time: Later) -> None:
    for _ in range(33):
        pass_time(timedelta(hours=10))
        assert is_in(inside)
    pass_time(timedelta(hours=10))
    assert not is_in(inside)


def test_whoever_is_switched_off_is_out_at_once(inside: Client, mara: Any) -> None:
    assert hears(inside)
    Agent.objects.filter(pk=mara.pk).update(is_active=False)
    assert not hears(inside)
    assert not is_in(inside)


def test_signing_out_everywhere_ends_all_sessions(inside: Client, mara: Any) -> None:
    other = Client()
    knock(other, mara.email)
    assert inside.post("/settings/me/leave/").status_code == 302
    assert not is_in(inside) and not is_in(other)
    assert UserSession.objects.filter(user=mara).count() == 0


def test_the_other_devices_can_be_signed_out(inside: Client, mara: Any) -> None:
    other = Client()
    knock(other, mara.email)
    inside.post("/in/sessions/")
    assert is_in(inside) and not is_in(other)


def test_a_new_password_signs_out_all_other_devices_and_renews_this_one(inside: Client, mara: Any) -> None:
    other = Client()
    knock(other, mara.email)
    before = inside.cookies["beistand"].value
    new = "ein-roter-faden-mit-drei-knoten"
    answer = inside.post(
        "/in/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert is_in(inside) and not is_in(other) and not hears(other)
    assert inside.cookies["beistand"].value != before


def test_a_step_up_renews_the_session_id_and_stays_in_the_list(inside: Client, mara: Any) -> None:
    before = inside.cookies["beistand"].value
    inside.post("/in/reauthenticate/", {"password": PASSWORD})
    after = inside.cookies["beistand"].value
    assert after != before
    assert list(UserSession.objects.filter(user=mara).values_list("session_key", flat=True)) == [after]
    thief = Client()
    thief.cookies["beistand"] = before
    assert not is_in(thief)


def test_signing_out_needs_a_button(inside: Client) -> None:
    assert inside.get("/in/logout/").status_code == 200
    assert is_in(inside)
    inside.post("/in/logout/")
    assert not is_in(inside)


def test_a_session_that_was_begun_before_is_not_over_yet(db: None) -> None:
    assert not is_over(SimpleNamespace(get=lambda key, default=None: default), clock.now())


def test_what_has_ended_is_swept_and_what_has_not_stays(inside: Client, pass_time: Later) -> None:
    from django.contrib.sessions.models import Session
    from django.core.cache import cache

    from beistand.lib.models import Cached, Tries
    from beistand.site.wiring import sweep_ended

    cache.set("short", 1, 30)
    cache.set("long", 1, None)
    sweep_ended()
    assert Tries.objects.exists()
    assert Session.objects.exists()
    pass_time(timedelta(days=9))
    sweep_ended()
    assert not Tries.objects.exists()
    assert list(Cached.objects.values_list("key", flat=True)) == [cache.make_key("long")]
