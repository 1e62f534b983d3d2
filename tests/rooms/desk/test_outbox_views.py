"""The outbox: people see what waits, what is stuck and what nobody knows, and decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cast import Arrive, Auenfeld, mail, signed_in, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(auenfeld: Auenfeld, arrive: Arrive) -> Any:
    """Mara's answer to Emre, in the state a test asks for; gives its parcel."""
    from beistand.desk import replies
    from beistand.desk.models import Message
    from beistand.lib.models import Parcel

    def answered(state: str = "waiting", **more: Any) -> Parcel:
        heard = Message.objects.get(arrival=arrive(mail()))
        said = replies.reply(
            heard.conversation_id, auenfeld.actor(), replies.Answer(text="Das Geld ist unterwegs.")
        )
        Parcel.objects.filter(id=said.parcel).update(state=state, **more)
        Message.objects.filter(id=said.id).update(state=state)
        return Parcel.objects.get(id=said.parcel)

    return answered


def smarthost(brand: Any) -> None:
    from beistand.channels.email.models import Smarthost

    Smarthost.objects.create(brand=brand, host="mail.auenfeld.example")


def test_what_waits_is_readable_with_whom_it_goes_to_and_its_next_try(
    auenfeld: Auenfeld, answered: Any
) -> None:
    answered("waiting", tries=2, last_error="451 try later")
    text = signed_in(auenfeld.mara).get("/outbox/?view=waiting").content.decode()
    assert "Das Geld ist unterwegs." in text and "emre@kunde.example" in text and "451 try later" in text
    assert "2 Versuche" in text


def test_without_a_mail_server_the_outbox_says_that_mail_lies_here(auenfeld: Auenfeld, answered: Any) -> None:
    answered("sent", receipt="no-smarthost")
    text = signed_in(auenfeld.mara).get("/outbox/").content.decode()
    assert "Das Geld ist unterwegs." in text and 'aria-current="page">Liegt hier' in text
    assert "/again/" not in text


def test_what_lay_here_can_be_sent_once_there_is_a_mail_server(auenfeld: Auenfeld, answered: Any) -> None:
    parcel = answered("sent", receipt="no-smarthost")
    client = signed_in(auenfeld.mara)
    assert client.post(f"/outbox/{parcel.id}/again/").status_code == 409
    smarthost(auenfeld.brand)
    assert f"/outbox/{parcel.id}/again/" in client.get("/outbox/?view=lying").content.decode()
    assert client.post(f"/outbox/{parcel.id}/again/").status_code == 302
    parcel.refresh_from_db()
    assert (parcel.state, parcel.receipt) == ("waiting", "")


def test_the_unknown_is_repeated_only_after_the_warning_and_by_a_person(
    auenfeld: Auenfeld, answered: Any
) -> None:
    from beistand.desk.models import Conversation, Message
    from beistand.journal.models import Entry

    parcel = answered("unknown", tries=1, last_error="The line broke.")
    Conversation.objects.filter(id=parcel.thread).update(mark="unknown")
    client = signed_in(auenfeld.mara)
    text = client.get("/outbox/?view=unknown").content.decode()
    assert "Es ist vielleicht schon angekommen" in text
    parcel.refresh_from_db()
    assert parcel.state == "unknown"  # looking changes nothing
    client.post(f"/outbox/{parcel.id}/again/")
    parcel.refresh_from_db()
    assert parcel.state == "waiting"
    assert Message.objects.get(parcel=parcel.id).state == "waiting"
    assert Conversation.objects.get(id=parcel.thread).mark == ""
    assert Entry.objects.get(fact="MessageSentAgain").by == f"agent:{auenfeld.mara.id}"


def test_what_left_cannot_be_sent_or_stopped_by_an_old_page(auenfeld: Auenfeld, answered: Any) -> None:
    parcel = answered("sent", receipt="250 ok")
    client = signed_in(auenfeld.mara)
    assert client.post(f"/outbox/{parcel.id}/again/").status_code == 409
    assert client.post(f"/outbox/{parcel.id}/drop/").status_code == 409
    parcel.refresh_from_db()
    assert parcel.state == "sent"


