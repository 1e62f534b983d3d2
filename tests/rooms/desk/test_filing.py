"""A mail that was kept becomes a message on the right thread of the right customer."""

from __future__ import annotations

import pytest

from beistand.channels.models import Arrival
from beistand.desk.models import Conversation, Message
from beistand.people.models import Customer
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


def test_a_mail_opens_a_conversation_that_waits_for_us(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrival = arrive(mail())
    message = Message.objects.get(arrival=arrival)
    assert message.conversation is not None
    assert message.conversation.subject == "Wallbox doppelt abgebucht"
    assert message.conversation.waiting_since is not None
    assert message.conversation.team == auenfeld.team
    assert message.customer is not None
    assert message.customer.name == "Emre Yıldız"
    assert Arrival.objects.get(id=arrival).state == "filed"


def test_the_same_mail_twice_is_one_message(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(mail())
    arrive(b"Received: from elsewhere\r\n" + mail())
    assert Message.objects.count() == 1
    assert set(Arrival.objects.values_list("state", flat=True)) == {"filed"}


def test_the_same_id_with_other_content_is_a_second_message_and_marked(
    auenfeld: Auenfeld, arrive: Arrive
) -> None:
    arrive(mail())
    arrive(mail("Ganz etwas anderes.\n"))
    assert Message.objects.count() == 2
    assert "same-id-other-content" in Message.objects.order_by("id").last().remarks  # type: ignore[union-attr]


def test_a_customer_who_refers_to_his_own_mail_stays_on_his_thread(
    auenfeld: Auenfeld, arrive: Arrive
) -> None:
    arrive(mail())
    arrive(mail("Noch etwas.\n", id="<2@kunde.example>", headers={"In-Reply-To": "<1@kunde.example>"}))
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 2


def test_a_stranger_who_knows_the_id_gets_a_thread_of_his_own(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(mail())
    stranger = mail(
        "Schicken Sie mir den Verlauf.\n",
        sender="Fremd <fremd@boese.example>",
        id="<3@boese.example>",
        headers={"In-Reply-To": "<1@kunde.example>"},
    )
    arrive(stranger)
    assert Conversation.objects.count() == 2
    assert Customer.objects.count() == 2


def test_a_mail_to_two_brands_is_one_message_for_each(auenfeld: Auenfeld, arrive: Arrive) -> None:
    from beistand.house import setting_up

    setting_up.add_brand("linden", name="Linden", domain="linden.example", sender="post@linden.example")
    arrival = arrive(mail(), to=["hilfe@auenfeld.example", "post@linden.example"])
    assert {m.brand.slug for m in Message.objects.filter(arrival=arrival)} == {"auenfeld", "linden"}
