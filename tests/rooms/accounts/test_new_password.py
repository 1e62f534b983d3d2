"""A forgotten password: a link by mail, for an hour, once, and no word about who is here."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from doors import is_in, knock, link_in

from beistand.lib.models import Parcel, Token

pytestmark = pytest.mark.django_db
ASK = "/in/password/reset/"
NEW = "ein-neuer-faden-fuer-mara"


def letter() -> str:
    return str(Parcel.objects.filter(kind="letter").latest("made_at").words["text"])


def choose(client: Client, link: str, password: str = NEW) -> Any:
    """Follow the link and choose a password."""
    first = client.get(link)
    if first.status_code != 302:
        return first
    return client.post(first["Location"], {"password1": password, "password2": password})


def test_the_link_in_the_letter_opens_the_way_to_a_new_password(mara: Any) -> None:
    assert Client().post(ASK, {"email": mara.email})["Location"] == "/in/password/reset/done/"
    client = Client()
    assert choose(client, link_in(letter())).status_code == 302
    knock(client, mara.email, NEW)
    assert is_in(client)


def test_the_letter_goes_to_the_address_we_know_and_not_to_what_was_typed(mara: Any) -> None:
    Client().post(ASK, {"email": mara.email.upper()})
    assert Parcel.objects.get(kind="letter").words["to"] == [mara.email]


def test_the_link_works_once(mara: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    link = link_in(letter())
    choose(Client(), link)
    assert "nicht mehr" in choose(Client(), link, "noch-ein-anderer-faden").content.decode()


def test_the_link_works_for_an_hour(mara: Any, pass_time: Callable[[timedelta], None]) -> None:
    Client().post(ASK, {"email": mara.email})
    pass_time(timedelta(minutes=61))
    assert "nicht mehr" in choose(Client(), link_in(letter())).content.decode()


def test_a_newer_link_ends_the_older(mara: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    older = link_in(letter())
    Client().post(ASK, {"email": mara.email})
    assert "nicht mehr" in choose(Client(), older).content.decode()


def test_the_link_of_one_does_not_open_the_account_of_another(mara: Any, auenfeld: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    stolen = link_in(letter()).replace(mara.pk.hex, auenfeld.jonas.pk.hex)
    assert "nicht mehr" in choose(Client(), stolen).content.decode()


def test_only_a_hash_of_the_token_is_kept(mara: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    text = link_in(letter()).rstrip("/").rpartition("-")[2]
    row = Token.objects.get()
    assert text.encode() not in bytes(row.hash)
    assert text not in str(row.words)


def test_a_new_password_signs_out_all_devices(inside: Client, mara: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    choose(Client(), link_in(letter()))
    assert not is_in(inside)


def test_following_the_link_alone_changes_nothing(mara: Any) -> None:
    Client().post(ASK, {"email": mara.email})
    for _ in range(3):
        Client().get(link_in(letter()), follow=True)
    client = Client()
    knock(client, mara.email)
    assert is_in(client)


def test_nobody_learns_whether_an_account_exists(mara: Any) -> None:
    known = Client().post(ASK, {"email": mara.email}, follow=True)
    unknown = Client().post(ASK, {"email": "nobody@auenfeld.example"}, follow=True)
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    assert Parcel.objects.filter(kind="letter").count() == 1


def test_the_answer_takes_equally_long_for_known_and_unknown(mara: Any) -> None:
    known = statistics.median(_seconds(mara.email, turn) for turn in range(3))
    unknown = statistics.median(_seconds("nobody@auenfeld.example", turn) for turn in range(3))
    assert abs(known - unknown) < 0.15


def test_nobody_is_flooded_with_letters(mara: Any) -> None:
    for turn in range(9):
        page = Client(REMOTE_ADDR=f"198.51.100.{turn}").post(ASK, {"email": mara.email})
    assert Parcel.objects.filter(kind="letter").count() <= 4
    assert "Bitte warten Sie" in page.content.decode()


def test_a_common_or_short_password_is_refused(mara: Any) -> None:
    for weak in ("kurz", "password1234", "1234567890123"):
        Client().post(ASK, {"email": mara.email}, REMOTE_ADDR=f"203.0.113.{len(weak)}")
        assert choose(Client(), link_in(letter()), weak).status_code == 200, weak


def test_whoever_is_switched_off_gets_no_link(mara: Any) -> None:
    mara.is_active = False
    mara.save()
    Client().post(ASK, {"email": mara.email})
    assert not Parcel.objects.filter(kind="letter").exists()


def _seconds(mail: str, turn: int) -> float:
    began = time.perf_counter()
    Client(REMOTE_ADDR=f"198.51.100.{turn}").post(ASK, {"email": mail})
    return time.perf_counter() - began
