from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from beistand.channels.email.proof import Believed
from beistand.channels.email.proof.letter import open_letter
from rules.sender_proof.paper_dns import PaperDns
from rules.sender_proof.sealed_mail import judged, mail, sealed, signed, zone

RELAY = Believed(frozenset({"mx.auenfeld.example"}))
WHOLE = sealed(
    signed(mail("Authentication-Results: mx.auenfeld.example; dmarc=pass header.from=bank.example"))
)
FIELDS = [
    b"From: ", b"DKIM-Signature: ", b"ARC-Seal: i=1; ", b"ARC-Message-Signature: i=1;", b"ARC-Authentication-Results: i=1;",
    b"Authentication-Results: mx.auenfeld.example;", b"v=1; a=rsa-sha256; ", b"d=bank.example; s=s1; ", b"h=from; ", b"bh=AA==; ",
    b"b=AA==", b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b"(", b")", b'"', b"<", b">", b"@", b"bank.example", b";", b"=", b"=?utf-8?q?=40?=",
    b"\xff", b"\xc3\xa9", b":", b"\r\n\r\n", b"l=99999999999999999999999", b"x=", b"t=1", b"c=relaxed/relaxed;", b"\xef\xbc\xa0",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FIELDS), max_size=40).map(b"".join), st.booleans())
def test_no_heap_of_pieces(raw: bytes, is_behind_relay: bool) -> None:
    found = judged(raw, believed=RELAY if is_behind_relay else None, dns=PaperDns(zone()))
    assert not found.proof.is_proven or found.proof.domain


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3), st.integers(0, 5))
def test_no_change_to_a_signed_and_sealed_mail(place: int, put_in: bytes, cut: int) -> None:
    raw = WHOLE[:place] + put_in + WHOLE[place + cut :]
    judged(raw)
    judged(raw, believed=RELAY)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_envelope(raw: bytes, ip: str, helo: str, mail_from: str) -> None:
    judged(raw, ip=ip, helo=helo, mail_from=mail_from)
    judged(raw, ip="192.0.2.10", helo=helo, mail_from=mail_from + "@bank.example")


@given(st.binary(max_size=300))
def test_no_byte_of_a_body_is_lost_or_made_up_but_line_ends(raw: bytes) -> None:
    letter = open_letter(b"From: a@b.example\r\n\r\n" + raw)
    assert letter.body.replace(b"\r\n", b"\n") == raw.replace(b"\r\n", b"\n")
