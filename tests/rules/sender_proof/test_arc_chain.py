from __future__ import annotations

import pytest

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.signature import Finding
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import LIST, judged, mail, sealed, signed, zone


def chain(raw: bytes, dns: PaperDns | None = None) -> Finding:
    return judged(raw, ip=None, dns=dns).chain


def test_a_mail_without_seals_has_no_chain() -> None:
    assert chain(mail()).verdict is Verdict.NONE


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_whole_chain_passes_and_names_the_last_sealer(length: int) -> None:
    raw = mail()
    for number in range(length):
        raw = sealed(
            raw,
            LIST if number == length - 1 else "evil.example",
            "arc=pass; spf=pass" if number else "spf=pass",
        )
    assert chain(raw) == Finding(LIST, Verdict.PASS)


def test_a_list_that_changes_the_text_and_seals_keeps_the_chain_but_not_the_signature() -> None:
    changed = signed(mail()).replace(b"alles gut", b"alles gut\r\n-- \r\nDie Liste")
    found = judged(sealed(changed), ip=None)
    assert found.proof.arc is Verdict.PASS
    assert (found.proof.dkim, found.proof.dmarc) == (Verdict.FAIL, Verdict.FAIL)


def test_a_chain_never_makes_a_sender_proven() -> None:
    raw = sealed(mail(), results="dmarc=pass header.from=bank.example")
    assert not judged(raw).proof.is_proven


def test_words_changed_after_the_seal_break_the_chain() -> None:
    assert chain(sealed(mail()).replace(b"alles gut", b"alles neu")).verdict is Verdict.FAIL
    assert chain(sealed(mail()).replace(b"Bestellung", b"Kuendigung")).verdict is Verdict.FAIL


def test_changed_results_break_the_chain() -> None:
    raw = sealed(mail(), results="spf=fail smtp.mailfrom=bank.example").replace(b"spf=fail", b"spf=pass")
    assert chain(raw).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "change",
    [
        (b"ARC-Seal: i=1", b"ARC-Seal: i=2"),
        (b"ARC-Seal:", b"X-Seal:"),
        (b"ARC-Message-Signature:", b"X-Message-Signature:"),
        (b"ARC-Authentication-Results:", b"X-Results:"),
        (b"ARC-Authentication-Results: i=1", b"ARC-Authentication-Results: j=1"),
        (b"cv=none", b"cv=pass"),
        (b"cv=none", b"cv=fail"),
        (b"cv=none", b"h=from"),
        (b"a=rsa-sha256", b"a=rsa-sha1"),
        (b"a=rsa-sha256", b"a=ed25519-sha256"),
        (b"d=lists.example", b"d=bank.example"),
        (b"bh=", b"xh="),
        (b"h=from", b"h=arc-seal : from"),
    ],
)
def test_a_chain_that_was_tampered_with_fails(change: tuple[bytes, bytes]) -> None:
    raw = sealed(mail())
    forged = raw.replace(*change)
    assert forged != raw
    found = chain(forged, PaperDns(zone() | {"s1._domainkey.bank.example": {"TXT": []}}))
    assert found.verdict is Verdict.FAIL


def test_a_seal_twice_or_a_link_left_out_breaks_the_chain() -> None:
    one = sealed(mail())
    seal = one[: one.index(b"ARC-Message-Signature")]
    assert chain(seal + one).why == "two fields of one kind in one link"
    two = sealed(one)
    assert chain(two.replace(b"i=1;", b"i=3;")).why == "the links are not numbered as they should be"


def test_a_chain_of_more_than_fifty_is_not_followed() -> None:
    fields = "".join(
        f"ARC-Seal: i={n}; cv=pass\r\nARC-Message-Signature: i={n}\r\nARC-Authentication-Results: i={n}; x\r\n"
        for n in range(1, 52)
    )
    assert chain(fields.encode() + mail()).verdict is Verdict.FAIL


def test_no_answer_about_a_key_is_no_verdict_on_the_chain() -> None:
    assert chain(sealed(mail()), PaperDns(zone(), {f"s1._domainkey.{LIST}"})).verdict is Verdict.TEMPERROR
