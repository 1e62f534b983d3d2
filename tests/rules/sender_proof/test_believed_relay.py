from __future__ import annotations

import pytest

from beistand.channels.adapter import Proof, Verdict
from beistand.channels.email.proof import Believed, claimed_results
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import BANK, BANK_IP, EVIL, judged, mail, proof, signed, zone

RELAY = Believed(frozenset({"mx.auenfeld.example", "Scan.auenfeld.example"}))
PASS = f"Authentication-Results: mx.auenfeld.example; spf=pass smtp.mailfrom=x@{BANK}; dkim=pass header.d={BANK}; dmarc=pass header.from={BANK}"
FAIL = f"Authentication-Results: mx.auenfeld.example; spf=fail smtp.mailfrom=x@{BANK}; dkim=none; dmarc=fail header.from={BANK}"
RECEIVED = "Received: from mx.evil.example by mx.auenfeld.example; Mon, 02 Nov 2026 10:00:01 +0100"


def heard(*fields: str, believed: Believed | None = RELAY, sender: str = f"Anna <anna@{BANK}>") -> Proof:
    return proof(mail(*fields, sender=sender), believed=believed)


def test_what_the_relay_found_counts_and_it_is_named() -> None:
    assert heard(PASS) == Proof(
        dmarc=Verdict.PASS,
        dkim=Verdict.PASS,
        spf=Verdict.PASS,
        domain=BANK,
        dkim_domain=BANK,
        by="mx.auenfeld.example",
    )
    assert heard(FAIL).dmarc is Verdict.FAIL


@pytest.mark.parametrize(
    "fields", [(RECEIVED, PASS), (PASS, RECEIVED), ("Return-Path: <x@y.example>", RECEIVED, PASS)]
)
def test_the_relay_may_write_its_received_above_or_below(fields: tuple[str, ...]) -> None:
    assert heard(*fields).is_proven


@pytest.mark.parametrize(
    "name",
    [
        "mx.other.example",
        "auenfeld.example",
        "mx.auenfeld.example.evil.example",
        "xmx.auenfeld.example",
        "mx.auenfeld",
    ],
)
def test_nobody_else_is_believed(name: str) -> None:
    assert not heard(PASS.replace("mx.auenfeld.example", name)).is_proven


def test_case_does_not_matter_in_the_name() -> None:
    assert heard(PASS.replace("mx.auenfeld.example", "MX.Auenfeld.Example")).is_proven
    assert heard(PASS.replace("mx.auenfeld.example", "scan.auenfeld.example 1")).is_proven


def test_without_a_configured_relay_nobody_is_believed() -> None:
    assert not heard(PASS, believed=None).is_proven
    assert not heard(PASS, believed=Believed(frozenset())).is_proven
    assert not heard(
        "Authentication-Results: ; dmarc=pass header.from=bank.example", believed=Believed(frozenset({""}))
    ).is_proven


def test_results_below_a_foreign_field_are_not_believed() -> None:
    foreign = "Authentication-Results: mx.other.example; dmarc=fail header.from=bank.example"
    assert not heard(foreign, PASS).is_proven
    assert heard(PASS, foreign).is_proven


def test_results_from_before_the_relay_are_not_believed() -> None:
    assert heard(FAIL, RECEIVED, PASS).dmarc is Verdict.FAIL
    assert heard(FAIL, PASS).dmarc is Verdict.FAIL
    assert not heard("Authentication-Results: mx.auenfeld.example; spf=none", RECEIVED, PASS).is_proven


def test_results_below_the_senders_own_fields_are_not_believed() -> None:
    assert not proof(
        mail().replace(b"\r\n\r\n", b"\r\n" + PASS.encode() + b"\r\n\r\n", 1), believed=RELAY
    ).is_proven


def test_several_filters_of_one_relay_are_read_as_one() -> None:
    found = heard(
        f"Authentication-Results: mx.auenfeld.example; dmarc=pass (p=reject) header.from={BANK}",
        f"Authentication-Results: scan.auenfeld.example; dkim=pass header.i=@{BANK} header.s=s1",
        f"Authentication-Results: mx.auenfeld.example; spf=softfail smtp.mailfrom={BANK}; arc=pass",
    )
    assert (found.dmarc, found.dkim, found.spf, found.arc) == (
        Verdict.PASS,
        Verdict.PASS,
        Verdict.SOFTFAIL,
        Verdict.PASS,
    )


