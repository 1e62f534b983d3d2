"""Mails are cut into the right parts, within limits, in time that grows with their length and not faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from mails import mail, multipart, part

from beistand.channels.adapter import Unreadable
from beistand.channels.email.parse import notes, read
from beistand.channels.email.parse.mime import split

TEXT = "Content-Type: text/plain; charset=utf-8"


def test_a_boundary_that_begins_like_another_one() -> None:
    inner = b"Content-Type: multipart/alternative; boundary=GRENZE2\r\n\r\n--GRENZE2\r\n\r\ninnen\r\n--GRENZE2--\r\n"
    root = split(multipart(inner, part("danach", TEXT)))
    assert [child.type for child in root.children] == ["multipart/alternative", "text/plain"]
    assert root.children[0].children[0].body == b"innen"


def test_an_inner_part_that_never_closes_ends_with_the_outer_one() -> None:
    inner = b"Content-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\r\ninnen"
    root = split(multipart(inner, part("danach", TEXT)))
    assert [child.body for child in root.children[0].children] == [b"innen"]
    assert root.children[1].body == b"danach"


def test_boundaries_with_odd_letters() -> None:
    raw = b'Content-Type: multipart/mixed; boundary="a=_(x) y?+"\r\n\r\n--a=_(x) y?+\r\n\r\neins\r\n--a=_(x) y?+--\r\n'
    assert split(raw).children[0].body == b"eins"


def test_a_promised_structure_that_is_not_there_is_shown_as_text() -> None:
    found = read(mail(b"Hallo ohne Teile", Content_Type="multipart/mixed; boundary=x"))
    assert found.text == "Hallo ohne Teile"
    assert notes.BROKEN_STRUCTURE in found.notes


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end(end: bytes) -> None:
    raw = multipart(part("eins\r\nzwei", TEXT)).replace(b"\r\n", end)
    assert read(raw).text == "eins\nzwei"


def test_nul_bytes_and_controls_are_dropped_from_the_text() -> None:
    assert read(mail(b"a\0b\x1b[31mc\x07\td\x0b")).text == "ab[31mc\td"


def test_very_long_lines_are_kept() -> None:
    assert read(mail(b"x" * 500_000)).text == "x" * 500_000


def test_junk_between_headers_does_not_hide_those_behind() -> None:
    assert read(b"From: a@b.example\r\nkein Feld\r\nSubject: da\r\n\r\nx").subject == "da"


def test_a_forgotten_blank_line_begins_the_body() -> None:
    found = read(b"From: a@b.example\r\nHallo zusammen!\r\nText\r\n")
    assert found.text == "Hallo zusammen!\nText"


def test_an_mbox_line_is_no_header() -> None:
    assert (
        read(b"From a@b Wed Apr  3 10:12:00 2024\r\nFrom: a@b.example\r\n\r\nx").sender.address
        == "a@b.example"
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"x: " + b"a" * 41 * 1024 * 1024, "too-large"),
        (b"X-A: b\r\n" * 1001 + b"\r\n", "too-many-headers"),
        (b"X-A: " + b"b\r\n " * 90_000 + b"\r\n\r\n", "too-large-header"),
        (b"X-A: " + b"b" * 300_000 + b"\r\n\r\n", "too-large-header"),
        (mail(b"--x\r\n\r\n\r\n" * 1001, Content_Type="multipart/mixed; boundary=x"), "too-many-parts"),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
                for n in range(10_000)
            ),
            "too-deep",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_limits_have_names(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(raw)
    assert refused.value.reason == reason


def test_what_is_just_allowed_is_read() -> None:
    many = [part("x", TEXT) for _ in range(998)]
    assert len(split(multipart(*many)).children) == 998
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(20)
    )
    assert read(b"From: a@b.example\r\n" + deep + b"\r\nunten").text == "unten"


def _repeat(unit: bytes, kind: str = "text/plain") -> Callable[[int], bytes]:
    return lambda count: mail(unit * count, Content_Type=kind)


BOMBS = {
    "empty parts": _repeat(b"--x\r\n\r\n\r\n", "multipart/mixed; boundary=x"),
    "boundaries that are none": _repeat(b"--xy\r\n", "multipart/mixed; boundary=x"),
    "endless base64": lambda n: mail(b"QUFB" * n, Content_Transfer_Encoding="base64", Content_Type="application/pdf"),
    "joined base64": lambda n: mail(b"QQ==" * n, Content_Transfer_Encoding="base64", Content_Type="application/pdf"),
    "name segments": lambda n: mail(b"x", Content_Type="application/pdf" + "".join(f"; name*{i}=a" for i in range(n // 40))),
    "open quotes in a header": lambda n: mail(b"x", To='"' * (n // 4)),
    "open comments": lambda n: mail(b"x", To="(" * (n // 4)),
    "encoded words": lambda n: mail(b"x", Subject="=?a?b?" * (n // 24)),
    "tags that never end": _repeat(b'<a "', "text/html"),
    "nested cites": _repeat(b"<blockquote>", "text/html"),
    "unclosed styles": _repeat(b"<style>", "text/html"),
    "angle brackets": _repeat(b"<", "text/html"),
    "attributions": _repeat(b"Am 1 schrieb\r\n"),
    "copied headers": _repeat(b"Von: a@b\r\n"),
    "rules": _repeat(b"-----\r\n"),
    "calendars": _repeat(b"BEGIN:VEVENT\r\nA;b=c", "text/calendar"),
    "delivery groups": lambda n: multipart(part(b"x\r\n" * n, "Content-Type: message/delivery-status"), kind="report"),
    "bounce words": lambda n: mail(b"550 user " * n, From="MAILER-DAEMON@x.example", Subject="Undelivered Mail"),
    "tnef counts": lambda n: mail(b"\x78\x9f\x3e\x22\0\0" + (b"\1\3\x90\6\0\x0c\0\0\0" + b"\xff" * 12 + b"\0\0") * n, Content_Type="application/ms-tnef"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_time_grows_no_faster_than_the_mail(name: str) -> None:
    small, large = _seconds(BOMBS[name](10_000)), _seconds(BOMBS[name](80_000))
    # Eight times the mail: quadratic would be 64 times the time. A floor keeps the noise of tiny times out.
    assert large < max(24 * small, 0.25)
    assert large < 2.0


def _seconds(raw: bytes) -> float:
    best = 9.9
    for _ in range(2):
        begun = time.process_time()
        with suppress(Unreadable):
            read(raw)
        best = min(best, time.process_time() - begun)
    return best


def test_a_hundred_thousand_name_segments_are_refused_at_once() -> None:
    raw = mail(b"x", Content_Type="application/pdf" + "".join(f"; name*{i}=a" for i in range(100_000)))
    begun = time.process_time()
    with pytest.raises(Unreadable, match="too-large-header"):
        read(raw)
    assert time.process_time() - begun < 0.5


def test_a_million_empty_parts_are_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable, match="too-many-parts"):
        read(mail(b"--x\r\n\r\n\r\n" * 1_000_000, Content_Type="multipart/mixed; boundary=x"))
    assert time.process_time() - begun < 1.0
