"""One's own settings, and whether one is here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from beistand.house import presence
from beistand.house.models import Agent, Presence
from beistand.lib.refusal import Refused

pytestmark = pytest.mark.django_db
ME = "/settings/me/"
WISHES = {
    "name": "Mara L. Lindner",
    "locale": "en",
    "theme": "dark",
    "density": "dense",
    "undo_seconds": "15",
    "keys_on": "0",
}


def test_what_one_wishes_is_kept(inside: Client, mara: Any) -> None:
    assert inside.post(ME, WISHES).status_code == 302
    mara.refresh_from_db()
    assert (mara.name, mara.locale, mara.theme, mara.density) == ("Mara L. Lindner", "en", "dark", "dense")
    assert (mara.undo_seconds, mara.keys_on) == (15, False)
    assert '<html lang="en" data-theme="dark"' in inside.get(ME).content.decode()


@pytest.mark.parametrize("seconds", ["0", "5", "30"])
def test_undo_may_last_5_to_30_seconds_or_be_off(inside: Client, mara: Any, seconds: str) -> None:
    inside.post(ME, {**WISHES, "undo_seconds": seconds})
    mara.refresh_from_db()
    assert mara.undo_seconds == int(seconds)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("undo_seconds", "4"),
        ("undo_seconds", "31"),
        ("undo_seconds", "-5"),
        ("undo_seconds", "²"),
        ("undo_seconds", ""),
        ("name", "  "),
        ("name", "x" * 121),
        ("locale", "fr"),
        ("theme", "pink"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_half_is_kept(
    inside: Client, mara: Any, field: str, value: str
) -> None:
    answer = inside.post(ME, {**WISHES, field: value})
    assert answer.status_code == 422
    assert "Bitte sehen Sie noch einmal hin." in answer.content.decode()
    mara.refresh_from_db()
    assert (mara.name, mara.undo_seconds) == ("Mara Lindner", 8)


def test_role_and_address_cannot_be_chosen(inside: Client, mara: Any) -> None:
    inside.post(ME, {**WISHES, "role": "admin", "email": "boss@auenfeld.example", "is_active": "0"})
    mara.refresh_from_db()
    assert (mara.role, mara.email, mara.is_active) == ("agent", "mara@auenfeld.example", True)


def test_a_pause_is_kept_until_one_is_here_again(inside: Client, mara: Any) -> None:
    inside.post("/settings/presence/", {"state": "pause"})
    presence.seen(mara.id)
    assert presence.state_of(mara) == "pause"
    assert presence.who_is_here([mara.id]) == set()
    inside.post("/settings/presence/", {"state": "here"})
    assert presence.who_is_here([mara.id]) == {mara.id}


def test_a_state_that_is_none_is_refused(inside: Client, mara: Any) -> None:
    assert inside.post("/settings/presence/", {"state": "asleep"}).status_code == 422
    with pytest.raises(Refused):
        presence.choose(mara, "away")


def test_without_a_sign_of_life_one_is_gone(mara: Any, pass_time: Callable[[timedelta], None]) -> None:
    presence.seen(mara.id)
    assert presence.who_is_here([mara.id]) == {mara.id}
    pass_time(presence.GONE_AFTER + timedelta(seconds=1))
    assert presence.who_is_here([mara.id]) == set()


def test_whoever_is_switched_off_is_not_here(mara: Any) -> None:
    presence.seen(mara.id)
    Agent.objects.filter(pk=mara.pk).update(is_active=False)
    assert presence.who_is_here([mara.id]) == set()


def test_a_late_sign_of_life_does_not_turn_time_back(
    mara: Any, pass_time: Callable[[timedelta], None]
) -> None:
    presence.seen(mara.id)
    later = Presence.objects.get().seen_at
    pass_time(-timedelta(minutes=5))
    presence.seen(mara.id)
    assert Presence.objects.get().seen_at == later
