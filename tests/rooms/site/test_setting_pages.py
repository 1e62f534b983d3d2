"""Settings of the house: each role sees what it may change, changes it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Auenfeld, signed_in, stranger

pytestmark = pytest.mark.django_db

FOR_EVERYBODY = [
    "/settings/",
    "/settings/snippets/",
    "/settings/labels/",
    "/settings/quarantine/",
    "/settings/status/",
]
FOR_LEADS = ["/settings/people/", "/settings/teams/", "/settings/mail/"]
FOR_ADMINS = ["/settings/brands/", "/settings/brands/auenfeld/"]


@pytest.fixture
def ada(auenfeld: Auenfeld) -> Any:
    from beistand.house import setting_up

    return setting_up.add_person("ada@auenfeld.example", role="admin", name="Ada Weiss")


def test_each_role_finds_its_pages_and_no_others(auenfeld: Auenfeld, ada: Any) -> None:
    for agent, allowed in (
        (auenfeld.mara, FOR_EVERYBODY),
        (auenfeld.lea, FOR_EVERYBODY + FOR_LEADS),
        (ada, FOR_EVERYBODY + FOR_LEADS + FOR_ADMINS),
    ):
        client = signed_in(agent)
        listed = client.get("/settings/").content.decode()
        for address in FOR_EVERYBODY + FOR_LEADS + FOR_ADMINS:
            expected = 200 if address in allowed else 404
            assert client.get(address).status_code == expected, (agent.role, address)
            if address.count("/") == 3:
                assert (f'href="{address}"' in listed) == (address in allowed), (agent.role, address)
    for address in FOR_EVERYBODY + FOR_LEADS + FOR_ADMINS:
        assert signed_in().get(address).status_code == 302


def test_an_admin_adds_a_brand_and_changes_how_it_writes(ada: Any) -> None:
    from beistand.house.models import Brand
    from beistand.journal.models import Entry

    client = signed_in(ada)
    said = {
        "name": "Haus Seeblick",
        "slug": "haus-seeblick",
        "domain": "seeblick.example",
        "sender": "a@seeblick.example",
    }
    assert client.post("/settings/brands/", said).status_code == 302
    again = client.post("/settings/brands/", {**said, "name": "Zweites Haus"})
    assert again.status_code == 409 and "Zweites Haus" in again.content.decode()
    words = {
        "name": "Haus am See",
        "sender_name": "Haus am See",
        "sender_address": "post@seeblick.example",
        "locale": "de",
        "timezone": "Europe/Vienna",
        "urgent_phone": "069 90009-112",
        "postal_address": "Uferweg 1",
    }
    assert client.post("/settings/brands/haus-seeblick/", words).status_code == 302
    row = Brand.objects.get(slug="haus-seeblick")
    assert (row.name, row.timezone, row.sender_address) == (
        "Haus am See",
        "Europe/Vienna",
        "post@seeblick.example",
    )
    assert "timezone" in Entry.objects.get(fact="BrandChanged").words["fields"]
    wrong = client.post("/settings/brands/haus-seeblick/", {**words, "timezone": "Mars/Base", "name": "Neu"})
    assert wrong.status_code == 422 and 'value="Neu"' in wrong.content.decode()
    row.refresh_from_db()
    assert (row.name, row.timezone) == ("Haus am See", "Europe/Vienna")


@pytest.mark.parametrize("address", ["/settings/brands/", "/settings/brands/auenfeld/"])
def test_a_lead_cannot_change_brands(auenfeld: Auenfeld, address: str) -> None:
    assert signed_in(auenfeld.lea).post(address, {"name": "Meins"}).status_code == 404
    auenfeld.brand.refresh_from_db()
    assert auenfeld.brand.name == "Auenfeld"


def test_a_lead_adds_renames_and_orders_teams(auenfeld: Auenfeld) -> None:
    from beistand.house.models import Team

    client = signed_in(auenfeld.lea)
    client.post("/settings/teams/", {"brand": "auenfeld", "name": "Werkstatt"})
    team = Team.objects.get(name="Werkstatt")
    client.post(f"/settings/teams/{team.id}/", {"name": "Werkstatt Ulm"})
    client.post(f"/settings/teams/{team.id}/", {"first": "1"})
    team.refresh_from_db()
    assert (team.name, team.is_first) == ("Werkstatt Ulm", True)
    assert Team.objects.filter(brand=auenfeld.brand, is_first=True).count() == 1
    assert client.get(f"/settings/teams/{team.id}/").status_code == 405


def test_a_lead_of_another_brand_touches_nothing_here(auenfeld: Auenfeld) -> None:
    from beistand.house.models import Agent, Team

    client = signed_in(stranger())
    assert client.post("/settings/teams/", {"brand": "auenfeld", "name": "Kuckuck"}).status_code == 404
    assert client.post(f"/settings/teams/{auenfeld.team.id}/", {"name": "Kuckuck"}).status_code == 404
    assert client.get(f"/settings/people/{auenfeld.mara.id}/").status_code == 404
    assert client.post(f"/settings/people/{auenfeld.mara.id}/", {"name": "Kuckuck"}).status_code == 404
    assert client.post(f"/settings/people/{auenfeld.mara.id}/invite/").status_code == 404
    invited = {"mail": "kuckuck@stadtstrom.example", "role": "agent", "team": str(auenfeld.team.id)}
    assert client.post("/settings/people/", invited).status_code == 404
    assert not Team.objects.filter(name="Kuckuck").exists()
    assert not Agent.objects.filter(email="kuckuck@stadtstrom.example").exists()
    assert "mara@auenfeld.example" not in client.get("/settings/people/").content.decode()


def test_a_lead_gives_no_role_above_agent_and_changes_no_lead(auenfeld: Auenfeld, ada: Any) -> None:
    from beistand.house.models import Agent

    client = signed_in(auenfeld.lea)
    team = str(auenfeld.team.id)
    refused = client.post(
        "/settings/people/", {"mail": "neu@auenfeld.example", "role": "admin", "team": team}
    )
    assert refused.status_code == 422 and not Agent.objects.filter(email="neu@auenfeld.example").exists()
    same = {"name": "Mara", "role": "lead", "team": team, "is_active": "1"}
    assert client.post(f"/settings/people/{auenfeld.mara.id}/", same).status_code == 422
    assert client.post(f"/settings/people/{auenfeld.lea.id}/", same).status_code == 404
    assert client.post(f"/settings/people/{ada.id}/", same).status_code == 404
    assert Agent.objects.get(id=auenfeld.mara.id).role == "agent"


def test_who_may_not_come_in_any_more_is_out_at_once(auenfeld: Auenfeld) -> None:
    from beistand.journal.models import Entry

    mara = signed_in(auenfeld.mara)
    assert mara.get("/settings/").status_code == 200
    said = {"name": "Mara Lindner", "role": "agent", "team": str(auenfeld.team.id)}
    assert signed_in(auenfeld.lea).post(f"/settings/people/{auenfeld.mara.id}/", said).status_code == 302
    assert mara.get("/settings/").status_code == 302
    fact = Entry.objects.get(fact="PersonChanged")
    assert fact.by == f"agent:{auenfeld.lea.id}" and not fact.words.get("is_active")


def test_the_last_admin_stays_admin(auenfeld: Auenfeld, ada: Any) -> None:
    said = {"name": "Ada Weiss", "role": "agent", "team": str(auenfeld.team.id), "is_active": "1"}
    answer = signed_in(ada).post(f"/settings/people/{ada.id}/", said)
    ada.refresh_from_db()
    assert answer.status_code == 409 and ada.role == "admin"


def test_ready_texts_are_added_changed_and_taken_away(auenfeld: Auenfeld) -> None:
    from beistand.house.models import Snippet

    client = signed_in(auenfeld.mara)
    said = {
        "brand": "auenfeld",
        "key": "geld",
        "title": "Geld zurück",
        "locale": "de",
        "text": "Liebe {name}, …",
    }
    assert client.post("/settings/snippets/", said).status_code == 302
    twice = client.post("/settings/snippets/", said)
    assert twice.status_code == 409 and "Geld zurück" in twice.content.decode()
    row = Snippet.objects.get()
    assert client.post(f"/settings/snippets/{row.id}/", {**said, "text": "Neu"}).status_code == 302
    row.refresh_from_db()
    assert row.text == "Neu"
    otto = signed_in(stranger("agent"))
    assert otto.post(f"/settings/snippets/{row.id}/", {"act": "remove"}).status_code == 404
    assert otto.post("/settings/snippets/", said).status_code == 404
    assert "Geld zurück" not in otto.get("/settings/snippets/").content.decode()
    client.post(f"/settings/snippets/{row.id}/", {"act": "remove"})
    assert not Snippet.objects.exists()


def test_labels_are_added_by_all_and_changed_by_leads(auenfeld: Auenfeld) -> None:
    from beistand.desk.models import Label

    mara, lea = signed_in(auenfeld.mara), signed_in(auenfeld.lea)
    assert mara.post("/settings/labels/", {"brand": "auenfeld", "name": "Rechnung"}).status_code == 302
    row = Label.objects.get()
    assert mara.post(f"/settings/labels/{row.id}/", {"name": "X"}).status_code == 404
    assert signed_in(stranger()).post(f"/settings/labels/{row.id}/", {"name": "X"}).status_code == 404
    lea.post(f"/settings/labels/{row.id}/", {"name": "Rechnungen"})
    row.refresh_from_db()
    assert row.name == "Rechnungen"
    lea.post(f"/settings/labels/{row.id}/", {"act": "remove"})
    assert not Label.objects.exists()


def test_the_mail_page_tells_how_each_mailbox_is(auenfeld: Auenfeld, ada: Any) -> None:
    from beistand.channels.email.models import Mailbox, Smarthost
    from beistand.lib import clock

    Mailbox.objects.create(
        brand=auenfeld.brand,
        host="imap.auenfeld.example",
        user="hilfe",
        state="refused",
        state_words="AUTHENTICATIONFAILED",
        trouble_since=clock.now(),
        state_at=clock.now(),
    )
    Smarthost.objects.create(brand=auenfeld.brand, host="smtp.auenfeld.example", state="well")
    text = signed_in(auenfeld.lea).get("/settings/mail/").content.decode()
    assert (
        "imap.auenfeld.example" in text and "AUTHENTICATIONFAILED" in text and "smtp.auenfeld.example" in text
    )
    assert "beistand mailbox add" not in text
    assert "beistand mailbox add auenfeld" in signed_in(ada).get("/settings/mail/").content.decode()
    assert "imap.auenfeld.example" not in signed_in(stranger()).get("/settings/mail/").content.decode()