def test_a_relay_that_does_not_judge_dmarc_is_completed() -> None:
    spf = f"Authentication-Results: mx.auenfeld.example; spf=pass smtp.mailfrom=x@{BANK}"
    assert heard(spf).is_proven
    assert heard(spf.replace(BANK, EVIL)).dmarc is Verdict.FAIL
    dkim = f"Authentication-Results: mx.auenfeld.example; dkim=fail header.d={BANK}; dkim=pass header.d=mail.{BANK}"
    assert heard(dkim).is_proven
    broken = judged(mail(spf), believed=RELAY, dns=PaperDns(zone(), {f"_dmarc.{BANK}"})).proof
    assert broken.dmarc is Verdict.TEMPERROR


def test_a_pass_for_another_author_than_we_see_is_none() -> None:
    assert heard(PASS, sender=f"egon@{EVIL}").dmarc is Verdict.NONE
    assert heard(PASS, sender=f"anna@{BANK}, egon@{EVIL}").dmarc is Verdict.NONE
    assert heard(PASS.replace(f"header.from={BANK}", "")).dmarc is Verdict.NONE


def test_two_verdicts_that_differ_are_none() -> None:
    assert heard(PASS + "; dmarc=fail header.from=bank.example").dmarc is Verdict.NONE


def test_behind_a_relay_its_own_address_is_not_taken_for_the_senders() -> None:
    found = judged(mail(), ip=BANK_IP, mail_from=f"x@{BANK}", believed=RELAY).proof
    assert (found.spf, found.dmarc) == (Verdict.NONE, Verdict.FAIL)


def test_where_the_relay_says_nothing_the_signature_is_checked_here() -> None:
    found = judged(signed(mail()), ip=None, believed=RELAY).proof
    assert (found.dkim, found.dmarc, found.by) == (Verdict.PASS, Verdict.PASS, "beistand")


@pytest.mark.parametrize(
    "results",
    [
        "mx.auenfeld.example; spf=fail (dmarc=pass header.from=bank.example) smtp.mailfrom=x",
        "mx.auenfeld.example; spf=fail (a; dmarc=pass header.from=bank.example",
        "mx.auenfeld.example; spf=fail (a (b) ; dmarc=pass header.from=bank.example",
        'mx.auenfeld.example; spf=fail ("; dmarc=pass header.from=bank.example',
        'mx.auenfeld.example; spf=fail ("x) ; dmarc=pass header.from=bank.example (")',
        'mx.auenfeld.example; spf=fail smtp.mailfrom="x; dmarc=pass header.from=bank.example"',
        'mx.auenfeld.example; spf=fail smtp.mailfrom="x; dmarc=pass header.from=bank.example',
        'mx.auenfeld.example; spf=fail smtp.mailfrom="x\\"; dmarc=pass header.from=bank.example"',
        "mx.auenfeld.example; spf=fail \\; dmarc=pass header.from=bank.example \\",
        "mx.auenfeld.example; spf=fail; dmarc = pass header.from=bank.example",
        "mx.auenfeld.example; x; dmarc=pass header.from=bank.example",
        "mx.auenfeld.example x; dmarc=pass header.from=bank.example",
        "; dmarc=pass header.from=bank.example",
        "mx.auenfeld.example; dmarc=pass header.from=evil.example header.from=bank.example",
        "mx.auenfeld.example; dmarc=pass " + "(" * 9000,
        "mx.auenfeld.example; none",
        "mx.auenfeld.example",
        "",
    ],
)
def test_a_result_smuggled_into_a_field_is_not_believed(results: str) -> None:
    assert not heard(f"Authentication-Results: {results}").is_proven


def test_words_that_large_providers_write_are_read() -> None:
    google = (
        "Authentication-Results: mx.auenfeld.example;\r\n       dkim=pass header.i=@bank.example header.s=s1 header.b=aB3/x+9Q;\r\n"
        "       spf=pass (mx.auenfeld.example: domain of x@bank.example designates 192.0.2.10 as permitted sender)"
        ' smtp.mailfrom="x=y@bank.example";\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=bank.example'
    )
    assert heard(google).is_proven
    other = 'Authentication-Results: mx.auenfeld.example/1; spf=hardfail smtp.mailfrom=x; dkim=policy reason="weak key"'
    found = heard(other.replace("example/1", "example"))
    assert (found.spf, found.dkim) == (Verdict.FAIL, Verdict.NEUTRAL)


def test_the_results_that_nobody_believes_can_be_named() -> None:
    raw = mail("Authentication-Results: one.example; none", PASS, "Authentication-Results: (broken", FAIL)
    assert claimed_results(raw) == ("one.example", "mx.auenfeld.example", "?", "mx.auenfeld.example")
    assert claimed_results(mail(PASS), RELAY) == ()
    assert judged(raw, believed=RELAY).ignored[0] == "one.example"
