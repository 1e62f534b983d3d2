"""Forty ways to look like somebody else. Each comes from the villain's server, whose own SPF passes."""

from __future__ import annotations

import pytest

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof import speaks_for
from rules.sender_proof.sealed_mail import BANK, BANK_IP, EVIL, judged, mail, proof, signed

BOTH = f"Anna <anna@{BANK}>"
MINE = f"Egon <egon@{EVIL}>"

FROMS = {
    "another's address": BOTH,
    "bare address": f"anna@{BANK}",
    "two mailboxes": f"{MINE}, {BOTH}",
    "two mailboxes, the other way round": f"{BOTH}, {MINE}",
    "two bare addresses": f"egon@{EVIL}, anna@{BANK}",
    "a group": f"Bank: anna@{BANK};",
    "a group with my address": f"Bank: egon@{EVIL};",
    "an empty group": "Undisclosed:;",
    "a route": f"<@{EVIL}:anna@{BANK}>",
    "two angle brackets": f"<anna@{BANK}> <egon@{EVIL}>",
    "words after the bracket": f"<egon@{EVIL}> anna@{BANK}",
    "an address as the name": f'"anna@{BANK}" <egon@{EVIL}>',
    "an unquoted address as the name": f"anna@{BANK} <egon@{EVIL}>",
    "an address with words in the name": f'"Anna Berg anna@{BANK} (Bank)" <egon@{EVIL}>',
    "an encoded address as the name": f"=?utf-8?q?anna=40{BANK}?= <egon@{EVIL}>",
    "an address in two encoded words": f"=?utf-8?q?anna?= =?utf-8?q?=40{BANK}?= <egon@{EVIL}>",
    "an address in base64": f"=?utf-8?b?YW5uYUBiYW5rLmV4YW1wbGU=?= <egon@{EVIL}>",
    "a full-width at sign": f"anna＠{BANK} <egon@{EVIL}>",
    "an at sign broken by an invisible": f"anna\u200b@\u200b{BANK} <egon@{EVIL}>",
    "an address in a comment": f"egon@{EVIL} (anna@{BANK})",
    "a quotation mark that hides a bracket": f'("x) <anna@{BANK}> (") <egon@{EVIL}>',
    "an escaped quotation mark": f'"Anna\\" <anna@{BANK}>" <egon@{EVIL}>',
    "an at sign that is only encoded": f"=?utf-8?q?anna=40{BANK}?=",
    "an encoded word inside the address": f"<=?utf-8?q?anna=40{BANK}?=@{EVIL}>",
    "two at signs": f"anna@{BANK}@{EVIL}",
    "two at signs, quoted": f'"anna@{BANK}@{EVIL}',
    "writing turned around": f"\u202eelpmaxe.knab@anna <egon@{EVIL}>",
    "a NUL byte": f"anna@{BANK}\0 <egon@{EVIL}>",
    "a control character": f"anna@{BANK}\x0b<egon@{EVIL}>",
    "a carriage return": f"egon@{EVIL}\rFrom: anna@{BANK}",
    "a domain literal": "anna@[192.0.2.10]",
    "a host without a domain": "root@localhost",
    "nothing": " ",
    "no address": "Anna Berg",
    "a comment that does not end": f"egon@{EVIL} (anna",
}


@pytest.mark.parametrize("sender", FROMS.values(), ids=FROMS.keys())
def test_a_forged_from_is_never_proven_although_the_villains_server_is_his_own(sender: str) -> None:
    assert not proof(mail(sender=sender)).is_proven


@pytest.mark.parametrize("sender", FROMS.values(), ids=FROMS.keys())
def test_nor_when_the_villain_signs_it(sender: str) -> None:
    verdict = proof(mail(sender="egon@evil.example").replace(b"egon@evil.example", sender.encode()))
    assert not verdict.is_proven
    if "\r" not in sender and "\0" not in sender:
        assert not proof(signed(mail(sender=sender), EVIL)).is_proven


def test_the_villain_himself_is_proven_as_himself() -> None:
    found = proof(signed(mail(sender=MINE), EVIL))
    assert (found.dmarc, found.dkim, found.spf) == (Verdict.PASS, Verdict.PASS, Verdict.PASS)
    assert (found.domain, found.dkim_domain, found.by) == (EVIL, EVIL, "beistand")


