"""Guessing costs time, more each time; strangers can't lock an agent out; processes share what they saw."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from doors import is_in, knock
from hypothesis import given
from hypothesis import strategies as st

from beistand.lib import limits
from beistand.lib.limits import Limit
from beistand.lib.models import Tries
from beistand.site import guesses

pytestmark = pytest.mark.django_db
LIMIT = Limit("test", 3, timedelta(seconds=2), timedelta(minutes=1), timedelta(hours=1))
Later = Callable[[timedelta], None]


def test_the_first_tries_cost_nothing_then_the_wait_doubles_up_to_a_minute(pass_time: Later) -> None:
    waits = []
    for _ in range(24):
        wait = limits.take((LIMIT, "a"))
        if wait:
            waits.append(round(wait.total_seconds()))
            pass_time(wait)
    assert waits[:4] == [2, 4, 8, 16]
    assert max(waits) == 60


def test_what_is_refused_is_not_counted() -> None:
    for _ in range(4):
        limits.take((LIMIT, "a"))
    before = Tries.objects.get().count
    for _ in range(5):
        assert limits.take((LIMIT, "a")) > limits.NO_WAIT
    assert Tries.objects.get().count == before


def test_all_is_forgotten_after_a_while(pass_time: Later) -> None:
    for _ in range(4):
        limits.take((LIMIT, "a"))
    pass_time(timedelta(hours=2))
    for _ in range(3):
        assert limits.take((LIMIT, "a")) == limits.NO_WAIT


def test_when_one_limit_refuses_the_other_is_not_charged() -> None:
    other = Limit("other", 50, timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1))
    for _ in range(4):
        limits.take((LIMIT, "a"), (other, "b"))
    limits.take((LIMIT, "a"), (other, "b"))
    assert Tries.objects.get(key=limits.key_of(other, "b")).count == 4


def test_targets_are_not_kept_in_clear() -> None:
    limits.take((LIMIT, "mara@auenfeld.example"))
    assert "mara" not in Tries.objects.get().key


def test_twenty_guesses_at_once_are_twenty_guesses() -> None:
    target = str(uuid4())

    def guess(_turn: int) -> bool:
        try:
            return limits.take((LIMIT, target)) == limits.NO_WAIT
        finally:
            connection.close()

    def clean_up() -> None:
        limits.forget(LIMIT, target)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        heard = sum(pool.map(guess, range(20)))
        pool.submit(clean_up).result()
    assert heard == LIMIT.free + 1


@given(st.integers(0, 10**6))
def test_no_wait_is_longer_than_its_limit(count: int) -> None:
    assert limits.NO_WAIT <= LIMIT.wait_after(count) <= LIMIT.longest
    assert LIMIT.wait_after(count) <= LIMIT.wait_after(count + 1)


def test_a_source_is_a_v4_address_or_a_64_of_v6() -> None:
    assert limits.network("192.0.2.7") == "192.0.2.7"
    assert limits.network("::ffff:192.0.2.7") == "192.0.2.7"
    assert limits.network("2001:db8:1:2:3:4:5:6") == limits.network("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert limits.network("2001:db8:1:3::1") != limits.network("2001:db8:1:2::1")


def test_guessing_a_password_is_told_how_long_to_wait(mara: Any) -> None:
    client = Client()
    for _ in range(6):
        knock(client, mara.email, "wrong-wrong-wrong")
    page = knock(client, mara.email).content.decode()
    assert "Bitte warten Sie" in page or "Please wait" in page
    assert not is_in(client)


def test_an_unknown_account_is_guarded_in_the_same_way(mara: Any) -> None:
    client = Client()
    for _ in range(6):
        knock(client, "nobody@auenfeld.example", "wrong-wrong-wrong")
    page = knock(client, "nobody@auenfeld.example").content.decode()
    assert "Bitte warten Sie" in page or "Please wait" in page


def test_after_the_wait_the_right_password_opens(mara: Any, pass_time: Later) -> None:
    client = Client()
    for _ in range(7):
        knock(client, mara.email, "wrong-wrong-wrong")
    pass_time(timedelta(minutes=6))
    knock(client, mara.email)
    assert is_in(client)


def test_strangers_do_not_lock_out_a_browser_that_mara_uses(inside: Client, mara: Any) -> None:
    inside.post("/in/logout/")
    for turn in range(12):
        knock(Client(REMOTE_ADDR=f"198.51.100.{turn}"), mara.email, "wrong-wrong-wrong")
    assert knock(Client(REMOTE_ADDR="203.0.113.5"), mara.email).status_code == 200  # a new browser waits
    knock(inside, mara.email)
    assert is_in(inside)


def test_the_mark_of_a_known_browser_can_not_be_made_up_or_lent_to_another_account(
    inside: Client, mara: Any, auenfeld: Any
) -> None:
    mark = inside.cookies[guesses.DEVICE_COOKIE].value
    client = Client()
    client.cookies[guesses.DEVICE_COOKIE] = mark[:-2] + "xx"
    for _ in range(6):
        knock(Client(), mara.email, "wrong-wrong-wrong")
    assert knock(client, mara.email).status_code == 200
    client.cookies[guesses.DEVICE_COOKIE] = mark
    for _ in range(6):
        knock(Client(), auenfeld.jonas.email, "wrong-wrong-wrong")
    assert "Bitte warten" in knock(client, auenfeld.jonas.email, "wrong").content.decode()


def test_one_place_that_tries_many_accounts_has_to_wait(mara: Any) -> None:
    client = Client(REMOTE_ADDR="198.51.100.9")
    for turn in range(22):
        knock(client, f"person{turn}@auenfeld.example", "wrong-wrong-wrong")
    assert "Bitte warten" in knock(client, "another@auenfeld.example", "wrong").content.decode()


def test_an_own_account_does_not_wash_guesses_clean(mara: Any) -> None:
    client = Client(REMOTE_ADDR="198.51.100.9")
    for turn in range(10):
        knock(client, f"person{turn}@auenfeld.example", "wrong-wrong-wrong")
    count = Tries.objects.get(key=limits.key_of(guesses.PLACE, "198.51.100.9")).count
    knock(client, mara.email)
    assert Tries.objects.get(key=limits.key_of(guesses.PLACE, "198.51.100.9")).count == count


def test_the_shared_cache_keeps_forgets_and_adds_once(pass_time: Later) -> None:
    assert cache.add("used", "y", 30)
    assert not cache.add("used", "y", 30)
    cache.set("list", [1.5, 2], 30)
    assert cache.get("list") == [1.5, 2]
    pass_time(timedelta(seconds=31))
    assert cache.get("list") is None
    assert cache.add("used", "y", None)
    assert cache.touch("used", 5)
    assert cache.delete("used")
    assert not cache.delete("used")
