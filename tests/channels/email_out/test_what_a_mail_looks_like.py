"""Headers that nobody can smuggle anything into, bodies every program reads, signatures that verify."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beistand.channels.adapter import Address, Attachment, DeliveryFailed, Outgoing
from beistand.channels.email.composing import compose, return_path

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
"""Also halves of characters and control characters."""
HEADERS = {"from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references"} | {
    "content-language",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
}


def out(**more: Any) -> Outgoing:
    words: dict[str, Any] = {
        "effect_key": "message:1",
        "external_id": "1@auenfeld.example",
        "sender": Address("hilfe@auenfeld.example", "Auenfeld"),
        "to": (Address("emre@kunde.example", "Emre Yıldız"),),
        "subject": "Re: Wallbox doppelt abgebucht",
        "text": "Guten Tag,\nwir erstatten 489 Euro.\n",
        **more,
    }
    return Outgoing(**words)


def read(raw: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


@pytest.mark.parametrize(
    "smuggled", ["\r\nBcc: x@y.example", "\nBcc: x@y.example", "\rBcc: x@y.example", "\x00"]
)
def test_names_and_subjects_smuggle_nothing_in(smuggled: str) -> None:
    mail = read(
        compose(
            out(
                to=(Address("emre@kunde.example", "Emre" + smuggled),),
                sender=Address("hilfe@auenfeld.example", "Auen" + smuggled),
                subject="Hallo" + smuggled,
                attachments=(Attachment(name="a" + smuggled, type="text/plain" + smuggled, content=b"x"),),
                language="de" + smuggled,
            ),
            AT,
        )
    )
    assert mail["Bcc"] is None
    assert {name.lower() for name in mail} <= HEADERS
    assert len(mail.get_all("to", [])) == 1


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a b@c.example",
        "<a@b.example>",
        "a",
        "@b.example",
        "a@",
        "a\x00@b.example",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    for where in ({"to": (Address(address),)}, {"cc": (Address(address),)}, {"reply_to": address}):
        with pytest.raises(DeliveryFailed):
            compose(out(**where), AT)
    with pytest.raises(DeliveryFailed):
        return_path(out(return_path=address))


@pytest.mark.parametrize("id", ["1@a.example>\r\nBcc: x", "a b@c.example", ""])
def test_an_id_that_cannot_be_written_is_refused(id: str) -> None:
    with pytest.raises(DeliveryFailed):
        compose(out(references=(id,)), AT)


@given(TEXT, TEXT, TEXT)
def test_whatever_people_write_the_header_stays_ours(name: str, subject: str, text: str) -> None:
    raw = compose(out(to=(Address("emre@kunde.example", name),), subject=subject, text=text), AT)
    mail = read(raw)
    assert {n.lower() for n in mail} <= HEADERS
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_text_html_and_files_travel_whole() -> None:
    text = "Grüße aus Görlitz – „ja“\n" + "x" * 5000 + "\n.\n..\nFrom hier\n"
    pdf = bytes(range(256)) * 40
    raw = compose(
        out(
            text=text,
            html="<p>Grüße</p>",
            attachments=(
                Attachment(name="Prüfbericht für März.pdf", type="application/pdf", content=pdf),
                Attachment(name="brief.eml", type="message/rfc822", content=b"From: x\r\n\r\nBcc: y\r\n"),
            ),
        ),
        AT,
    )
    mail = read(raw)
    body = mail.get_body(("plain",))
    assert body is not None and body.get_content().replace("\r\n", "\n") == text
    html = mail.get_body(("html",))
    assert html is not None and html.get_content().strip() == "<p>Grüße</p>"
    files = list(mail.iter_attachments())
    assert [f.get_filename() for f in files] == ["Prüfbericht für März.pdf", "brief.eml"]
    assert files[0].get_content() == pdf
    assert files[1].get_content_type() == "application/octet-stream"
    assert max(map(len, raw.split(b"\r\n"))) <= 78 + 20


def test_the_same_message_is_the_same_mail_each_time_but_for_boundaries() -> None:
    first, second = read(compose(out(), AT)), read(compose(out(), AT))
    assert first["Message-ID"] == second["Message-ID"] == "<1@auenfeld.example>"
    assert first["Date"] == second["Date"]


def test_a_long_id_stands_on_the_line_of_its_name() -> None:
    id = "a" * 50 + "@auenfeld.example"
    raw = compose(out(external_id=id, in_reply_to=id, references=(id, id)), AT)
    for name in (b"Message-ID", b"In-Reply-To", b"References"):
        assert b"\r\n" + name + b": <" + id.encode() + b">" in raw


def test_bcc_stands_nowhere() -> None:
    raw = compose(out(bcc=(Address("geheim@auenfeld.example"),)), AT)
    assert b"geheim" not in raw


def test_what_a_machine_writes_says_so() -> None:
    answer = out(automated=True, in_reply_to="1@kunde.example", return_path="bounce@auenfeld.example")
    letter = out(automated=True, return_path="bounce@auenfeld.example")
    assert read(compose(answer, AT))["Auto-Submitted"] == "auto-replied"
    assert return_path(answer) == ""
    assert read(compose(letter, AT))["Auto-Submitted"] == "auto-generated"
    assert return_path(letter) == "bounce@auenfeld.example"
    assert read(compose(out(), AT))["Auto-Submitted"] is None


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["emre@kunde.example", "jörg@müller.example"])
def test_a_mail_is_signed_when_the_key_is_on(auenfeld: Any, to: str) -> None:
    from beistand.channels.email import dkim_keys
    from beistand.channels.email.signed import signed

    key = dkim_keys.make(auenfeld.brand, "auenfeld.example")
    raw = compose(out(to=(Address(to, "Jörg"),), html="<p>Grüße</p>"), AT)
    assert signed(raw, "hilfe@auenfeld.example") == raw
    dkim_keys.use("auenfeld.example")
    told = signed(raw, "hilfe@auenfeld.example")
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return key.public_record.encode()

    assert dkim.verify(told, dnsfunc=dns)
    assert asked == [f"{key.selector}._domainkey.auenfeld.example.".encode()]
    assert not dkim.verify(told.replace(b"489", b"490"), dnsfunc=dns)


@pytest.mark.django_db
def test_a_mail_that_should_be_signed_and_cannot_be_waits(auenfeld: Any) -> None:
    from beistand.channels.email import dkim_keys
    from beistand.channels.email.signed import signed

    dkim_keys.make(auenfeld.brand, "auenfeld.example")
    key = dkim_keys.use("auenfeld.example")
    key.private = b"x" * 60
    key.save()
    with pytest.raises(DeliveryFailed) as failed:
        signed(compose(out(), AT), "hilfe@auenfeld.example")
    assert not failed.value.permanent and failed.value.certain
