"""A mail that did not leave is tried for five days, and not more often than helps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beistand.channels.rules.trying_again import GIVE_UP_AFTER, SHORTEST, next_try

FIRST = datetime(2026, 11, 22, 9, tzinfo=UTC)
AGES = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=6))


@given(AGES, st.booleans(), st.floats(0, 1))
def test_the_next_try_is_later_and_never_beyond_five_days(age: timedelta, there: bool, spread: float) -> None:
    at = FIRST + age
    due = next_try(FIRST, at, server_is_there=there, spread=spread)
    if age >= GIVE_UP_AFTER:
        assert due is None
    else:
        assert due is not None and at < due <= FIRST + GIVE_UP_AFTER
        assert due - at <= timedelta(minutes=72)


@given(st.booleans(), st.floats(0, 1))
def test_the_last_try_is_after_five_days_and_there_are_not_thousands(there: bool, spread: float) -> None:
    at, tries = FIRST, 0
    while (due := next_try(FIRST, at, server_is_there=there, spread=spread)) is not None:
        assert due - at >= SHORTEST or due == FIRST + GIVE_UP_AFTER
        at, tries = due, tries + 1
    assert at == FIRST + GIVE_UP_AFTER
    assert tries < (150 if there else 1500)


def test_a_greylisted_mail_comes_back_within_minutes() -> None:
    tries = []
    at = FIRST
    while at - FIRST < timedelta(minutes=15):
        at = next_try(FIRST, at, server_is_there=True, spread=0.5) or at
        tries.append(at - FIRST)
    assert tries[0] <= timedelta(minutes=2)
    assert len(tries) >= 5
