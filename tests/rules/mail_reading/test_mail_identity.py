"""The same mail twice is one; two mails with one id are two."""

from __future__ import annotations

import hashlib

from mails import mail

from beistand.channels.email.parse import delivery_key, read


def _key(raw: bytes) -> str:
    return delivery_key(read(raw), hashlib.sha256(raw).hexdigest())


def test_what_the_way_adds_changes_nothing() -> None:
    raw = mail("Hallo")
    trace = (
        b"Return-Path: <x@y>\r\nReceived: from a by b; Wed, 3 Apr 2024 10:12:00 +0200\r\nDelivered-To: z\r\nX-Original-To: z\r\n"
        b"Authentication-Results: mx; dkim=pass\r\nARC-Seal: i=1\r\nDKIM-Signature: v=1\r\nX-Spam-Status: No\r\n"
        b"X-MS-Exchange-Organization-SCL: 1\r\nReceived-SPF: pass\r\nX-GMX-Antispam: 0\r\n"
    )
    assert _key(trace + raw) == _key(raw)


def test_folding_and_line_ends_change_nothing() -> None:
    raw = mail("eins\r\nzwei\r\n", Subject="ein langer Betreff")
    assert _key(raw.replace(b"\r\n", b"\n")) == _key(raw)
    assert _key(raw.replace(b"langer", b"\r\n langer").replace(b"ein \r\n", b"ein\r\n")) == _key(raw)
    assert _key(raw + b"\r\n\r\n") == _key(raw)


def test_every_word_of_the_sender_changes_the_content() -> None:
    raw = mail("Hallo", To="hilfe@auenfeld.example")
    for other in (
        mail("Hallo!", To="hilfe@auenfeld.example"),
        mail("Hallo", To="hilfe@stadtstrom.example"),
        mail("Hallo", To="hilfe@auenfeld.example", Subject="Andere Frage"),
        mail("Hallo", To="hilfe@auenfeld.example", X_Priority="1"),
    ):
        assert read(other).content_hash != read(raw).content_hash
        assert _key(other).split(":")[0] == _key(raw).split(":")[0]


def test_another_message_id_is_another_mail() -> None:
    one, two = _key(mail()), _key(mail(Message_ID="<2@kundin.example>"))
    assert one.split(":")[0] != two.split(":")[0]


def test_without_an_id_the_bytes_are_the_key() -> None:
    raw = mail(Message_ID="")
    assert _key(raw) == f"raw:{hashlib.sha256(raw).hexdigest()}"


def test_words_cannot_move_between_header_and_body() -> None:
    assert read(b"A: b\r\n\r\nC: d\r\n").content_hash != read(b"A: b\r\nC: d\r\n\r\n").content_hash


def test_a_large_body_is_hashed_in_pieces_like_a_whole() -> None:
    body = b"zeile\r\n" * 400_000
    assert read(mail(body)).content_hash == read(mail(body.replace(b"\r\n", b"\n"))).content_hash
