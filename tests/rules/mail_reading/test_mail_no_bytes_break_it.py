"""Whatever arrives is read or refused by name, and no header can be broken out of."""

from __future__ import annotations

import base64

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from mails import CORPORA

from beistand.channels.adapter import Incoming, Unreadable
from beistand.channels.email.parse import read

SEEDS = [
    path.read_bytes()[:4000]
    for path in sorted(CORPORA.rglob("*.eml"))[::5] + sorted(CORPORA.rglob("*.msg"))[::5]
]
WORDS = st.sampled_from(
    [b"Content-Type: ", b"multipart/mixed; boundary=x", b"\r\n", b"\r\n\r\n", b"--x\r\n", b"--x--", b"=?utf-8?q?", b"?=", b"=?x?b?QQ", b"From: ",
     b"Date: ", b"<a@b>", b"\"", b"(", b";", b",", b":", b"\0", b"\xff", b"charset=utf-7", b"message/delivery-status", b"text/html\r\n\r\n<a ",
     b"text/calendar", b"application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22", b"filename*0*=", b"base64", b"> ", b"-- \n", b"Am 1 schrieb x:\n", b"\xef\xbb\xbf"]
)  # fmt: skip


def _reads(raw: bytes) -> Incoming | None:
    try:
        found = read(raw)
    except Unreadable as refusal:
        return _named(refusal)
    # Everything must be able to cross to the house, which also means: no lone surrogate anywhere.
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Incoming) == found
    for header in (
        found.subject,
        found.external_id,
        found.sender.address,
        found.sender.name,
        *found.references,
        *found.in_reply_to,
    ):
        assert not set(header) & set("\r\n\0")
    for box in (*found.to, *found.cc, *found.reply_to):
        assert not set(box.address + box.name) & set("\r\n\0")
    for file in found.attachments:
        assert file.name
        assert not set(file.name) & set("\r\n\0/\\")
        assert len(file.name) <= 200
    return found


def _named(refusal: Unreadable) -> None:
    assert refusal.reason


@given(st.binary(max_size=2000))
@settings(max_examples=300, deadline=None)
def test_any_bytes(raw: bytes) -> None:
    _reads(raw)


@given(st.lists(WORDS | st.binary(max_size=6), max_size=60).map(b"".join))
@settings(max_examples=500, deadline=None)
def test_pieces_of_mails(raw: bytes) -> None:
    _reads(raw)


@given(st.sampled_from(SEEDS), st.integers(0, 3999), st.integers(0, 400), st.binary(max_size=20))
@settings(max_examples=300, deadline=None)
def test_mails_with_a_piece_exchanged(seed: bytes, at: int, length: int, fresh: bytes) -> None:
    _reads(seed[:at] + fresh + seed[at + length :])


@given(
    st.text(max_size=60),
    st.sampled_from(["q", "b"]),
    st.sampled_from(["utf-8", "utf-7", "utf-16", "iso-2022-jp", "x-none", "cp037"]),
)
@settings(max_examples=300, deadline=None)
def test_encoded_words_never_end_a_line(text: str, how: str, charset: str) -> None:
    hostile = f"{text}\r\nBcc: x\n\r\x85\u2028{text}\0".encode("utf-8", "replace")
    coded = base64.b64encode(hostile).decode() if how == "b" else "".join(f"={byte:02X}" for byte in hostile)
    word = f"=?{charset}?{how}?{coded}?=".encode()
    disposition = b'attachment; filename="' + word + b'"'
    raw = b"".join(
        name + b": " + value + b"\r\n"
        for name, value in [
            (b"Subject", word), (b"From", word + b" <a@b.example>"), (b"To", b'"' + word + b'" <c@d.example>'), (b"Cc", b"e@f.example (" + word + b")"),
            (b"Reply-To", word), (b"Message-ID", b"<" + word + b"@x>"), (b"References", word), (b"In-Reply-To", b"<" + word + b">"),
            (b"Content-Type", b"application/x; name=" + word), (b"Content-Disposition", disposition), (b"Content-ID", b"<" + word + b">"),
        ]
    ) + b"\r\nx"  # fmt: skip
    found = _reads(raw)
    assert found is not None
    assert found.sender.address == "a@b.example"
    for shown in (found.subject, found.sender.name):
        assert not set(shown) & set("\x85\u2028\u2029\x0b\x0c")