def test_an_untried_answer_that_is_dropped_becomes_a_draft_again(auenfeld: Auenfeld, answered: Any) -> None:
    from beistand.desk.models import Draft, Message

    parcel = answered("waiting")
    signed_in(auenfeld.mara).post(f"/outbox/{parcel.id}/drop/")
    parcel.refresh_from_db()
    assert parcel.state == "withdrawn" and Message.objects.get(parcel=parcel.id).state == "undone"
    assert Draft.objects.get(agent=auenfeld.mara).text == "Das Geld ist unterwegs."


@pytest.mark.parametrize(
    ("before", "after"), [("failed", "failed"), ("unknown", "unknown"), ("waiting", "failed")]
)
def test_a_tried_answer_that_is_dropped_stays_on_its_thread(
    auenfeld: Auenfeld, answered: Any, before: str, after: str
) -> None:
    from beistand.desk.models import Message

    parcel = answered(before, tries=3)
    signed_in(auenfeld.mara).post(f"/outbox/{parcel.id}/drop/")
    parcel.refresh_from_db()
    assert parcel.state == "withdrawn" and Message.objects.get(parcel=parcel.id).state == after


def test_getting_an_address_that_changes_things_changes_nothing(auenfeld: Auenfeld, answered: Any) -> None:
    parcel = answered("failed")
    client = signed_in(auenfeld.mara)
    for what in ("again", "drop"):
        assert client.get(f"/outbox/{parcel.id}/{what}/").status_code == 405
    parcel.refresh_from_db()
    assert parcel.state == "failed"


def test_a_foreign_brand_sees_and_moves_nothing(auenfeld: Auenfeld, answered: Any) -> None:
    parcel = answered("failed")
    client = signed_in(stranger())
    assert "Das Geld" not in client.get("/outbox/?view=failed").content.decode()
    for what in ("again", "drop"):
        assert client.post(f"/outbox/{parcel.id}/{what}/").status_code == 404
    parcel.refresh_from_db()
    assert parcel.state == "failed"


def test_a_foreign_team_of_the_same_brand_sees_nothing(auenfeld: Auenfeld, answered: Any) -> None:
    from beistand.desk.models import Conversation
    from beistand.house import setting_up

    parcel = answered("failed")
    Conversation.objects.filter(id=parcel.thread).update(team=setting_up.add_team("auenfeld", "Werkstatt"))
    assert signed_in(auenfeld.mara).post(f"/outbox/{parcel.id}/again/").status_code == 404
    assert signed_in(auenfeld.lea).post(f"/outbox/{parcel.id}/again/").status_code == 302


def test_letters_of_the_house_are_for_admins(auenfeld: Auenfeld) -> None:
    from beistand.house import setting_up
    from beistand.lib import outbox

    outbox.put(
        "letter",
        effect_key="letter:1",
        words={"to": ["mara@auenfeld.example"], "subject": "Neues Passwort", "text": "https://…/geheim"},
    )
    admin = setting_up.add_person("ada@auenfeld.example", role="admin")
    assert "geheim" not in signed_in(auenfeld.lea).get("/outbox/?view=waiting").content.decode()
    assert "geheim" in signed_in(admin).get("/outbox/?view=waiting").content.decode()


def test_a_long_outbox_goes_on(auenfeld: Auenfeld) -> None:
    from beistand.lib import clock
    from beistand.lib.models import Parcel

    at = clock.now()
    Parcel.objects.bulk_create(
        Parcel(
            kind="message",
            effect_key=f"m:{n}",
            brand=auenfeld.brand.id,
            words={"to": [], "subject": f"Betreff-{n:02}", "text": ""},
            state="failed",
            made_at=at - timedelta(minutes=n),
            not_before=at,
            next_at=at,
        )
        for n in range(60)
    )
    client = signed_in(auenfeld.mara)
    first = client.get("/outbox/?view=failed").content.decode()
    assert "Betreff-49" in first and "Betreff-50" not in first
    following = first.partition('href="/outbox/?view=failed&amp;before=')[2].partition('"')[0]
    second = client.get("/outbox/?view=failed&before=" + following).content.decode()
    assert "Betreff-50" in second and "Betreff-59" in second and "Betreff-49" not in second
