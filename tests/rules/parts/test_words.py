"""Times and names in plain words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from beistand.site import words

NOW = datetime(2026, 11, 23, 8, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_berlin() -> object:
    with timezone.override("Europe/Berlin"), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=12), "waiting 12 min."),
        (timedelta(hours=5, minutes=50), "waiting 5 hrs"),
        (timedelta(days=3), "waiting 3 days"),
    ],
)
def test_a_wait_is_told_in_words_and_promises_nothing(span: timedelta, told: str) -> None:
    assert words.waited(span) == told


@pytest.mark.parametrize(
    ("then", "told"),
    [
        (NOW - timedelta(hours=1), "08:24"),
        (NOW - timedelta(days=1), "yesterday, 09:24"),
        (NOW - timedelta(days=4), "Thursday, 09:24"),
        (datetime(2026, 8, 12, 10, tzinfo=UTC), "12 August, 12:00"),
        (datetime(2019, 3, 4, 10, tzinfo=UTC), "4 March 2019, 11:00"),
    ],
)
def test_a_moment_is_as_short_as_it_can_be(then: datetime, told: str) -> None:
    assert words.moment(then, NOW) == told


def test_a_day_in_german_has_its_dot() -> None:
    with translation.override("de"):
        assert words.day(datetime(2026, 8, 12, tzinfo=UTC), NOW) == "12. August"


def test_later_is_told_by_its_hour_today_and_by_its_day_after() -> None:
    assert words.until(NOW + timedelta(hours=5), NOW) == "until 14:24"
    assert words.until(NOW + timedelta(days=1), NOW) == "until tomorrow, 09:24"
    assert words.until(NOW + timedelta(days=7), NOW) == "until Monday 30 November, 09:24"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dr. Annika Behrens", "AB"),
        ("@pendlerin_ulm", "PE"),
        ("hilfe@auenfeld.example", "HI"),
        ("", "?"),
        ("Öz", "ÖZ"),
    ],
)
def test_a_face_shows_first_and_last_letter(name: str, letters: str) -> None:
    assert words.initials(name) == letters


def test_somebody_always_has_the_same_colour() -> None:
    assert words.tone("Annika") == words.tone("Annika")
    assert {words.tone(f"person {n}") for n in range(60)} == set(range(words.TONES))


def test_json_cannot_leave_its_script() -> None:
    assert "</script>" not in words.script_json({"a": "</script><b>"})
