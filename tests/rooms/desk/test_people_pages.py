"""People: found, described, joined and written to; only by whom their brand concerns."""

from __future__ import annotations

import pytest
from django.test import Client

from beistand.desk.models import Conversation
from beistand.house import setting_up
from beistand.people import joining, proposals
from beistand.people.models import Customer, Identity
from beistand.people.rules.likeness import Evidence
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(auenfeld: Auenfeld, client: Client) -> Client:
    client.force_login(auenfeld.mara)
    return client


@pytest.fixture
def emre(auenfeld: Auenfeld, arrive: Arrive) -> Customer:
    arrive(mail())
    return Customer.objects.get()


@pytest.fixture
def ayla(emre: Customer, arrive: Arrive) -> Customer:
    arrive(mail("Ich auch.\n", sender="Ayla Demir <ayla@kunde.example>", id="<9@kunde.example>"))
    return Customer.objects.exclude(id=emre.id).get()


@pytest.mark.parametrize("query", ["yıldız", "emre@", "EMRE", "kunde.example"])
def test_somebody_is_found_by_name_or_address(mara: Client, emre: Customer, query: str) -> None:
    assert f"/customers/{emre.id}/" in mara.get("/customers/", {"q": query}).content.decode()


def test_nobody_is_found_by_what_they_are_not(mara: Client, emre: Customer) -> None:
    for query in ("%", "_____", "zorro", "\\"):
        assert f"/customers/{emre.id}/" not in mara.get("/customers/", {"q": query}).content.decode()


def test_a_phone_number_finds_in_any_spelling(mara: Client, emre: Customer) -> None:
    mara.post(f"/customers/{emre.id}/addresses/", {"address": "030 23125-118"})
    for query in ("030 23125 118", "+49 30 23125118", "23125118"):
        assert f"/customers/{emre.id}/" in mara.get("/customers/", {"q": query}).content.decode()


def test_an_address_by_hand_is_a_claim_and_may_be_taken_away(mara: Client, emre: Customer) -> None:
    mara.post(f"/customers/{emre.id}/addresses/", {"address": "Emre@Zuhause.example"})
    made = Identity.objects.get(value="emre@zuhause.example")
    assert made.proven_at is None
    mara.post(f"/customers/{emre.id}/addresses/{made.id}/remove/")
    assert not Identity.objects.filter(id=made.id).exists()


def test_an_address_of_somebody_else_is_refused_and_proposed(
    mara: Client, emre: Customer, ayla: Customer
) -> None:
    answer = mara.post(f"/customers/{emre.id}/addresses/", {"address": "ayla@kunde.example"})
    assert answer.status_code == 409
    assert len(proposals.open_for(emre.id)) == 1
    assert "Eine Person?" in answer.content.decode()


def test_the_whole_way_shows_every_matter_also_of_the_absorbed(
    mara: Client, emre: Customer, ayla: Customer
) -> None:
    mara.post(f"/customers/{emre.id}/join/", {"other": str(ayla.id)})
    page = mara.get(f"/customers/{emre.id}/").content.decode()
    assert "zweimal 489 Euro" in page
    assert "Ich auch." in page
    assert mara.get(f"/customers/{ayla.id}/").headers["Location"] == f"/customers/{emre.id}/"
    made = joining.standing(emre.id)[0]
    mara.post(f"/customers/{emre.id}/joinings/{made.id}/part/")
    assert "Ich auch." not in mara.get(f"/customers/{emre.id}/").content.decode()


def test_a_proposal_is_decided_on_the_page(mara: Client, emre: Customer, ayla: Customer) -> None:
    proposals.propose(emre.id, ayla.id, [Evidence("phone", "+493023125118")])
    page = mara.get(f"/customers/{emre.id}/").content.decode()
    assert "+493023125118" in page
    proposal = proposals.open_for(emre.id)[0]
    mara.post(f"/customers/{emre.id}/proposals/{proposal.id}/accept/")
    assert joining.together(emre.id) == [emre.id, ayla.id]


def test_we_may_write_first(mara: Client, emre: Customer) -> None:
    answer = mara.post(f"/customers/{emre.id}/write/", {"subject": "Ihre Wallbox", "text": "Sie ist da."})
    row = Conversation.objects.get(subject="Ihre Wallbox")
    assert answer.headers["Location"] == f"/desk/m/{row.id}/"
    assert row.waiting_since is None
    wrong = mara.post(f"/customers/{emre.id}/write/", {"subject": "", "text": "Sie ist da."})
    assert wrong.status_code == 422
    assert "Sie ist da." in wrong.content.decode()


def test_two_matters_are_joined_and_parted_from_the_conversation(
    mara: Client, emre: Customer, arrive: Arrive
) -> None:
    arrive(mail("Noch etwas.\n", subject="Rechnung", id="<2@kunde.example>"))
    kept, absorbed = Conversation.objects.order_by("opened_at", "id")
    page = mara.get(f"/desk/m/{kept.id}/").content.decode()
    assert str(absorbed.id) in page
    mara.post(f"/desk/m/{kept.id}/join/", {"other": str(absorbed.id)})
    assert mara.get(f"/desk/m/{absorbed.id}/").headers["Location"] == f"/desk/m/{kept.id}/"
    made = kept.joinings.get()
    mara.post(f"/desk/m/{kept.id}/part/", {"joining": str(made.id)})
    absorbed.refresh_from_db()
    assert absorbed.merged_into_id is None


def test_a_colleague_of_another_brand_finds_nothing_at_all(
    emre: Customer, ayla: Customer, client: Client
) -> None:
    setting_up.add_brand("linden", name="Linden", domain="linden.example", sender="h@linden.example")
    client.force_login(setting_up.add_person("ida@linden.example", teams=["linden/Service"], name="Ida"))
    proposals.propose(emre.id, ayla.id, [Evidence("hand")])
    proposal = proposals.open_for(emre.id)[0]
    assert "Emre" not in client.get("/customers/", {"q": "emre"}).content.decode()
    assert client.get(f"/customers/{emre.id}/").status_code == 404
    identity = emre.identities.get()
    for path in (
        "about/",
        "describe/",
        "addresses/",
        f"addresses/{identity.id}/remove/",
        "join/",
        f"proposals/{proposal.id}/accept/",
        f"proposals/{proposal.id}/decline/",
        "write/",
    ):
        answer = client.post(
            f"/customers/{emre.id}/{path}", {"name": "x", "other": str(ayla.id), "about": "x"}
        )
        assert answer.status_code == 404, path
    emre.refresh_from_db()
    assert (emre.name, emre.about, emre.merged_into_id) == ("Emre Yıldız", "", None)
    assert len(proposals.open_for(emre.id)) == 1
