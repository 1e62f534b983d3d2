"""What a judgement and a signature cost, printed with `-s`; the bounds are loose because machines are shared."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

from beistand.channels.email.proof import judge
from beistand.channels.email.routing_marks import message_id, read_message_id
from beistand.channels.email.signing import DkimKey, sign
from beistand.lib.ids import uuid7
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import AT, BANK, BANK_IP, EVIL, mail, pem, published, sealed, signed, zone

BODY = ("Guten Tag, ich habe eine Frage zu meiner Rechnung. " * 2 + "\r\n") * 150 + (
    "JVBERi0xLjQKJeLj" * 4 + "\r\n"
) * 250
TRACE = tuple(
    f"Received: from a{n}.example (a{n}.example [192.0.2.{n}]) by b{n}.example; Mon, 02 Nov 2026"
    for n in range(5)
)
PLAIN = mail(*TRACE, body=BODY)


def _milliseconds(act: Callable[[], object], times: int = 100) -> float:
    act()
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for _ in range(times):
            act()
        best = min(best, (time.process_time() - started) / times * 1000)
    return best


@pytest.mark.parametrize(
    ("name", "raw", "bound"),
    [
        ("unsigned", PLAIN, 1.5),
        ("signed once", signed(PLAIN), 4.0),
        ("signed twice", signed(signed(PLAIN), EVIL), 5.0),
        ("signed and sealed once", sealed(signed(PLAIN)), 6.0),
    ],
)
def test_a_judgement_is_cheap_when_the_answers_are_remembered(name: str, raw: bytes, bound: float) -> None:
    dns = PaperDns(zone())
    cost = _milliseconds(
        lambda: judge(raw, ip=BANK_IP, helo=f"mx.{BANK}", mail_from=f"x@{BANK}", resolver=dns, at=AT)
    )
    sys.stdout.write(f"\njudge {name}, {len(raw) // 1024} KB: {cost:.2f} CPU ms\n")
    assert cost < bound


def test_signing_and_marks_are_cheap() -> None:
    key = DkimKey(pem(), published())
    cost = _milliseconds(lambda: sign(PLAIN, key, BANK, "s1"))
    sys.stdout.write(f"\nsign, {len(PLAIN) // 1024} KB: {cost:.2f} CPU ms\n")
    subject = uuid7()
    mark = _milliseconds(lambda: read_message_id(message_id(BANK, subject, b"k" * 32), [b"k" * 32]))
    sys.stdout.write(f"make and read a mark: {mark * 1000:.0f} CPU us\n")
    assert cost < 6
    assert mark < 0.5
