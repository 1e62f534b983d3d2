"""A machine of ours answers a person with a proven address, once; and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


def heard(arrive: Arrive, *, proven: bool = True, **headers: str) -> Any:
    from beistand.desk.models import Message

    arrive(mail(headers=headers))
    message = Message.objects.get(direction="in")
    if proven:
        message.proof = {**message.proof, "dmarc": "pass"}
        message.save()
    return message.conversation


def machine_says(thread: Any) -> Any:
    from beistand.desk import replies
    from beistand.desk.conversations import Actor
    from beistand.house.rights import whole_house

    return replies.reply(thread.id, Actor("machine:followups", whole_house()), replies.Answer(text="Danke."))


def carry(smarthost_is: str = "none") -> list[str]:
    from beistand.channels.outbox import carry_message
    from beistand.lib import outbox

    return [outbox.carry(p, {"message": carry_message}).state for p in outbox.claim(["message"], "test")]


def why(thread: Any) -> str:
    from beistand.lib.refusal import Refused

    with pytest.raises(Refused) as refused:
        machine_says(thread)
    assert refused.value.code == "machine-silent"
    return refused.value.sentence


def test_a_person_is_answered_once(auenfeld: Auenfeld, arrive: Arrive) -> None:
    thread = heard(arrive)
    message = machine_says(thread)
    assert message.is_automated
    assert carry() == ["sent"]
    assert "within-a-day" in why(thread)


def test_a_vacation_robot_is_not_answered(auenfeld: Auenfeld, arrive: Arrive) -> None:
    assert "auto" in why(heard(arrive, **{"Auto-Submitted": "auto-replied"}))


def test_a_list_is_not_answered(auenfeld: Auenfeld, arrive: Arrive) -> None:
    assert "auto" in why(heard(arrive, **{"List-Id": "<verein.example>", "Precedence": "list"}))


def test_a_claimed_sender_is_not_answered(auenfeld: Auenfeld, arrive: Arrive) -> None:
    assert "unproven" in why(heard(arrive, proven=False))


def test_a_person_of_ours_may_always_answer(auenfeld: Auenfeld, arrive: Arrive) -> None:
    from beistand.desk import replies

    thread = heard(arrive, proven=False, **{"Auto-Submitted": "auto-replied"})
    message = replies.Message.objects.get(direction="in")
    message.auto = ""
    message.save()
    assert replies.reply(thread.id, auenfeld.actor(), replies.Answer(text="Guten Tag")).is_automated is False
