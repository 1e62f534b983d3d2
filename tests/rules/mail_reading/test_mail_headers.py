"""Headers as a person may read them; nothing in them can end a line, a path or a string."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from mails import mail

from beistand.channels.adapter import Address
from beistand.channels.email.parse import is_answer, notes, plain_subject, read
from beistand.channels.email.parse.addresses import mailboxes
from beistand.channels.email.parse.dates import instant
from beistand.channels.email.parse.names import file_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Rechnung 4711", "Rechnung 4711"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?B?R3LDvMOf?= =?utf-8?B?ZQ==?=", "Grüße"),
        ("=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),
        ("=?iso-8859-1?Q?Gr=FC=DFe?= an =?utf-8?Q?alle_?=", "Grüße an alle"),
        ("=?x-unknown?q?caf=E9?=", "café"),
        ("=?utf-8?q?Hallo=0D=0ABcc:_boese@x.example?=", "Hallo Bcc: boese@x.example"),
        ("=?utf-8?b?YQ0KQmNjOiB4?=", "a Bcc: x"),
        ("a\tb\x00c\x1b[31m", "a b c [31m"),
        ("falsch \u202egpj.exe", "falsch gpj.exe"),
        ("=?utf-8?q?kaputt", "=?utf-8?q?kaputt"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?utf-8*de?q?Stra=C3=9Fe?=", "Straße"),
    ],
)  # fmt: skip
def test_subject(raw: str, shown: str) -> None:
    assert read(mail(Subject=raw)).subject == shown


def test_raw_eight_bit_subjects() -> None:
    assert read(mail(Subject="Grüße".encode())).subject == "Grüße"
    assert read(mail(Subject="Grüße".encode("cp1252"))).subject == "Grüße"
    assert (
        read(mail(Subject="Привет".encode("koi8-r"), Content_Type="text/plain; charset=koi8-r")).subject
        == "Привет"
    )


@pytest.mark.parametrize(
    ("raw", "boxes"),
    [
        ("a@B.Example", [("a@b.example", "")]),
        ("Ina Sommer <Ina@B.example>", [("Ina@b.example", "Ina Sommer")]),
        ("Sommer, Ina <i@b.example>, x@y.example", [("i@b.example", "Sommer, Ina"), ("x@y.example", "")]),
        ('"Sommer, Ina" <i@b.example>', [("i@b.example", "Sommer, Ina")]),
        ("i@b.example (Ina (privat) Sommer)", [("i@b.example", "Ina (privat) Sommer")]),
        ("undisclosed-recipients:;", []),
        ("Freunde: a@b.example, B <b@b.example>;, c@b.example", [("a@b.example", ""), ("b@b.example", "B"), ("c@b.example", "")]),
        ("=?utf-8?q?chef=40bank=2Eexample?= <dieb@x.example>", [("dieb@x.example", "chef@bank.example")]),
        ("=?utf-8?q?chef=40bank=2Eexample?=", []),
        ('"chef@bank.example" <dieb@x.example>', [("dieb@x.example", "chef@bank.example")]),
        ("=?utf-8?q?Sommer,_Ina?= <i@b.example>", [("i@b.example", "Sommer, Ina")]),
        ("<@relay.example:i@b.example>", [("i@b.example", "")]),
        ("<i@b.example", [("i@b.example", "")]),
        ("'i@b.example'", [("i@b.example", "")]),
        ("mailto:i@b.example", [("i@b.example", "")]),
        ("i@b.example,,, ", [("i@b.example", "")]),
        ("Ina <i@b.exa\0mple>", [("i@b.example", "Ina")]),
        ("", []),
    ],
)  # fmt: skip
def test_addresses(raw: str, boxes: list[tuple[str, str]]) -> None:
    assert [(box.address, box.name) for box in mailboxes(raw.encode())] == boxes


def test_two_from_lines_are_noted_and_the_first_counts() -> None:
    twice = b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nx"
    assert read(twice).sender == Address("a@b.example")
    assert notes.SEVERAL_SENDERS in read(twice).notes


def test_a_group_in_from_is_noted_when_it_holds_several() -> None:
    assert notes.SEVERAL_SENDERS in read(mail(From="G: a@b.example, c@d.example;")).notes
    assert read(mail(From="Leer:;")).sender == Address("")


def test_no_sender_at_all() -> None:
    assert notes.NO_SENDER in read(b"Subject: x\r\n\r\nx").notes


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        (b"Wed, 3 Apr 2024 10:12:00 +0200", "2024-04-03T08:12:00+00:00"),
        (b"3 Apr 24 10:12 GMT", "2024-04-03T10:12:00+00:00"),
        (b"Mi, 3 Apr 2024 10:12:00 +0200 (CEST)", "2024-04-03T08:12:00+00:00"),
        (b"Mo, 4 M\xc3\xa4rz 2024 10:12:00 +0100", "2024-03-04T09:12:00+00:00"),
        (b"2024-04-03T10:12:00+02:00", "2024-04-03T08:12:00+00:00"),
        (b"03.04.2024 10:12:41", "2024-04-03T10:12:41+00:00"),
        (b"Wed, 3 Apr 2024 24:00:00 +0000", "2024-04-04T00:00:00+00:00"),
        (b"Wed, 3 Apr 2024 10:12:60 +0000", "2024-04-03T10:12:59+00:00"),
    ],
)
def test_dates(raw: bytes, iso: str) -> None:
    at = instant(raw)
    assert at is not None
    assert at.tzinfo is not None
    assert at.astimezone(UTC).isoformat() == iso


@pytest.mark.parametrize(
    "raw",
    [b"", b"gestern", b"Wed, 31 Feb 2024 10:12:00 +0000", b"Wed, 3 Apr 999999 10:12:00 +0000", b"\xff" * 50],
)
def test_no_dates(raw: bytes) -> None:
    assert instant(raw) is None


def test_a_broken_or_wrong_date_is_corrected_by_the_first_server() -> None:
    stamps = {"Received": "from a by b; Wed, 3 Apr 2024 10:13:00 +0200"}
    right = datetime(2024, 4, 3, 8, 13, tzinfo=UTC)
    for date in ("gestern", "Wed, 3 Apr 1974 10:12:00 +0200", "Wed, 3 Apr 2030 10:12:00 +0200", ""):
        found = read(mail(Date=date, **stamps))
        assert found.said_at == right, date
        assert notes.DATE_CORRECTED in found.notes
    fine = read(mail(Date="Mon, 1 Apr 2024 10:12:00 +0200", **stamps))
    assert fine.said_at == right - timedelta(days=2, minutes=1)
    assert read(mail(Date="gestern")).said_at is None


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\u200b.htaccess", "htaccess"),
        ("../../x", "x"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("a.pdf\0.exe", "a.pdf.exe"),
        ("Rechnung\u202efdp.exe", "Rechnungfdp.exe"),
        ("x" * 4096 + ".pdf", "x" * 196 + ".pdf"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe.pdf?=", "Grüße.pdf"),
        ("C:\\fakepath\\Rechnung.pdf", "Rechnung.pdf"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("ﬁle．pdf", "file.pdf"),
        ("...", ""),
        ("a\r\nb.txt", "ab.txt"),
    ],
)
def test_file_names(raw: str, safe: str) -> None:
    assert file_name(raw) == safe


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="Rechnung.pdf"', "Rechnung.pdf"),
        ("attachment; filename=Rechnung.pdf", "Rechnung.pdf"),
        ("attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"),
        ("attachment; filename*=iso-8859-1'de'Gr%FC%DFe.pdf", "Grüße.pdf"),
        ('attachment; filename*0="lang"; filename*1="er Name.pdf"', "langer Name.pdf"),
        ("attachment; filename*1*=%C3%9Fe.pdf; filename*0*=UTF-8''Gr%C3%BC", "Grüße.pdf"),
        ('attachment; filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?="', "Grüße.pdf"),
        ('attachment; filename="a\\"b.pdf"', "a_b.pdf"),
        ("attachment; filename=mit Leerzeichen.pdf; size=3", "mit Leerzeichen.pdf"),
        ("attachment; filename=alt.pdf; filename*=UTF-8''neu.pdf", "neu.pdf"),
        ("attachment; FileName=Rechnung.pdf", "Rechnung.pdf"),
    ],
)
def test_names_of_attachments(header: str, name: str) -> None:
    (file,) = read(mail(b"x", Content_Type="application/pdf", Content_Disposition=header)).attachments
    assert file.name == name


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("Rechnung", "Rechnung"),
        ("AW: Rechnung", "Rechnung"),
        ("Re: AW: WG: Rechnung", "Rechnung"),
        ("RE[2]: Fwd: Rechnung", "Rechnung"),
        ("Antwort: [Liste] Re: Rechnung", "Rechnung"),
        ("[Ticket 4711] Rechnung", "Rechnung"),
        ("Re: [nur das]", "[nur das]"),
        ("Re:", ""),
        ("Reise: Rechnung", "Reise: Rechnung"),
        ("re : x", "x"),
        ("[EXTERN] AW: x", "x"),
        ("Rechnung (fwd)", "Rechnung"),
    ],
)
def test_plain_subject(subject: str, plain: str) -> None:
    assert plain_subject(subject) == plain


def test_whether_a_subject_answers() -> None:
    assert is_answer("AW: x")
    assert not is_answer("Auskunft: x")


def test_thread_ids_are_in_order_and_once() -> None:
    found = read(mail(In_Reply_To="<b@x> (Ina)", References="<a@x>\r\n <b@x> <a@x> müll"))
    assert found.in_reply_to == ("<b@x>",)
    assert found.references == ("<a@x>", "<b@x>")
    assert read(mail(Message_ID="ohne@klammern")).external_id == "<ohne@klammern>"


def test_of_endless_references_the_first_and_last_stay() -> None:
    found = read(mail(References=" ".join(f"<{n}@x>" for n in range(5000)))).references
    assert len(found) == 100
    assert (found[0], found[-1]) == ("<0@x>", "<4999@x>")