def test_the_name_may_show_ones_own_address() -> None:
    assert proof(mail(sender=f'"egon@{EVIL}" <egon@{EVIL}>')).is_proven
    assert proof(mail(sender=f"egon@mail.{EVIL} <egon@{EVIL}>")).is_proven


@pytest.mark.parametrize(
    "second", ["From: egon@evil.example", "from : egon@evil.example", "FROM:egon@evil.example"]
)
def test_two_from_fields_prove_nobody(second: str) -> None:
    assert not proof(mail(second)).is_proven
    assert not proof(mail(second, sender=f"anna@{EVIL}")).is_proven
    assert not proof(
        signed(mail(sender=MINE), EVIL).replace(b"\r\nTo:", b"\r\n" + second.encode() + b"\r\nTo:")
    ).is_proven


def test_no_from_proves_nobody() -> None:
    found = judged(mail(f"Sender: egon@{EVIL}", sender=""))
    assert found.proof.dmarc is Verdict.NONE
    assert found.author.why == "no From"


@pytest.mark.parametrize("field", ["Sender", "Reply-To", "Resent-From", "X-From", "Envelope-From"])
def test_no_other_field_speaks_for_from(field: str) -> None:
    raw = signed(mail(f"{field}: egon@{EVIL}"), EVIL, headers=[b"from", field.lower().encode()])
    assert proof(raw).dmarc is Verdict.FAIL


@pytest.mark.parametrize(
    "domain",
    [
        "bank.example.evil.example",
        "bank-example.evil.example",
        "bankexample.example",
        "xbank.example",
        "bank.example.com",
    ],
)
def test_a_look_alike_is_judged_as_what_it_is(domain: str) -> None:
    found = proof(mail(sender=f"anna@{domain}"), mail_from=f"x@{BANK}", ip=BANK_IP)
    assert not found.is_proven


def test_a_homograph_is_another_domain() -> None:
    found = judged(mail(sender="anna@b\u0430nk.example"), mail_from=f"x@{BANK}", ip=BANK_IP)
    assert found.author.domain == "xn--bnk-6cd.example"
    assert not found.proof.is_proven


def test_a_signature_of_somebody_else_is_shown_and_proves_nothing() -> None:
    found = proof(signed(mail(), EVIL))
    assert (found.dkim, found.dkim_domain, found.spf) == (Verdict.PASS, EVIL, Verdict.PASS)
    assert found.dmarc is Verdict.FAIL
    assert found.domain == ""


def test_a_line_that_is_no_field_makes_the_header_worthless() -> None:
    raw = mail(sender=MINE).replace(b"To:", b"this is no field\r\nTo:")
    assert not proof(raw).is_proven
    assert not proof(b" From: anna@bank.example\r\n" + mail(sender=MINE)).is_proven


def test_the_line_with_which_a_mailbox_file_begins_does_no_harm() -> None:
    assert proof(b"From egon Mon Nov  2 10:00:00 2026\r\n" + mail(sender=MINE)).is_proven


def test_a_folded_from_is_read() -> None:
    assert proof(mail(sender=f"=?utf-8?q?J=C3=BCrgen?=\r\n <egon@{EVIL}>")).is_proven
    assert proof(mail(sender=f'"Berg, Anna"\r\n\t<egon@{EVIL}> (zuhause)')).is_proven


@pytest.mark.parametrize("sender", [f"egon@{EVIL}", f"egon@{EVIL.upper()}", f'"a@b"@{EVIL}'])
def test_a_proof_speaks_for_the_author_that_was_judged(sender: str) -> None:
    assert speaks_for(proof(mail(sender=MINE)), sender)


def test_a_proof_speaks_for_nobody_else() -> None:
    assert not speaks_for(proof(mail(sender=MINE)), f"anna@{BANK}")
    assert not speaks_for(proof(mail(sender=MINE)), f"egon@sub.{EVIL}")
    assert not speaks_for(proof(mail()), f"anna@{BANK}")
    assert not speaks_for(proof(mail()), "")
