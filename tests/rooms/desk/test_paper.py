"""A walk-in and a letter stand on the same thread and the same clock as a mail, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from beistand.channels.models import Arrival
from beistand.desk.models import Conversation, Message
from beistand.house import setting_up
from beistand.lib import clock
from beistand.lib.ids import uuid7
from beistand.people.models import Customer, Identity, JoinProposal
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db

PAGE = ("seite.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)


@pytest.fixture
def mara(auenfeld: Auenfeld, client: Client) -> Client:
    client.force_login(auenfeld.mara)
    return client


def slip(auenfeld: Auenfeld, **said: Any) -> dict[str, Any]:
    return {"once": str(uuid7()), "team": str(auenfeld.team.id), "text": "Schlüssel abgebrochen", **said}


def upload(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_a_walk_in_opens_a_thread_at_once_and_waits_for_us(auenfeld: Auenfeld, mara: Client) -> None:
    answer = mara.post("/counter/", slip(auenfeld, name="Emre Yıldız"))
    row = Conversation.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/desk/m/{row.id}/"
    assert (row.channel, row.team, row.subject) == ("counter", auenfeld.team, "Schlüssel abgebrochen")
    assert row.waiting_since is not None
    assert row.customer.name == "Emre Yıldız"
    assert Arrival.objects.get().envelope["by"] == f"agent:{auenfeld.mara.id}"


def test_solved_at_the_counter_is_done_at_once(auenfeld: Auenfeld, mara: Client) -> None:
    mara.post("/counter/", slip(auenfeld, done="1"))
    row = Conversation.objects.get()
    assert (row.state, row.waiting_since) == ("closed", None)


def test_the_same_slip_twice_is_one_message(auenfeld: Auenfeld, mara: Client) -> None:
    said = slip(auenfeld)
    first, second = mara.post("/counter/", said), mara.post("/counter/", said)
    assert Message.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_mail_address_leads_to_whom_we_know(auenfeld: Auenfeld, mara: Client, arrive: Arrive) -> None:
    arrive(mail())
    mara.post("/counter/", slip(auenfeld, reach="emre@kunde.example"))
    assert Customer.objects.count() == 1
    assert Conversation.objects.count() == 2


def test_a_number_alone_joins_nobody_but_is_proposed(auenfeld: Auenfeld, mara: Client) -> None:
    mara.post("/counter/", slip(auenfeld, name="Karin", reach="030 23125-118"))
    mara.post("/counter/", slip(auenfeld, name="Tobias", reach="+49 30 23125118"))
    assert Customer.objects.count() == 2
    assert Identity.objects.get(kind="phone").customer.name == "Karin"
    assert JoinProposal.objects.count() == 1


def test_a_known_person_and_an_open_matter_may_be_chosen(
    auenfeld: Auenfeld, mara: Client, arrive: Arrive
) -> None:
    arrive(mail())
    row = Conversation.objects.get()
    found = mara.get(
        "/counter/candidates/", {"team": auenfeld.team.id, "name": "Emre", "customer": row.customer_id}
    )
    assert str(row.id) in found.content.decode()
    mara.post("/counter/", slip(auenfeld, customer=str(row.customer_id), thread=str(row.id)))
    assert Conversation.objects.count() == 1
    assert row.messages.count() == 2


def test_a_matter_of_somebody_else_is_refused(auenfeld: Auenfeld, mara: Client, arrive: Arrive) -> None:
    arrive(mail())
    arrive(mail("Ich auch.\n", sender="Ayla <ayla@kunde.example>", id="<9@kunde.example>"))
    emre, ayla = Conversation.objects.order_by("opened_at", "id")
    answer = mara.post("/counter/", slip(auenfeld, customer=str(emre.customer_id), thread=str(ayla.id)))
    assert answer.status_code == 422
    assert Message.objects.count() == 2


def test_a_foreign_team_or_person_is_refused(auenfeld: Auenfeld, mara: Client) -> None:
    other = setting_up.add_brand("linden", name="Linden", domain="linden.example", sender="h@linden.example")
    assert mara.post("/counter/", slip(auenfeld, team=str(other.teams.get().id))).status_code == 422
    stranger = Customer.objects.create(brand=other, name="Fremd", first_at=clock.now())
    assert mara.post("/counter/", slip(auenfeld, customer=str(stranger.id))).status_code == 422
    assert Arrival.objects.count() == 0


def test_a_letter_stands_there_with_its_pages_and_waits_since_it_came(
    auenfeld: Auenfeld, mara: Client
) -> None:
    came = (clock.now() - timedelta(days=3)).date()
    said = slip(
        auenfeld, name="Herta Kühn", subject="Kündigung", address="Gartenweg 2", arrived=came.isoformat()
    )
    answer = mara.post("/counter/letter/", {**said, "scan": [upload(*PAGE), upload("zwei.pdf", b"%PDF-1.7")]})
    row = Conversation.objects.get()
    assert answer.status_code == 302
    assert row.channel == "post"
    assert row.waiting_since is not None
    assert row.waiting_since.date() == came
    message = row.messages.get()
    assert "Gartenweg 2" in message.text
    assert [(a.name, a.type) for a in message.attachments.order_by("place")] == [
        ("seite.png", "image/png"),
        ("zwei.pdf", "application/pdf"),
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"scan": []}, "mindestens eine Seite"),
        ({"scan": [("brief.png", b"<script>")]}, "weder ein Bild noch ein PDF"),
        ({"arrived": "2999-01-01"}, "kommt erst noch"),
        ({"arrived": "gestern"}, "kein Datum"),
        ({"reach": "unter der Brücke"}, "weder eine E-Mail-Adresse"),
    ],
)
def test_what_makes_no_letter_gets_a_sentence_and_keeps_nothing(
    auenfeld: Auenfeld, mara: Client, said: dict[str, Any], sentence: str
) -> None:
    filled = {"scan": [PAGE], **slip(auenfeld, name="Herta"), **said}
    filled["scan"] = [upload(*file) for file in filled["scan"]]
    answer = mara.post("/counter/letter/", filled)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Arrival.objects.count() == 0


def test_strangers_see_no_counter_and_no_customers(client: Client, auenfeld: Auenfeld) -> None:
    for path in ("/counter/", "/counter/letter/", "/customers/", f"/customers/{UUID(int=1)}/"):
        assert client.get(path).status_code == 302
