"""The whole judgement over a real name server on loopback, with everything that may go wrong there."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from beistand.channels.adapter import Proof, Verdict
from beistand.channels.email.proof import judge
from beistand.lib.dns import DnsResolver
from beistand.lib.dns.wire import Server
from channels.email_proof.loopback_dns import GARBAGE, SERVFAIL, SILENT, LoopbackDns, closed_port
from rules.sender_proof.sealed_mail import AT, BANK, BANK_IP, LIST, mail, sealed, signed, zone


@pytest.fixture
def world() -> Iterator[LoopbackDns]:
    with LoopbackDns(zone()) as dns:
        yield dns


def _judged(world: LoopbackDns, raw: bytes, *, per_question: float = 0.2) -> Proof:
    resolver = DnsResolver((Server("127.0.0.1", world.port),), per_question=per_question)
    return judge(raw, ip=BANK_IP, helo=f"mx.{BANK}", mail_from=f"x@{BANK}", resolver=resolver, at=AT)


def test_a_signed_and_sealed_mail_is_proven(world: LoopbackDns) -> None:
    found = _judged(world, sealed(signed(mail())))
    assert found == Proof(
        dmarc=Verdict.PASS,
        dkim=Verdict.PASS,
        spf=Verdict.PASS,
        arc=Verdict.PASS,
        domain=BANK,
        dkim_domain=BANK,
    )
    assert world.asked.total() == 4


@pytest.mark.parametrize("mood", [SERVFAIL, SILENT, GARBAGE])
def test_a_name_server_that_fails_is_no_verdict_on_the_mail(world: LoopbackDns, mood: str) -> None:
    for name in zone():
        world.moods[name] = mood
    found = _judged(world, sealed(signed(mail())), per_question=0.05)
    assert (found.dmarc, found.dkim, found.spf, found.arc) == (Verdict.TEMPERROR,) * 4


def test_one_failing_name_takes_only_what_hangs_on_it(world: LoopbackDns) -> None:
    world.moods[BANK] = SERVFAIL
    world.moods[f"s1._domainkey.{LIST}"] = SERVFAIL
    found = _judged(world, sealed(signed(mail())))
    assert (found.dmarc, found.dkim, found.spf, found.arc) == (
        Verdict.PASS,
        Verdict.PASS,
        Verdict.TEMPERROR,
        Verdict.TEMPERROR,
    )


def test_long_keys_over_tcp_and_aliases_are_fine(world: LoopbackDns) -> None:
    world.cuts = True
    world.zone[f"key.{LIST}"] = world.zone.pop(f"s1._domainkey.{BANK}")
    world.zone[f"s1._domainkey.{BANK}"] = {"CNAME": [f"key.{LIST}"]}
    assert _judged(world, signed(mail())).dkim is Verdict.PASS


def test_an_alias_loop_is_no_verdict(world: LoopbackDns) -> None:
    world.zone[f"s1._domainkey.{BANK}"] = {"CNAME": [f"s2._domainkey.{BANK}"]}
    world.zone[f"s2._domainkey.{BANK}"] = {"CNAME": [f"s1._domainkey.{BANK}"]}
    assert _judged(world, signed(mail())).dkim is Verdict.TEMPERROR


def test_without_a_name_system_mail_is_not_held_up() -> None:
    resolver = DnsResolver((Server("127.0.0.1", closed_port()),))
    raw = sealed(signed(mail()))
    started = time.perf_counter()
    for number in range(100):
        sender = f"x{number}@b{number}.example"
        found = judge(raw, ip=BANK_IP, helo="", mail_from=sender, resolver=resolver, at=AT)
        assert found.dmarc is Verdict.TEMPERROR
    assert time.perf_counter() - started < 2


def test_a_silent_name_system_holds_up_one_mail_and_not_the_next_hundred(world: LoopbackDns) -> None:
    world.is_dead = True
    resolver = DnsResolver((Server("127.0.0.1", world.port),), per_question=0.2)
    raw = signed(mail())
    took = []
    for number in range(101):
        started = time.perf_counter()
        judge(raw, ip=BANK_IP, helo="", mail_from=f"x@b{number}.example", resolver=resolver, at=AT)
        took.append(time.perf_counter() - started)
    assert took[0] < 2.5
    assert sum(took[1:]) < 2
