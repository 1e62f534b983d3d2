from __future__ import annotations

from datetime import UTC, datetime

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beistand.channels.adapter import Verdict
from beistand.channels.email.signing import DkimKey, Unsignable, new_key, sign
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import AT, mail, pem, proof, published, zone

KEY = DkimKey(pem(), published())
OURS = mail(sender="Auenfeld <hilfe@auenfeld.example>")


def _dkimpy_agrees(raw: bytes, key: DkimKey = KEY) -> bool:
    return bool(dkim.verify(raw, dnsfunc=lambda name, timeout=5: key.public_dns_txt.encode()))


def test_a_new_key_signs_what_others_can_verify() -> None:
    key = new_key()
    raw = sign(OURS, key, "auenfeld.example", "b1")
    assert _dkimpy_agrees(raw, key)
    assert key.public_dns_txt.startswith("v=DKIM1; k=rsa; p=")
    assert raw.endswith(OURS)


def test_we_verify_our_own_signature() -> None:
    world = zone() | {
        "b1._domainkey.auenfeld.example": {"TXT": [KEY.public_dns_txt]},
        "_dmarc.auenfeld.example": {"TXT": ["v=DMARC1; p=reject"]},
    }
    found = proof(sign(OURS, KEY, "Auenfeld.example", "B1", at=AT), ip=None, dns=PaperDns(world))
    assert (found.dmarc, found.dkim_domain) == (Verdict.PASS, "auenfeld.example")


@settings(max_examples=60, deadline=None)
@given(
    body=st.lists(
        st.sampled_from(["a", " ", "\t", "\r\n", "ä", ".", "  ", "\n", "\r\n\r\n"]), max_size=30
    ).map("".join),
    subject=st.lists(st.sampled_from(["x", " ", "\t", "\r\n ", ":", "é"]), max_size=12).map("".join),
)
def test_whatever_we_sign_others_can_verify(body: str, subject: str) -> None:
    raw = mail(body=body + "\r\n").replace(b"Meine Bestellung", f"s{subject}s".encode())
    assert _dkimpy_agrees(sign(raw, KEY, "auenfeld.example", "b1"))


@pytest.mark.parametrize("field", ["From", "Subject", "Date", "To", "Cc", "Reply-To"])
def test_nobody_can_add_a_field_on_the_way(field: str) -> None:
    raw = sign(OURS, KEY, "auenfeld.example", "b1")
    assert not _dkimpy_agrees(f"{field}: egon@evil.example\r\n".encode() + raw)


def test_line_ends_become_crlf_before_signing() -> None:
    raw = sign(OURS.replace(b"\r\n", b"\n"), KEY, "auenfeld.example", "b1")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert _dkimpy_agrees(raw)


def test_the_signature_is_folded_and_dated_when_the_time_is_given() -> None:
    raw = sign(OURS, KEY, "auenfeld.example", "b1", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert b"t=1767225600" in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 100
    assert b"t=" not in sign(OURS, KEY, "auenfeld.example", "b1").split(b"h=")[0]


@pytest.mark.parametrize(
    ("message", "domain", "selector"),
    [
        (b"no header at all", "auenfeld.example", "b1"),
        (b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nx", "auenfeld.example", "b1"),
        (b"From: a@b.example\0\r\n\r\nx", "auenfeld.example", "b1"),
        (OURS, "auenfeld.example\r\nBcc: x", "b1"),
        (OURS, "auenfeld.example", "b1; d=evil.example"),
    ],
)
def test_what_is_not_clean_is_not_signed(message: bytes, domain: str, selector: str) -> None:
    with pytest.raises(Unsignable):
        sign(message, KEY, domain, selector)
