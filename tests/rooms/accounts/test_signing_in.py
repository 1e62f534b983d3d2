"""Mara signs in: with a password, a code, a recovery code; and nobody learns who is here."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from doors import LOGIN, PASSWORD, code_of, is_in, knock, secret_on

pytestmark = pytest.mark.django_db


def test_in_leads_to_the_sign_in_and_keeps_where_one_wanted_to_go() -> None:
    answer = Client().get("/in/?next=/customers/")
    assert answer.status_code == 302
    assert answer["Location"] == "/in/login/?next=/customers/"


def test_the_right_password_opens_the_desk(mara: Any) -> None:
    client = Client()
    answer = knock(client, mara.email)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert is_in(client)


def test_after_signing_in_one_is_where_one_wanted_to_go(mara: Any) -> None:
    answer = Client().post(LOGIN, {"login": mara.email, "password": PASSWORD, "next": "/customers/"})
    assert answer["Location"] == "/customers/"


def test_nobody_is_sent_to_a_foreign_page_after_signing_in(mara: Any) -> None:
    answer = Client().post(
        LOGIN, {"login": mara.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/desk/"


def test_nobody_can_sign_up() -> None:
    for path in ("/in/signup/", "/in/email/", "/in/3rdparty/", "/in/3rdparty/signup/"):
        assert Client().get(path).status_code == 404, path


def test_known_and_unknown_people_get_the_same_words(mara: Any) -> None:
    known = knock(Client(), mara.email, "wrong-wrong-wrong").content.decode()
    unknown = knock(Client(), "nobody@auenfeld.example", "wrong-wrong-wrong").content.decode()
    assert _without_tokens(known, mara.email) == _without_tokens(unknown, "nobody@auenfeld.example")


def test_known_and_unknown_people_wait_equally_long(mara: Any) -> None:
    known, unknown = [], []
    for turn in range(5):
        known.append(_seconds(mara.email, turn))
        unknown.append(_seconds(f"nobody{turn}@auenfeld.example", turn))
    assert 0.6 < statistics.median(known) / statistics.median(unknown) < 1.7


def test_the_session_id_is_new_after_signing_in(mara: Any) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    client.cookies["beistand"] = session.session_key
    knock(client, mara.email)
    assert client.cookies["beistand"].value != session.session_key


def test_with_codes_on_the_password_alone_does_not_open(inside: Client, mara: Any) -> None:
    secret = _switch_codes_on(inside)
    client = Client()
    answer = knock(client, mara.email)
    assert answer["Location"] == "/in/2fa/authenticate/"
    assert not is_in(client)
    assert client.post("/in/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    answer = client.post("/in/2fa/authenticate/", {"code": code_of(secret)})
    assert answer["Location"] == "/desk/"
    assert is_in(client)


def test_a_code_that_was_used_opens_nothing_a_second_time(inside: Client, mara: Any) -> None:
    secret = _switch_codes_on(inside)
    code = code_of(secret)
    for expected in (True, False):
        client = Client()
        knock(client, mara.email)
        client.post("/in/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected


def test_a_recovery_code_opens_once(inside: Client, mara: Any) -> None:
    _switch_codes_on(inside)
    code = Authenticator.objects.get(user=mara, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        knock(client, mara.email)
        client.post("/in/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected


def test_seeds_of_codes_do_not_lie_open_in_the_database(inside: Client, mara: Any) -> None:
    secret = _switch_codes_on(inside)
    kept = "".join(str(a.data) for a in Authenticator.objects.filter(user=mara))
    assert secret not in kept
    for code in Authenticator.objects.get(user=mara, type="recovery_codes").wrap().get_unused_codes():
        assert code not in kept


def test_protecting_the_account_asks_once_more_for_the_password(inside: Client) -> None:
    answer = inside.get("/in/2fa/totp/activate/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/in/reauthenticate/")


def test_an_agent_who_was_switched_off_stays_outside(mara: Any) -> None:
    mara.is_active = False
    mara.save()
    client = Client()
    assert knock(client, mara.email)["Location"] == "/in/inactive/"
    assert not is_in(client)


def _switch_codes_on(client: Client) -> str:
    client.post("/in/reauthenticate/", {"password": PASSWORD})
    secret = secret_on(client.get("/in/2fa/totp/activate/"))
    answer = client.post("/in/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def _seconds(mail: str, turn: int) -> float:
    began = time.perf_counter()
    knock(Client(REMOTE_ADDR=f"198.51.100.{turn}"), mail, "wrong-wrong-wrong")
    return time.perf_counter() - began


def _without_tokens(page: str, mail: str) -> str:
    lines = page.replace(mail, "MAIL").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line)
