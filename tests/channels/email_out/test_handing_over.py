"""A mail leaves once, is tried again when that may help, and nobody ever guesses whether it left."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from channels.email_out.conftest import set_clock
from channels.email_out.sink import CRAWL, CUT, HANG, Script, Sink

pytestmark = pytest.mark.django_db

Carry = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waiting, only shorter."""
    from beistand.channels.email import sending, smarthosts_line

    monkeypatch.setattr(smarthosts_line, "CONNECT_SECONDS", 1)
    monkeypatch.setattr(smarthosts_line, "REPLY_SECONDS", 1)
    monkeypatch.setattr(smarthosts_line, "WHOLE_SECONDS", 4)
    monkeypatch.setattr(sending, "AFTER_DOT_SECONDS", 1)


def fresh(parcel: Any) -> Any:
    parcel.refresh_from_db()
    return parcel


def test_a_mail_leaves_with_its_sender_and_all_recipients(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    put(
        cc=[["buchhaltung@kunde.example", ""]],
        bcc=[["archiv@auenfeld.example", ""]],
        return_path="bounce+abc@auenfeld.example",
    )
    assert carry() == ["sent"]
    (taken,) = sink.taken
    assert taken.sender == "bounce+abc@auenfeld.example"
    assert taken.recipients == ["emre@kunde.example", "buchhaltung@kunde.example", "archiv@auenfeld.example"]
    assert b"archiv@" not in taken.raw
    assert carry() == []


def test_the_words_of_the_far_side_are_kept(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    parcel = put()
    carry()
    assert fresh(parcel).receipt == "250 2.0.0 kept as 4711"


@pytest.mark.parametrize("where", ["greeting", "ehlo", "mail", "data", "dot"])
@pytest.mark.parametrize("answer", ["421 go away", "450 later", "451 greylisted", "452 full"])
def test_a_refusal_that_may_pass_is_tried_again(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry, where: str, answer: str
) -> None:
    sink.script = Script(at={where: answer})
    parcel = put()
    assert carry() == ["again"]
    sink.script = Script()
    set_clock(timedelta(minutes=30))
    assert carry() == ["sent"]
    assert sink.count().total() == 1
    assert fresh(parcel).tries == 2


@pytest.mark.parametrize("where", ["mail", "data", "dot"])
@pytest.mark.parametrize("answer", ["550 no such user", "552 too much", "553 not so", "554 spam"])
def test_a_refusal_for_good_is_failed_with_its_words(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry, where: str, answer: str
) -> None:
    sink.script = Script(at={where: answer})
    parcel = put()
    assert carry() == ["failed"]
    assert fresh(parcel).last_error == answer
    set_clock(timedelta(days=10))
    assert carry() == []


@pytest.mark.parametrize("how", [CUT, HANG, "what?"], ids=["cut", "hang", "nonsense"])
@pytest.mark.parametrize("takes", ["yes", "no"])
def test_what_breaks_after_the_dot_is_unknown_and_never_repeated(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry, how: str, takes: str
) -> None:
    sink.script = Script(at={"dot": how, "dot-takes": takes})
    parcel = put()
    assert carry() == ["unknown"]
    sink.script = Script()
    set_clock(timedelta(days=4))
    assert carry() == []
    assert fresh(parcel).state == "unknown"
    assert all(count == 1 for count in sink.count().values())


def test_a_person_may_decide_to_repeat_what_is_unknown_under_the_same_id(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    from beistand.lib import outbox

    sink.script = Script(at={"dot": CUT, "dot-takes": "yes"})
    parcel = put()
    carry()
    sink.script = Script()
    assert outbox.release(parcel.id)
    assert carry() == ["sent"]
    assert len({taken.id for taken in sink.taken}) == 1


@pytest.mark.parametrize("where", ["greeting", "ehlo", "mail", "data"])
@pytest.mark.parametrize("how", [CUT, HANG])
def test_what_breaks_before_the_dot_is_tried_again(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry, where: str, how: str
) -> None:
    sink.script = Script(at={where: how})
    put()
    assert carry() == ["again"]
    sink.script = Script()
    set_clock(timedelta(minutes=10))
    assert carry() == ["sent"]
    assert set(sink.count().values()) == {1}


def test_a_line_that_breaks_in_the_midst_of_the_mail_is_tried_again(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(cut_in_data=200_000)
    put(text="Zeile\n" * 1_000_000)
    assert carry() == ["again"]
    assert sink.taken == []


def test_a_server_at_one_byte_a_second_does_not_hold_us_for_ever(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(at={"mail": CRAWL})
    put()
    began = time.monotonic()
    assert carry() == ["again"]
    assert time.monotonic() - began < 8


def test_it_is_tried_for_five_days_with_growing_pauses(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(at={"mail": "451 later"})
    set_clock(timedelta())
    parcel = put()
    began = fresh(parcel).not_before
    pauses = []
    while True:
        (state,) = carry()
        if state == "failed":
            break
        fresh(parcel)
        pauses.append(parcel.next_at - max(pauses_end(began, pauses), began))
        set_clock(parcel.next_at - _begin())
    assert fresh(parcel).next_at - began == timedelta(days=5)
    assert pauses[0] < timedelta(minutes=2)
    assert max(pauses) <= timedelta(minutes=72)
    assert pauses[:8] == sorted(pauses[:8])
    assert parcel.last_error == "451 later"


def pauses_end(began: Any, pauses: list[timedelta]) -> Any:
    return began + sum(pauses, timedelta())


def _begin() -> Any:
    from beistand.lib.models import Installation

    return Installation.objects.get(id=1).created_at


def test_each_recipient_has_a_fate_of_their_own(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    from beistand.lib import outbox

    sink.script = Script(rcpt={"b@kunde.example": "550 unknown", "c@kunde.example": "451 greylisted"})
    parcel = put(to=[["a@kunde.example", ""]], cc=[["b@kunde.example", ""], ["c@kunde.example", ""]])
    assert carry() == ["again"]
    sink.script = Script(rcpt={"b@kunde.example": "550 unknown"})
    set_clock(timedelta(minutes=30))
    assert carry() == ["failed"]
    assert {to for _id, to in sink.count()} == {"a@kunde.example", "c@kunde.example"}
    assert "b@kunde.example: 550 unknown" in fresh(parcel).last_error
    assert "Taken for: a@kunde.example, c@kunde.example" in parcel.last_error
    sink.script = Script()
    outbox.release(parcel.id)
    assert carry() == ["sent"]
    assert set(sink.count().values()) == {1}
    assert len(sink.count()) == 3


def test_a_mail_larger_than_the_server_takes_is_not_even_begun(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(extensions=("SIZE 1000",))
    parcel = put(text="x" * 5000)
    assert carry() == ["failed"]
    assert "the server takes 1000 at most" in fresh(parcel).last_error
    assert not any(line.startswith("MAIL") for line in sink.said)


def test_an_address_with_letters_needs_a_server_that_knows_them(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    put(to=[["jörg@müller.example", "Jörg"]])
    assert carry() == ["sent"]
    assert sink.taken[0].recipients == ["jörg@xn--mller-kva.example"]
    assert any("SMTPUTF8" in line for line in sink.said)
    sink.script = Script(extensions=())
    put(to=[["jörg@müller.example", "Jörg"]])
    assert carry() == ["failed"]


def test_a_domain_with_letters_needs_nothing_special(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(extensions=())
    put(to=[["post@müller.example", "Müller"]])
    assert carry() == ["sent"]
    assert sink.taken[0].recipients == ["post@xn--mller-kva.example"]


def test_a_machines_answer_has_the_null_sender(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    put(automated=True, in_reply_to="1@kunde.example", return_path="bounce+abc@auenfeld.example")
    carry()
    assert sink.taken[0].sender == ""
    assert b"Auto-Submitted: auto-replied" in sink.taken[0].raw


def test_without_a_smarthost_it_lies_in_the_outbox_and_stays_there_when_one_is_set(
    auenfeld: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    from channels.email_out.conftest import set_smarthost

    parcel = put()
    assert carry() == ["sent"]
    assert fresh(parcel).receipt == "no-smarthost"
    set_smarthost(auenfeld.brand, sink)
    assert carry() == []
    assert sink.taken == []


def test_a_smarthost_that_is_away_is_asked_once_a_minute_however_much_waits(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    sink.script = Script(at={"greeting": "421 too busy"})
    for _ in range(5):
        put()
    set_clock(timedelta(seconds=1))
    assert carry() == ["again"] * 5
    assert sink.lines == 1


def test_trouble_of_a_quarter_of_an_hour_is_told_once_and_so_is_its_end(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    from beistand.channels.email import states
    from beistand.journal.models import Entry

    sink.script = Script(at={"greeting": "421 too busy"})
    set_clock(timedelta())
    put()
    carry()
    assert states.sound_alarms() == 0
    set_clock(timedelta(minutes=15))
    assert states.sound_alarms() == 1
    assert states.sound_alarms() == 0
    sink.script = Script()
    assert carry() == ["sent"]
    facts = list(Entry.objects.filter(fact__startswith="MailOut").values_list("fact", flat=True))
    assert facts == ["MailOutStuck", "MailOutFlows"]


def test_a_file_that_is_gone_is_told_and_does_not_leave_a_riddle(
    smarthost: Any, sink: Sink, put: Callable[..., Any], carry: Carry
) -> None:
    parcel = put(attachments=[{"name": "a.pdf", "type": "application/pdf", "sha256": "0" * 64}])
    assert carry() == ["failed"]
    assert fresh(parcel).last_error == "A file of this mail is not there any more."
