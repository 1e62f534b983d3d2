"""Who asks, from where, under which name: proxies, hosts, and demo accounts that stay at home."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from doors import LOGIN, PASSWORD, is_in, knock

from beistand.house import setting_up
from beistand.site import hosts
from beistand.site.true_client import networks, true_client

pytestmark = pytest.mark.django_db
PROXY = networks("10.0.0.0/8, 2001:db8::1")


@pytest.fixture
def guest(mara: Any) -> Any:
    """Mara of the demo."""
    mara.is_demo = True
    mara.save()
    return mara


@pytest.fixture
def behind_proxy(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The house stands behind a proxy at 10.0.0.1."""
    from dataclasses import replace

    settings.BEISTAND = replace(settings.BEISTAND, trusted_proxies="10.0.0.1")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "127.0.0.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, not an address", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "2001:db8:7::1", "2001:db8:7::1"),
    ],
)
def test_the_client_is_the_first_address_that_no_trusted_proxy_vouches_for(
    remote: str, forwarded: str, client: str
) -> None:
    assert true_client(remote, forwarded, PROXY) == client


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_demo_accounts_open_on_their_own_machine(guest: Any, address: str) -> None:
    client = Client(REMOTE_ADDR=address)
    knock(client, guest.email)
    assert is_in(client)


@pytest.mark.parametrize("address", ["192.168.1.20", "203.0.113.9", "2001:db8::7", "::ffff:203.0.113.9"])
def test_demo_accounts_are_refused_from_elsewhere_with_a_sentence(guest: Any, address: str) -> None:
    client = Client(REMOTE_ADDR=address)
    answer = knock(client, guest.email)
    assert answer.status_code == 403
    assert "Demo" in answer.content.decode()
    assert not is_in(client)


def test_a_stranger_cannot_say_they_are_here(guest: Any) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    assert knock(client, guest.email, HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 403


def test_a_proxy_nobody_told_us_about_does_not_make_the_world_loopback(guest: Any) -> None:
    client = Client(REMOTE_ADDR="127.0.0.1")
    assert knock(client, guest.email, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 403
    assert knock(client, guest.email, HTTP_FORWARDED="for=203.0.113.9").status_code == 403


def test_a_demo_session_is_worth_nothing_elsewhere(guest: Any) -> None:
    client = Client()
    knock(client, guest.email)
    assert is_in(client)
    assert client.get("/desk/", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert not is_in(client)


def test_a_trusted_proxy_tells_address_and_scheme(behind_proxy: None, guest: Any) -> None:
    client = Client(REMOTE_ADDR="10.0.0.1")
    assert knock(client, guest.email, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 403
    answer = client.get(LOGIN, HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https")
    assert answer.wsgi_request.is_secure()
    assert answer.wsgi_request.META["REMOTE_ADDR"] == "203.0.113.9"


def test_nobody_else_sets_the_scheme(behind_proxy: None) -> None:
    answer = Client(REMOTE_ADDR="203.0.113.9").get(LOGIN, HTTP_X_FORWARDED_PROTO="https")
    assert not answer.wsgi_request.is_secure()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "desk.example:80@evil", "", "a b"]
)
def test_an_unknown_host_is_answered_plainly(host: str) -> None:
    answer = Client().get(LOGIN, HTTP_HOST=host)
    assert answer.status_code == 421
    assert answer["Content-Type"].startswith("text/plain")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_own_hosts_are_answered(host: str) -> None:
    assert Client().get(LOGIN, HTTP_HOST=host).status_code == 200


def test_a_host_of_a_brand_shows_no_staff_page(inside: Client) -> None:
    setting_up.add_host("auenfeld", "hilfe.auenfeld.example")
    hosts.forget()
    for path in ("/desk/", "/in/login/", "/settings/me/", "/customers/", "/"):
        assert inside.get(path, HTTP_HOST="hilfe.auenfeld.example").status_code == 404, path
    hosts.forget()


def test_the_link_for_a_new_password_carries_no_foreign_host(mara: Any) -> None:
    answer = Client().post("/in/password/reset/", {"email": mara.email}, HTTP_HOST="evil.example")
    assert answer.status_code == 421
    from beistand.lib.models import Parcel

    assert not Parcel.objects.exists()


def test_passwords_are_not_sent_into_logs(mara: Any, caplog: Any, capfd: Any) -> None:
    canary = "kanarienvogel-8431-faden"
    knock(Client(), mara.email, canary)
    knock(Client(), mara.email, PASSWORD)
    Client().post("/in/password/reset/", {"email": mara.email})
    from doors import link_in

    from beistand.lib.models import Parcel

    link = link_in(Parcel.objects.get(kind="letter").words["text"])
    first = Client().get(link)
    Client().post(first["Location"], {"password1": canary, "password2": "another"})
    Client().get(link + "x/")
    said = caplog.text + "".join(capfd.readouterr())
    assert canary not in said
    assert PASSWORD not in said
    assert link.rstrip("/").rpartition("-")[2] not in said
