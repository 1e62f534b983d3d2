from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.signature import Finding
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import AT, BANK, EVIL, judged, mail, proof, published, signed, zone

FORMS = [(head, body) for head in (b"simple", b"relaxed") for body in (b"simple", b"relaxed")]


def finding(raw: bytes, dns: PaperDns | None = None) -> Finding:
    return judged(raw, ip=None, dns=dns).signatures[0]


@pytest.mark.parametrize("forms", FORMS)
def test_a_true_signature_passes_in_every_form(forms: tuple[bytes, bytes]) -> None:
    raw = signed(mail(body="a  b \t c \r\n\r\n x\r\n\r\n\r\n"), forms=forms)
    assert proof(raw, ip=None).dmarc is Verdict.PASS
    assert proof(raw, ip=None).domain == BANK


@pytest.mark.parametrize("forms", FORMS)
def test_a_changed_word_fails_in_every_form(forms: tuple[bytes, bytes]) -> None:
    raw = signed(mail(), forms=forms)
    assert finding(raw.replace(b"alles gut", b"alles neu")).why == "the text was changed"
    assert finding(raw.replace(b"Bestellung", b"Kuendigung")).verdict is Verdict.FAIL
    assert proof(raw.replace(b"alles gut", b"alles neu"), ip=None).dmarc is Verdict.FAIL


@pytest.mark.parametrize("forms", FORMS)
def test_what_a_server_may_change_on_the_way_does_no_harm(forms: tuple[bytes, bytes]) -> None:
    raw = signed(mail(), forms=forms)
    assert finding(b"Received: from a by b; Mon, 2 Nov 2026\r\n" + raw).verdict is Verdict.PASS
    assert finding(raw.replace(b"\r\n", b"\n")).verdict is Verdict.PASS
    assert finding(raw + b"\r\n\r\n").verdict is Verdict.PASS
    refolded = raw.replace(b"Subject: Meine", b"subject:\r\n Meine")
    assert finding(refolded).verdict is (Verdict.PASS if forms[0] == b"relaxed" else Verdict.FAIL)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.lists(
        st.sampled_from(["a", " ", "\t", "\r\n", "ä", ".", "  ", "=3D", "\r\n\r\n"]), max_size=30
    ).map("".join),
    subject=st.lists(st.sampled_from(["x", " ", "\t", "\r\n ", "b=1;", ":", "é"]), max_size=12).map("".join),
    forms=st.sampled_from(FORMS),
)
def test_we_agree_with_dkimpy_about_what_was_signed(
    body: str, subject: str, forms: tuple[bytes, bytes]
) -> None:
    # An unfinished last line is left out: dkimpy keeps a blank at its end, RFC 6376 §3.4.4 does not.
    raw = signed(mail(body=body + "\r\n").replace(b"Meine Bestellung", f"s{subject}s".encode()), forms=forms)
    assert finding(raw).verdict is Verdict.PASS


