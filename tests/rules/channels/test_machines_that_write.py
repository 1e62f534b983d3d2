"""Two machines that answer each other stop, whatever the other one is like (RFC 3834)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from beistand.channels.rules.machines_that_write import Before, Heard, may_answer_automatically, why_silent

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
EMRE = Heard(address="emre@kunde.example", is_proven=True)


def test_a_person_with_a_proven_address_may_be_answered() -> None:
    assert may_answer_automatically(EMRE, Before(), AT)


@pytest.mark.parametrize("kind", ["auto-reply", "vacation", "list", "bulk", "bounce", "machine", "own-loop"])
def test_no_kind_of_automatic_mail_is_answered(kind: str) -> None:
    heard = Heard(address="emre@kunde.example", is_proven=True, auto=kind)
    assert why_silent(heard, Before(), AT) == f"auto: {kind}"


def test_the_null_sender_is_never_answered() -> None:
    heard = Heard(address="emre@kunde.example", is_proven=True, has_null_sender=True)
    assert why_silent(heard, Before(), AT) == "bounce"


def test_a_claimed_sender_is_not_answered() -> None:
    assert why_silent(Heard(address="emre@kunde.example"), Before(), AT) == "unproven"


@pytest.mark.parametrize(
    "address",
    [
        "MAILER-DAEMON@mx.example",
        "postmaster@mx.example",
        "no-reply@shop.example",
        "noreply+123@shop.example",
        "DoNotReply@shop.example",
        "owner-liste@verein.example",
        "liste-request@verein.example",
        "bounce+abc@shop.example",
        "bounces@shop.example",
        "nichtantworten@shop.example",
        "",
        "@shop.example",
    ],
)
def test_addresses_that_nobody_reads(address: str) -> None:
    assert why_silent(Heard(address=address, is_proven=True), Before(), AT) == "nobody-reads"


@pytest.mark.parametrize("address", ["bouncer@club.example", "noreen@kunde.example", "rooter@kunde.example"])
def test_people_whose_names_look_alike_are_answered(address: str) -> None:
    assert may_answer_automatically(Heard(address=address, is_proven=True), Before(), AT)


def test_one_address_gets_one_in_24_hours() -> None:
    just = Before(to_address=[AT - timedelta(hours=23, minutes=59)])
    long = Before(to_address=[AT - timedelta(hours=24)])
    assert why_silent(EMRE, just, AT) == "within-a-day"
    assert may_answer_automatically(EMRE, long, AT)


def test_a_thread_sees_five() -> None:
    assert may_answer_automatically(EMRE, Before(in_thread=4), AT)
    assert why_silent(EMRE, Before(in_thread=5), AT) == "thread-is-full"


@dataclass
class Machine:
    """Something that answers every mail it may; `marks` says how it marks what it writes."""

    address: str
    may_answer: Callable[[Heard, Before, datetime], bool]
    marks: str | None
    sent: list[tuple[str, datetime]] = field(default_factory=list)

    def hear(self, heard: Heard, at: datetime) -> bool:
        """Whether it answers."""
        earlier = [when for to, when in self.sent if to == heard.address]
        before = Before(to_address=earlier, in_thread=len(self.sent), since_a_person=len(earlier))
        if not self.may_answer(heard, before, at):
            return False
        self.sent.append((heard.address, at))
        return True


def ours(address: str) -> Machine:
    return Machine(address, may_answer_automatically, "auto-reply")


def robot(marks: str | None) -> Machine:
    """A vacation robot that answers everything, always."""
    return Machine("urlaub@kunde.example", lambda *_: True, marks)


def a_year_of(*machines: Machine) -> None:
    """Each mail of one is heard by all others an hour later; the first one comes from a person, and one a week."""
    at = AT
    while at < AT + YEAR:
        writing = [(Heard(address=machines[0].address, is_proven=True), machines[0])]
        for _ in range(24 * 7):
            answers = []
            for heard, writer in writing:
                for machine in machines:
                    if machine is not writer and machine.hear(heard, at):
                        mark = Heard(address=machine.address, is_proven=True, auto=machine.marks)
                        answers.append((mark, machine))
            at += timedelta(hours=1)
            if not answers:
                at += timedelta(days=7)
                break
            writing = answers[:4]


@pytest.mark.parametrize("marks", ["vacation", "bounce", None], ids=["marked", "null-sender", "unmarked"])
def test_two_copies_of_us_and_a_vacation_robot_for_a_year(marks: str | None) -> None:
    a, b = ours("hilfe@auenfeld.example"), ours("hilfe@stadtstrom.example")
    a_year_of(a, b, robot(marks))
    for machine in (a, b):
        for address in {to for to, _ in machine.sent}:
            assert sum(1 for to, _ in machine.sent if to == address) <= 2
    assert len(b.sent) >= 1, "the test must hear at least one automatic mail"


def test_two_copies_of_us_that_lost_every_mark_on_the_way() -> None:
    a, b = ours("hilfe@auenfeld.example"), ours("hilfe@stadtstrom.example")
    a.marks = b.marks = None
    a_year_of(a, b)
    assert len(a.sent) <= 2
    assert 1 <= len(b.sent) <= 2
