"""The public pages: every way side by side, nobody lost, nobody believed, nothing sent back to a stranger's victim."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from beistand.channels.models import Arrival
from beistand.channels.reading import read_noted
from beistand.desk import filing, public
from beistand.desk.models import Message
from beistand.desk.rules.reference import reference_words
from beistand.house.models import BrandHost
from beistand.lib.models import Parcel
from beistand.people.models import Identity
from cast import Auenfeld

pytestmark = pytest.mark.django_db

WRITE = "/auenfeld/de/write/"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "SOONEST", timedelta(0))


def filled(client: Client, path: str = WRITE, **said: Any) -> dict[str, Any]:
    page = client.get(path).content.decode()
    token = re.search(r'name="form" value="([^"]+)"', page)
    assert token is not None
    return {
        "form": token[1],
        "name": "Emre",
        "mail": "emre@kunde.example",
        "subject": "Wallbox",
        "text": "Zweimal abgebucht.",
        **said,
    }


def test_help_shows_every_way_in_both_languages(client: Client, auenfeld: Auenfeld) -> None:
    auenfeld.brand.urgent_phone = "069 90009-112"
    auenfeld.brand.save()
    german, english = client.get("/auenfeld/de/help/"), client.get("/auenfeld/en/help/")
    for page in (german, english):
        assert "069 90009-112" in page.content.decode()
        assert "hilfe@auenfeld.example" in page.content.decode()
    assert "Wie können wir helfen?" in german.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert client.get("/auenfeld/").headers["Location"] == "/auenfeld/de/help/"


def test_a_host_name_of_the_brand_leads_to_its_pages(client: Client, auenfeld: Auenfeld) -> None:
    from beistand.site import hosts

    BrandHost.objects.create(host="hilfe.auenfeld.example", brand=auenfeld.brand)
    hosts._looked = float("-inf")
    answer = client.get("/de/help/", HTTP_HOST="hilfe.auenfeld.example")
    assert answer.status_code == 200
    assert 'href="/de/write/"' in answer.content.decode()
    assert client.get("/de/help/").status_code == 404
    assert client.get("/nobody/de/help/").status_code == 404


def test_what_is_written_is_kept_and_filed_under_a_claimed_address(
    client: Client, auenfeld: Auenfeld
) -> None:
    file = SimpleUploadedFile("foto.png", b"x" * 100, "image/png")
    answer = client.post(WRITE, filled(client, files=[file]))
    assert answer.status_code == 303
    arrival = Arrival.objects.get()
    assert arrival.channel == "form"
    filing.file_one(arrival.id, read_noted)
    message = Message.objects.get()
    assert message.new_text == "Zweimal abgebucht."
    assert message.attachments.get().name == "foto.png"
    assert Identity.objects.get().proven_at is None
    page = client.get(answer.headers["Location"]).content.decode()
    words = re.search(r'class="card words"><b>([^<]+)<', page)
    assert words is not None
    assert words[1] in message.text
    assert "Zweimal" not in page


def test_no_mail_goes_to_an_address_that_somebody_typed_in(client: Client, auenfeld: Auenfeld) -> None:
    client.post(WRITE, filled(client))
    filing.file_one(Arrival.objects.get().id, read_noted)
    assert Parcel.objects.count() == 0


def test_the_same_form_sent_twice_is_one_message(client: Client, auenfeld: Auenfeld) -> None:
    said = filled(client)
    client.post(WRITE, said)
    client.post(WRITE, said)
    for arrival in Arrival.objects.all():
        filing.file_one(arrival.id, read_noted)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "Wie dürfen wir Sie ansprechen?"),
        ({"mail": "emre"}, "Bitte nennen Sie eine E-Mail-Adresse"),
        ({"mail": "a@b.example\r\nBcc: x@y.example"}, "Bitte nennen Sie eine E-Mail-Adresse"),
        ({"text": ""}, "Worum geht es?"),
        ({"website": "http://spam.example"}, "lassen Sie das letzte Feld leer"),
        ({"form": "forged"}, "senden Sie es noch einmal"),
        ({"form": ""}, "senden Sie es noch einmal"),
    ],
)
def test_a_wrong_form_gets_a_sentence_its_words_back_and_keeps_nothing(
    client: Client, auenfeld: Auenfeld, said: dict[str, str], sentence: str
) -> None:
    answer = client.post(WRITE, filled(client, subject="Mein <b>Betreff", **said))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Mein &lt;b&gt;Betreff" in page
    assert Arrival.objects.count() == 0


def test_six_files_are_too_many(client: Client, auenfeld: Auenfeld) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)]
    assert client.post(WRITE, filled(client, files=files)).status_code == 422


def test_a_robot_that_answers_at_once_is_asked_to_send_again(
    client: Client, auenfeld: Auenfeld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "SOONEST", timedelta(seconds=30))
    answer = client.post(WRITE, filled(client))
    assert answer.status_code == 422
    assert "Zweimal abgebucht." in answer.content.decode()


def test_one_address_cannot_be_used_to_flood_us(client: Client, auenfeld: Auenfeld) -> None:
    answers = [client.post(WRITE, filled(client)).status_code for _ in range(8)]
    assert answers[:5] == [303] * 5
    assert 429 in answers
    assert Arrival.objects.count() < 8


def test_without_our_token_nothing_is_taken(auenfeld: Auenfeld) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(WRITE, filled(strict)).status_code == 403
    assert Arrival.objects.count() == 0


def test_reference_words_are_steady_and_speak_the_language() -> None:
    from uuid import UUID

    told = UUID(int=42)
    assert reference_words(told, "de") == reference_words(told, "de")
    assert reference_words(told, "de") != reference_words(told, "en")
    assert len(reference_words(told, "en").split()) == 3
