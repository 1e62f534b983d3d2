"""A person is forgotten everywhere, in one go, and no table can be forgotten about."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from beistand.desk import replies
from beistand.desk.models import Attachment, Conversation, Message
from beistand.house.models import Brand
from beistand.journal.book import About, record
from beistand.journal.facts import PersonForgotten
from beistand.journal.forgetting import ANSWERS, OWN_TABLES
from beistand.journal.models import Entry, PersonKey
from beistand.lib.models import Parcel
from beistand.lib.refusal import Refused
from beistand.lib.store import store_at
from beistand.people.models import Customer
from beistand.site.forgetting import forget_customer
from cast import Arrive, Auenfeld, mail

CANARY = "kanarienvogel"
pytestmark = pytest.mark.django_db


def test_every_table_with_a_person_has_an_answer() -> None:
    personal = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and (
            field.related_model is Customer or (field.name == "customer" and model._meta.app_label != "auth")
        )
    }
    assert {"desk_message", "people_identity", "lib_parcel", "journal_entry"} <= personal
    assert personal - set(ANSWERS) - OWN_TABLES == set()


def _canary_mail(number: int = 1) -> bytes:
    made = EmailMessage()
    made["From"] = f"{CANARY} Vogel <{CANARY}@kunde.example>"
    made["To"], made["Subject"] = "hilfe@auenfeld.example", f"{CANARY} fragt"
    made["Message-ID"] = f"<{CANARY}-{number}@kunde.example>"
    made.set_content(f"Ich bin {CANARY}, 030 2312500.")
    made.add_attachment(
        CANARY.encode() * number, maintype="application", subtype="pdf", filename=f"{CANARY}.pdf"
    )
    return made.as_bytes(policy=made.policy.clone(linesep="\r\n"))


def _hits(word: str) -> list[str]:
    """Every table whose rows hold the word somewhere, as text or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s OR t::text ILIKE %s',
                [f"%{word}%", f"%{word.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_canary_is_nowhere_any_more_and_others_stay(
    auenfeld: Auenfeld, arrive: Arrive, django_capture_on_commit_callbacks: object
) -> None:
    arrive(_canary_mail(), mail_from=f"{CANARY}@kunde.example")
    arrive(mail())
    thread = Conversation.objects.get(subject__contains=CANARY)
    replies.reply(thread.id, auenfeld.actor(), replies.Answer(text=f"Hallo {CANARY}"))
    files = list(Attachment.objects.values_list("sha256", flat=True))
    before = _hits(CANARY)
    assert {"desk_message", "channels_rawarrival", "people_identity", "lib_parcel"} <= set(before)
    counts = (Conversation.objects.count(), Message.objects.count(), Customer.objects.count())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert forget_customer(str(thread.customer_id), "agent:lea") > 5
    assert _hits(CANARY) == []
    assert not any(store_at(settings.BEISTAND).exists(sha) for sha in files)
    assert (Conversation.objects.count(), Message.objects.count(), Customer.objects.count()) == counts
    assert Message.objects.filter(sender_address="emre@kunde.example").count() == 1
    assert Parcel.objects.get().state == "withdrawn"
    assert PersonKey.objects.get(customer=thread.customer_id).key is None
    assert Entry.objects.filter(fact="PersonForgotten").count() == 1


def test_joined_customers_are_one_person_and_are_forgotten_together(
    auenfeld: Auenfeld, arrive: Arrive
) -> None:
    arrive(mail(id="<1@a.example>", sender="Emre <emre@kunde.example>"))
    arrive(mail(id="<2@a.example>", sender="Emre privat <e@privat.example>", subject="Noch etwas"))
    kept, absorbed = Customer.objects.order_by("first_at", "id")
    absorbed.merged_into = kept
    absorbed.save()
    forget_customer(str(absorbed.id), "agent:lea")
    assert not Message.objects.exclude(text="").exists()
    assert Entry.objects.filter(fact="PersonForgotten").count() == 2


def test_a_customer_that_is_not_here_is_a_sentence(auenfeld: Auenfeld) -> None:
    for wrong in (str(auenfeld.mara.id), "niemand"):
        with pytest.raises(Refused, match=wrong):
            forget_customer(wrong, "agent:lea")


def test_the_fact_itself_names_nobody_under_their_key() -> None:
    assert Brand.objects.count() == 0
    entry = record(PersonForgotten(person=Customer().id), About(by="agent:lea"))
    assert Entry.objects.get(id=entry).customer is None
