"""Two matters become one, nobody stops waiting, and parting restores them to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from beistand.desk import conversations, joining, replies
from beistand.desk.models import Conversation, Label, Message, Note
from beistand.desk.talks import talk_of
from beistand.journal.models import Entry
from beistand.lib.refusal import Refused
from beistand.people import joining as people_joining
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db

FIELDS = [f.attname for f in Conversation._meta.concrete_fields if f.name not in ("revision",)]


def two(arrive: Arrive) -> tuple[Conversation, Conversation]:
    arrive(mail())
    arrive(mail("Die Rechnung fehlt.\n", subject="Rechnung", id="<2@kunde.example>"))
    kept, absorbed = Conversation.objects.order_by("opened_at", "id")
    return kept, absorbed


def world() -> list[Any]:
    """Everything that parting must restore."""
    return [
        list(Conversation.objects.order_by("id").values(*FIELDS)),
        list(Message.objects.order_by("id").values_list("id", "conversation")),
        list(Note.objects.order_by("id").values_list("id", "conversation")),
        sorted(Label.conversations.through.objects.values_list("label", "conversation")),  # type: ignore[attr-defined]
    ]


def test_messages_and_notes_stand_on_the_kept_thread(auenfeld: Auenfeld, arrive: Arrive) -> None:
    kept, absorbed = two(arrive)
    conversations.note(absorbed.id, auenfeld.actor(), "Bitte prüfen.")
    conversations.label(absorbed.id, auenfeld.actor(), "Rechnung", on=True)
    joining.join(kept.id, absorbed.id, auenfeld.actor())
    kept.refresh_from_db()
    assert kept.messages.count() == 2
    assert kept.notes.count() == 1
    assert [label.name for label in kept.labels.all()] == ["Rechnung"]
    assert Conversation.objects.get(id=absorbed.id).merged_into_id == kept.id
    facts = set(Entry.objects.filter(thread__in=[kept.id, absorbed.id]).values_list("fact", "thread"))
    assert {("ConversationsJoined", kept.id), ("ConversationAbsorbed", absorbed.id)} <= facts
    assert [e.kind for e in talk_of(kept, auenfeld.actor()).entries].count("message") == 2


def test_joining_and_parting_changes_nothing(auenfeld: Auenfeld, arrive: Arrive) -> None:
    kept, absorbed = two(arrive)
    conversations.note(absorbed.id, auenfeld.actor(), "Bitte prüfen.")
    conversations.label(absorbed.id, auenfeld.actor(), "Rechnung", on=True)
    conversations.assign(absorbed.id, auenfeld.actor(), agent=auenfeld.jonas.id)
    conversations.close(kept.id, auenfeld.actor())
    before = world()
    made = joining.join(kept.id, absorbed.id, auenfeld.actor())
    kept.refresh_from_db()
    assert kept.state == "open"
    assert kept.agent_id == auenfeld.jonas.id
    joining.part(made.id, auenfeld.actor())
    assert world() == before
    joining.part(made.id, auenfeld.actor())
    assert world() == before


def test_whoever_waited_goes_on_waiting_since_the_earlier_time(auenfeld: Auenfeld, arrive: Arrive) -> None:
    kept, absorbed = two(arrive)
    since = kept.waiting_since
    joining.join(absorbed.id, kept.id, auenfeld.actor())
    absorbed.refresh_from_db()
    assert absorbed.waiting_since == since


def test_joining_into_an_answered_matter_does_not_stop_the_clock(auenfeld: Auenfeld, arrive: Arrive) -> None:
    kept, absorbed = two(arrive)
    replies.reply(kept.id, auenfeld.actor(), replies.Answer(text="Erledigt."))
    joining.join(kept.id, absorbed.id, auenfeld.actor())
    kept.refresh_from_db()
    assert kept.waiting_since == absorbed.waiting_since


def test_an_answer_to_the_absorbed_lands_on_the_kept_and_goes_back_when_they_part(
    auenfeld: Auenfeld, arrive: Arrive
) -> None:
    kept, absorbed = two(arrive)
    made = joining.join(kept.id, absorbed.id, auenfeld.actor())
    arrive(mail("Und?\n", id="<3@kunde.example>", headers={"In-Reply-To": "<2@kunde.example>"}))
    arrive(mail("Hm.\n", id="<4@kunde.example>", headers={"In-Reply-To": "<1@kunde.example>"}))
    assert kept.messages.count() == 4
    joining.part(made.id, auenfeld.actor())
    assert {m.external_id for m in absorbed.messages.all()} == {"<2@kunde.example>", "<3@kunde.example>"}
    assert {m.external_id for m in kept.messages.all()} == {"<1@kunde.example>", "<4@kunde.example>"}


def test_chains_come_apart_link_by_link(auenfeld: Auenfeld, arrive: Arrive) -> None:
    kept, absorbed = two(arrive)
    arrive(mail("Drittens.\n", subject="Drittens", id="<3@kunde.example>"))
    third = Conversation.objects.exclude(id__in=[kept.id, absorbed.id]).get()
    before = world()
    first = joining.join(absorbed.id, third.id, auenfeld.actor())
    second = joining.join(kept.id, absorbed.id, auenfeld.actor())
    third.refresh_from_db()
    assert third.merged_into_id == kept.id
    assert kept.messages.count() == 3
    assert {j.id for j in joining.standing(kept.id)} == {first.id, second.id}
    joining.part(first.id, auenfeld.actor())
    assert third.messages.count() == 1
    assert kept.messages.count() == 2
    joining.part(second.id, auenfeld.actor())
    assert world() == before


def test_matters_of_two_people_are_joined_only_after_the_people(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(mail())
    arrive(mail("Ich auch.\n", sender="Ayla <ayla@kunde.example>", id="<9@kunde.example>"))
    kept, absorbed = Conversation.objects.order_by("opened_at", "id")
    with pytest.raises(Refused) as refused:
        joining.join(kept.id, absorbed.id, auenfeld.actor())
    assert refused.value.code == "two-people"
    people_joining.join(kept.customer_id, absorbed.customer_id, "agent:1")
    joining.join(kept.id, absorbed.id, auenfeld.actor())
    assert kept.messages.count() == 2


def test_who_may_not_see_one_of_them_joins_nothing(auenfeld: Auenfeld, arrive: Arrive) -> None:
    from beistand.desk.conversations import Actor
    from beistand.house.rights import Sight

    kept, absorbed = two(arrive)
    stranger = Actor("agent:x", Sight((), ()))
    with pytest.raises(Refused) as refused:
        joining.join(kept.id, absorbed.id, stranger)
    assert refused.value.status == 404
    made = joining.join(kept.id, absorbed.id, auenfeld.actor())
    with pytest.raises(Refused) as refused:
        joining.part(made.id, stranger)
    assert refused.value.status == 404
