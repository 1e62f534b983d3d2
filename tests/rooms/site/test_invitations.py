"""Invitations: shown once, good once and for a week, and only for who has no password yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from cast import Auenfeld, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "Nebel-über-dem-Fluss-7"


def invite(auenfeld: Auenfeld) -> str:
    """Lea invites Nele; the path of the link."""
    said = {
        "name": "Nele Park",
        "mail": "nele@auenfeld.example",
        "role": "agent",
        "team": str(auenfeld.team.id),
    }
    answer = signed_in(auenfeld.lea).post("/settings/people/", said)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    found = re.search(r'value="http://[^/]+(/in/invite/[^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def nele() -> Any:
    from beistand.house.models import Agent

    return Agent.objects.get(email="nele@auenfeld.example")


def test_somebody_new_sets_name_and_password_and_can_come_in(auenfeld: Auenfeld) -> None:
    link = invite(auenfeld)
    assert not nele().has_usable_password()
    client = signed_in()
    for _look in range(3):  # mail scanners look, too
        assert "nele@auenfeld.example" in client.get(link).content.decode()
    answer = client.post(link, {"name": "Nele Parker", "password": PASSWORD})
    assert answer.status_code == 302 and answer["Location"].startswith("/in/")
    assert nele().name == "Nele Parker" and nele().check_password(PASSWORD)
    assert list(nele().teams.all()) == [auenfeld.team]


def test_an_invitation_works_once(auenfeld: Auenfeld) -> None:
    link = invite(auenfeld)
    signed_in().post(link, {"name": "Nele", "password": PASSWORD})
    again = signed_in().post(link, {"name": "Anders", "password": "ganz-anders-und-lang"})
    assert again.status_code == 404 and nele().check_password(PASSWORD)
    assert signed_in().get(link).status_code == 404


def test_a_weak_password_uses_nothing_up(auenfeld: Auenfeld) -> None:
    link = invite(auenfeld)
    answer = signed_in().post(link, {"name": "Nele Neu", "password": "kurz"})
    assert answer.status_code == 422 and "Nele Neu" in answer.content.decode()
    assert not nele().has_usable_password() and nele().name == "Nele Park"
    assert signed_in().post(link, {"name": "Nele", "password": PASSWORD}).status_code == 302


def test_an_invitation_ends_after_a_week(auenfeld: Auenfeld) -> None:
    from beistand.lib.models import Token

    link = invite(auenfeld)
    Token.objects.filter(purpose="invite").update(expires_at=nele().created_at - timedelta(seconds=1))
    assert signed_in().get(link).status_code == 404
    assert signed_in().post(link, {"name": "Nele", "password": PASSWORD}).status_code == 404


def test_a_new_invitation_ends_the_one_before(auenfeld: Auenfeld) -> None:
    first = invite(auenfeld)
    answer = signed_in(auenfeld.lea).post(f"/settings/people/{nele().id}/invite/")
    assert "/in/invite/" in answer.content.decode()
    assert signed_in().get(first).status_code == 404


def test_who_has_a_password_gets_no_invitation(auenfeld: Auenfeld) -> None:
    nobody_new = auenfeld.mara
    nobody_new.set_password(PASSWORD)
    nobody_new.save()
    assert signed_in(auenfeld.lea).post(f"/settings/people/{nobody_new.id}/invite/").status_code == 409


def test_who_was_shut_out_meanwhile_cannot_use_an_invitation(auenfeld: Auenfeld) -> None:
    from beistand.house.models import Agent

    link = invite(auenfeld)
    Agent.objects.filter(id=nele().id).update(is_active=False)
    assert signed_in().post(link, {"name": "Nele", "password": PASSWORD}).status_code == 404


def test_the_link_itself_is_nowhere_in_the_house(auenfeld: Auenfeld) -> None:
    from beistand.journal.models import Entry
    from beistand.lib.models import Parcel, Token

    token = invite(auenfeld).rstrip("/").rpartition("/")[2]
    kept = [str(vars(row)) for kind in (Token, Entry, Parcel) for row in kind.objects.all()]
    assert kept and not any(token in row for row in kept)
