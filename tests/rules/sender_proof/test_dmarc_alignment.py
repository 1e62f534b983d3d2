from __future__ import annotations

import pytest

from beistand.channels.adapter import Proof, Verdict
from beistand.channels.email.proof import judge
from beistand.channels.email.proof.domains import are_aligned, organisation, plain
from rules.sender_proof.paper_dns import PaperDns, Zone
from rules.sender_proof.sealed_mail import AT, BANK, BANK_IP, EVIL, judged, mail, proof, signed, zone

FROM_BANK = {"ip": BANK_IP, "helo": f"mx.{BANK}", "mail_from": f"bounce@{BANK}"}


def _proof(zone: Zone, raw: bytes, trouble: set[str] | None = None, **how: str | None) -> Proof:
    sent = {**FROM_BANK, **how}
    return judge(
        raw,
        ip=sent["ip"],
        helo=sent["helo"] or "",
        mail_from=sent["mail_from"] or "",
        resolver=PaperDns(zone, trouble),
        at=AT,
    )


def test_spf_of_the_authors_domain_is_enough() -> None:
    found = _proof(zone(), mail())
    assert (found.dmarc, found.spf, found.dkim, found.domain) == (
        Verdict.PASS,
        Verdict.PASS,
        Verdict.NONE,
        BANK,
    )


def test_spf_of_another_domain_is_not() -> None:
    assert _proof(zone(), mail(), mail_from=f"x@{EVIL}").dmarc is Verdict.FAIL
    found = judged(mail()).proof
    assert (found.spf, found.dmarc) == (Verdict.PASS, Verdict.FAIL)


@pytest.mark.parametrize(
    ("record", "mail_from", "verdict"),
    [
        ("v=DMARC1; p=none", f"x@bounce.{BANK}", Verdict.PASS),
        ("v=DMARC1; p=none; aspf=r", f"x@bounce.{BANK}", Verdict.PASS),
        ("v=DMARC1; p=none; aspf=s", f"x@bounce.{BANK}", Verdict.FAIL),
        ("v=DMARC1;p=none;aspf=s;", f"x@{BANK}", Verdict.PASS),
        ("v=DMARC1; p=none; aspf=S", f"x@bounce.{BANK}", Verdict.FAIL),
    ],
)
def test_alignment_is_as_strict_as_the_domain_wants(record: str, mail_from: str, verdict: Verdict) -> None:
    world = zone() | {
        f"_dmarc.{BANK}": {"TXT": [record]},
        f"bounce.{BANK}": {"TXT": [f"v=spf1 ip4:{BANK_IP} -all"]},
    }
    assert _proof(world, mail(), mail_from=mail_from).dmarc is verdict


def test_a_subdomain_is_judged_by_its_organisations_policy() -> None:
    world = zone() | {f"news.{BANK}": {"TXT": [f"v=spf1 ip4:{BANK_IP} -all"]}}
    world[f"_dmarc.{BANK}"] = {"TXT": ["v=DMARC1; p=reject; sp=quarantine"]}
    raw = mail(sender=f"n@news.{BANK}")
    found = judged(raw, ip=BANK_IP, mail_from=f"n@news.{BANK}", dns=PaperDns(world))
    assert found.proof.dmarc is Verdict.PASS
    assert found.proof.domain == f"news.{BANK}"
    assert found.policy is not None
    assert (found.policy.found_at, found.policy.wish) == (BANK, "quarantine")


@pytest.mark.parametrize(
    "records",
    [
        [],
        ["v=DMARC2; p=none"],
        ["v=DMARC1"],
        ["v=DMARC1; p=often"],
        ["p=none; v=DMARC1"],
        ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
        ["v=DMARC1; p"],
        ["v=DMARC1; p=none; p=none"],
        ["v=DMARC10; p=none"],
    ],
)
def test_without_a_good_record_there_is_no_verdict(records: list[str]) -> None:
    assert _proof(zone() | {f"_dmarc.{BANK}": {"TXT": records}}, signed(mail())).dmarc is Verdict.NONE


def test_a_record_without_a_known_wish_counts_when_it_asks_for_reports() -> None:
    world = zone() | {f"_dmarc.{BANK}": {"TXT": ["v=DMARC1; rua=mailto:x@bank.example"]}}
    assert _proof(world, mail()).dmarc is Verdict.PASS


def test_no_answer_is_no_verdict_unless_another_proof_passes() -> None:
    assert _proof(zone(), mail(), {f"_dmarc.{BANK}"}).dmarc is Verdict.TEMPERROR
    assert _proof(zone(), mail(), {BANK}).dmarc is Verdict.TEMPERROR
    assert _proof(zone(), signed(mail()), {BANK}).dmarc is Verdict.PASS
    assert _proof(zone(), signed(mail()), {f"s1._domainkey.{BANK}"}).dmarc is Verdict.PASS


@pytest.mark.parametrize(
    "ip", [None, "", "127.0.0.1", "::1", "::ffff:127.0.0.1", "not an address", "0.0.0.0"]
)
def test_without_a_real_address_there_is_no_spf(ip: str | None) -> None:
    found = _proof(zone(), mail(), ip=ip)
    assert (found.spf, found.dmarc) == (Verdict.NONE, Verdict.FAIL)


def test_an_empty_envelope_sender_is_judged_by_the_greeting() -> None:
    world = zone() | {f"mx.{BANK}": {"TXT": [f"v=spf1 ip4:{BANK_IP} -all"]}}
    assert _proof(world, mail(), mail_from="").dmarc is Verdict.PASS
    assert _proof(world, mail(), mail_from="<>").dmarc is Verdict.PASS
    assert _proof(world, mail(), mail_from="", helo="localhost").spf is Verdict.NONE


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.bank.example", "bank.example"),
        ("bank.example", "bank.example"),
        ("a.b.shop.co.uk", "shop.co.uk"),
        ("co.uk", "co.uk"),
        ("x.github.io", "x.github.io"),
        ("a.x.github.io", "x.github.io"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
        ("a.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.unlisted", "b.unlisted"),
        ("www.xn--85x722f.com.cn", "xn--85x722f.com.cn"),
    ],
)
def test_the_organisation_is_one_label_below_the_public_suffix(domain: str, registered: str) -> None:
    assert organisation(domain) == registered


@pytest.mark.parametrize(
    ("author", "other"),
    [
        ("bank.example", "evil.example"),
        ("a.co.uk", "b.co.uk"),
        ("a.github.io", "b.github.io"),
        ("a.com", "com"),
        ("", ""),
    ],
)
def test_neighbours_under_one_suffix_do_not_vouch_for_each_other(author: str, other: str) -> None:
    assert not are_aligned(author, other, strict=False)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bank.EXAMPLE.", "bank.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", ""),
        ("a..example", ""),
        ("-a.example", ""),
        ("a b.example", ""),
        ("[192.0.2.1]", ""),
        ("192.0.2.1", ""),
        ("x" * 64 + ".example", ""),
        ("\u2024example", ""),
        ("a.\u200b", ""),
    ],
)
def test_a_domain_is_read_in_one_way(written: str, read: str) -> None:
    assert plain(written) == read


def test_everything_else_is_quiet() -> None:
    assert proof(mail(), ip=None) == Proof(dmarc=Verdict.FAIL)