RFC8463 = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
RFC8463_KEYS = {
    "brisbane._domainkey.football.example.com": {
        "TXT": ["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]
    },
    "test._domainkey.football.example.com": {
        "TXT": [
            "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
            "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
            "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
            "Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
        ]
    },
}


def test_the_example_of_rfc_8463_passes_with_both_its_keys() -> None:
    findings = judged(RFC8463, ip=None, dns=PaperDns(RFC8463_KEYS)).signatures
    assert [each.verdict for each in findings] == [Verdict.PASS, Verdict.PASS]


def test_an_ed25519_key_does_not_pass_for_an_rsa_signature() -> None:
    public = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    world = zone()
    world[f"s1._domainkey.{BANK}"] = {"TXT": [f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"]}
    assert finding(signed(mail()), PaperDns(world)).why == "the key is of another kind"


def _with_tag(raw: bytes, tag: str) -> bytes:
    return raw.replace(b"v=1;", f"v=1; {tag};".encode(), 1)


def test_an_expired_signature_proves_nothing() -> None:
    assert (
        finding(_with_tag(re.sub(rb" t=\d+;", b"", signed(mail())), "t=100; x=200")).why
        == "the signature has expired"
    )
    end = int((AT - timedelta(minutes=6)).timestamp())
    assert finding(_with_tag(signed(mail()), f"x={end}")).verdict is Verdict.FAIL
    soon = int((AT - timedelta(minutes=4)).timestamp())
    assert finding(_with_tag(signed(mail()), f"x={soon}")).why != "the signature has expired"


def test_a_signature_from_the_future_proves_nothing() -> None:
    later = int((AT + timedelta(days=1)).timestamp())
    raw = re.sub(rb" t=\d+;", f" t={later};".encode(), signed(mail()), count=1)
    assert "t=" not in raw.decode() or finding(raw).verdict is Verdict.FAIL
    assert (
        finding(_with_tag(re.sub(rb" t=\d+;", b"", raw), f"t={later}")).why
        == "the signature is from the future"
    )


def test_a_signature_over_a_part_of_the_text_is_only_neutral() -> None:
    raw = signed(mail(), length=True)
    assert b"l=" in raw
    for each in (raw, raw + b"Please pay to another account.\r\n"):
        assert finding(each).verdict is Verdict.NEUTRAL
        assert proof(each, ip=None).dmarc is Verdict.FAIL


def test_sha_1_is_not_used() -> None:
    found = finding(signed(mail(), algorithm=b"rsa-sha1"))
    assert found.verdict is Verdict.PERMERROR
    assert "8301" in found.why


def test_a_signature_that_does_not_cover_from_is_none() -> None:
    raw = signed(mail())
    assert finding(re.sub(rb"h=[^;]*;", b"h=to : subject;", raw, count=1)).why == "From is not signed"


@pytest.mark.parametrize(
    "field", ["Subject: Konto gesperrt", "To: other@evil.example", "Date: Tue, 03 Nov 2026 10:00:00 +0100"]
)
def test_a_second_field_put_in_after_signing_is_noticed(field: str) -> None:
    raw = signed(mail())
    signature, rest = raw.split(b"From:", 1)
    forged = signature + field.encode() + b"\r\nFrom:" + rest
    assert finding(forged).verdict is Verdict.FAIL
    assert "second" in finding(forged).why


def test_the_best_of_several_signatures_counts() -> None:
    raw = signed(signed(mail(), EVIL), BANK)
    found = judged(raw, ip=None)
    assert {each.domain for each in found.signatures} == {BANK, EVIL}
    assert found.proof.dmarc is Verdict.PASS
    assert found.proof.dkim_domain == BANK
    broken = raw.replace(b"d=bank.example", b"d=lists.example")
    assert (proof(broken, ip=None).dkim, proof(broken, ip=None).dkim_domain) == (Verdict.PASS, EVIL)
    assert proof(broken, ip=None).dmarc is Verdict.FAIL


def test_the_authors_own_signature_is_looked_at_before_a_crowd_of_others() -> None:
    raw = signed(mail(), BANK)
    crowd = b"".join(signed(mail(), EVIL).split(b"From:")[0] for _ in range(20))
    found = judged(crowd + raw, ip=None)
    assert len(found.signatures) == 8
    assert found.proof.is_proven


def test_a_subdomain_may_sign_for_its_organisation_unless_it_wants_it_strict() -> None:
    world = zone()
    world[f"s1._domainkey.mail.{BANK}"] = {"TXT": [published()]}
    raw = signed(mail(), f"mail.{BANK}")
    assert proof(raw, ip=None, dns=PaperDns(world)).is_proven
    world[f"_dmarc.{BANK}"] = {"TXT": ["v=DMARC1; p=none; adkim=s"]}
    assert proof(raw, ip=None, dns=PaperDns(world)).dmarc is Verdict.FAIL


def test_the_identity_must_lie_under_the_signing_domain() -> None:
    assert (
        finding(_with_tag(re.sub(rb" i=[^;]*;", b"", signed(mail())), "i=@evil.example")).why
        == "i= is not under d="
    )


KEY_RECORDS = {
    "withdrawn": ["v=DKIM1; p="],
    "other version": ["v=DKIM2; p=AAAA"],
    "only sha1": ["v=DKIM1; h=sha1; p=" + "A" * 8],
    "for something else": ["v=DKIM1; s=tlsrpt; p=" + "A" * 8],
    "unknown kind": ["v=DKIM1; k=dsa; p=" + "A" * 8],
    "no base64": ["v=DKIM1; p=%%%"],
    "no key": ["v=DKIM1; p=AAAA"],
    "no tags": ["hello"],
    "version not first": ["p=AAAA; v=DKIM1"],
    "none": [],
}


@pytest.mark.parametrize("records", KEY_RECORDS.values(), ids=KEY_RECORDS.keys())
def test_without_a_good_key_nothing_is_proven(records: list[str]) -> None:
    world = zone()
    world[f"s1._domainkey.{BANK}"] = {"TXT": records}
    assert finding(signed(mail()), PaperDns(world)).verdict is Verdict.PERMERROR


def test_two_keys_under_one_name_are_none() -> None:
    world = zone()
    world[f"s1._domainkey.{BANK}"] = {"TXT": [published(), published(1024)]}
    assert finding(signed(mail()), PaperDns(world)).why == "more than one key"


def test_a_key_of_1024_bits_is_the_shortest() -> None:
    world = zone()
    world[f"s1._domainkey.{BANK}"] = {"TXT": [published(1024)]}
    assert finding(signed(mail(), bits=1024), PaperDns(world)).verdict is Verdict.PASS
    der = base64.b64decode(SHORT)
    world[f"s1._domainkey.{BANK}"] = {"TXT": [f"v=DKIM1; p={base64.b64encode(der).decode()}"]}
    found = finding(signed(mail()), PaperDns(world))
    assert found.verdict is Verdict.PERMERROR
    assert "512 bits" in found.why or "read" in found.why


SHORT = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ=="


def test_a_key_for_the_domain_itself_does_not_sign_for_subdomains() -> None:
    world = zone()
    world[f"s1._domainkey.{BANK}"] = {"TXT": [published().replace("k=rsa;", "k=rsa; t=s;")]}
    raw = signed(mail(), identity=f"anna@sub.{BANK}".encode())
    assert finding(raw, PaperDns(world)).why == "the key is not for subdomains"
    assert finding(signed(mail(), identity=f"anna@{BANK}".encode()), PaperDns(world)).verdict is Verdict.PASS


def test_no_answer_about_the_key_is_no_verdict_on_the_mail() -> None:
    dns = PaperDns(zone(), {f"s1._domainkey.{BANK}"})
    assert finding(signed(mail()), dns).verdict is Verdict.TEMPERROR
    assert proof(signed(mail()), ip=None, dns=dns).dmarc is Verdict.TEMPERROR


BAD = ["v=2", "a=rsa-md5", "c=loose/loose", "q=http", "bh=%%", "b=%%", "d=com", "d=", "s=a b", "h=", "x=soon"]


@pytest.mark.parametrize("tag", BAD)
def test_a_malformed_signature_is_a_permanent_error(tag: str) -> None:
    name = tag.partition("=")[0]
    raw = signed(mail())
    pattern = rf"([ \t;]){name}=[^;]*?(;|\r\nFrom)".encode()
    forged = re.sub(pattern, rb"\g<1>" + tag.encode() + rb"\g<2>", raw, count=1)
    if forged == raw:
        forged = _with_tag(raw, tag)
    assert finding(forged).verdict is Verdict.PERMERROR


def test_a_tag_twice_or_a_missing_tag_is_a_permanent_error() -> None:
    assert finding(_with_tag(signed(mail()), "d=bank.example")).verdict is Verdict.PERMERROR
    assert (
        finding(b"DKIM-Signature: v=1; a=rsa-sha256; d=bank.example\r\n" + mail()).verdict
        is Verdict.PERMERROR
    )
    assert finding(b"DKIM-Signature: \r\n" + mail()).verdict is Verdict.PERMERROR
