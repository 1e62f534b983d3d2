"""Mails that could not be read: noticed, named, readable raw, and tried again by a person."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

from beistand.desk.reasons import reason_words
from cast import Arrive, Auenfeld, mail, signed_in

SRC = Path(__file__).resolve().parents[3] / "src" / "beistand"
TOO_MANY = b"".join(b"X-%d: a\r\n" % n for n in range(1_200)) + mail()


def named_reasons() -> set[str]:
    """Every reason that the channels and the filing name in the source."""
    found: set[str] = set()
    for path in [*(SRC / "channels").rglob("*.py"), *(SRC / "desk").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                given = [*node.args, *(k.value for k in node.keywords if k.arg == "reason")]
                if name in ("refuse", "Unreadable", "Answer", "Read"):
                    found |= {
                        a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)
                    }
    from beistand.channels.email.warm_child import _DEATHS, _NO_BLAME

    return (found | set(_DEATHS.values()) | {_NO_BLAME, "reader-lied", "took-too-long"}) - {""}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_has_a_sentence(language: str) -> None:
    reasons = named_reasons()
    assert {"too-deep", "reader-stumbled", "could-not-be-filed", "not-a-note", "empty"} <= reasons
    with translation.override(language):
        unnamed = [r for r in reasons if r in reason_words(r)]
        assert unnamed == []
        assert "odd-thing" in reason_words("odd-thing")


@pytest.mark.django_db
def test_the_desk_says_that_a_mail_could_not_be_read(auenfeld: Auenfeld, arrive: Arrive) -> None:
    client = signed_in(auenfeld.mara)
    assert "/settings/quarantine/" not in client.get("/desk/list/").content.decode()
    arrive(TOO_MANY)
    text = client.get("/desk/list/").content.decode()
    assert 'href="/settings/quarantine/"' in text and "1 Mail konnte nicht gelesen werden" in text


@pytest.mark.django_db
def test_the_list_names_sender_recipient_reason_and_size(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(TOO_MANY)
    text = signed_in(auenfeld.mara).get("/settings/quarantine/").content.decode()
    for part in (
        "emre@kunde.example",
        "hilfe@auenfeld.example",
        "mehr als 1.000 Kopfzeilen",
        f"{len(TOO_MANY) / 1000:.0f} kB",
        "/desk/raw/",
    ):
        assert part in text


@pytest.mark.django_db
def test_a_person_lets_it_be_read_again(auenfeld: Auenfeld, arrive: Arrive) -> None:
    from beistand.channels.models import Arrival
    from beistand.desk.models import Message

    arrival = arrive(TOO_MANY)
    message = Message.objects.get(arrival=arrival)
    client = signed_in(auenfeld.mara)
    assert client.get(f"/settings/quarantine/{message.id}/retry/").status_code == 405
    assert Arrival.objects.get(id=arrival).state == "quarantined"
    assert client.post(f"/settings/quarantine/{message.id}/retry/").status_code == 302
    assert Arrival.objects.get(id=arrival).state == "kept"


@pytest.mark.django_db
def test_a_foreign_brand_sees_and_retries_nothing(auenfeld: Auenfeld, arrive: Arrive) -> None:
    from beistand.channels.models import Arrival
    from beistand.desk.models import Message
    from beistand.house import setting_up

    arrival = arrive(TOO_MANY)
    setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="a@stadtstrom.example"
    )
    client = signed_in(setting_up.add_person("otto@stadtstrom.example", teams=["stadtstrom/Service"]))
    assert "emre@kunde.example" not in client.get("/settings/quarantine/").content.decode()
    assert "quarantine" not in client.get("/desk/list/").content.decode()
    message = Message.objects.get(arrival=arrival)
    assert client.post(f"/settings/quarantine/{message.id}/retry/").status_code == 404
    assert Arrival.objects.get(id=arrival).state == "quarantined"
