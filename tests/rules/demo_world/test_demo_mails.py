"""Customers' messages as mails: readable by any program, chained, and shaped like the program they came from."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import cast

import pytest

from beistand.site.demo.world import AUTHSERV, as_mail, message_id, moment, world
from beistand.site.demo.world.clients import PROGRAMS
from beistand.site.demo.world.shapes import Brand, Conversation

WORLD = world()
ANCHOR = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MAILS = [
    (brand, talk, index)
    for brand, talk in WORLD.conversations()
    for index, said in enumerate(talk.messages)
    if said.kind == "in" and (said.channel or talk.channel) == "email"
]
Mail = tuple[Brand, Conversation, int]


def named(value: object) -> str | None:
    return None if not isinstance(value, tuple) else f"{value[1].key}-{value[2]}"


def read(talk: Conversation, index: int) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(as_mail(WORLD, talk, index, ANCHOR), policy=default))


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def odd(oddity: str) -> EmailMessage:
    (found,) = [read(t, i) for _, t, i in MAILS if t.messages[i].oddity == oddity][:1]
    return found


@pytest.mark.parametrize("mail", [m for m in MAILS if m[1].messages[m[2]].oddity != "broken"], ids=named)
def test_it_reads_without_a_defect(mail: Mail):
    brand, talk, index = mail
    said, seen = talk.messages[index], read(talk, index)
    assert [part.defects for part in seen.walk() if part.defects] == []
    assert seen["To"].addresses[0].domain == f"{brand.slug}.example"
    assert seen["From"].addresses[0].domain.endswith(".example")
    assert parsedate_to_datetime(str(seen["Date"])) == moment(said.at, ANCHOR, brand)
    assert str(seen["Authentication-Results"]).startswith(AUTHSERV)
    assert talk.subject in str(seen["Subject"]) or said.oddity == "bounce"
    names = [part.get_filename() for part in seen.iter_attachments()] if said.attachments else []
    assert names == [drawing.name for drawing in said.attachments]


@pytest.mark.parametrize("mail", [m for m in MAILS if not m[1].messages[m[2]].oddity], ids=named)
def test_its_words_arrive_whole(mail: Mail):
    _, talk, index = mail
    words = talk.messages[index].text.split()
    assert " ".join(words) in " ".join(plain(read(talk, index)).split())


def test_mails_are_the_same_at_every_load_and_lines_end_as_they_should():
    for _, talk, index in MAILS:
        raw = as_mail(WORLD, talk, index, ANCHOR)
        assert raw == as_mail(WORLD, talk, index, ANCHOR)
        assert raw.count(b"\n") == raw.count(b"\r\n")
        assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_answers_refer_to_everything_said_before():
    for _, talk, index in MAILS:
        said, seen = talk.messages[index], read(talk, index)
        before = [message_id(talk, i) for i in range(index) if talk.messages[i].kind != "note"]
        if before and said.oddity not in ("bounce", "broken", "forged"):
            assert str(seen["In-Reply-To"]) == before[-1]
            assert str(seen["References"]).split() == before


def test_ids_are_never_given_twice():
    ids = [str(read(talk, index)["Message-ID"]) for _, talk, index in MAILS]
    assert len(ids) == len(set(ids))


def test_every_mail_program_quotes_in_its_own_way():
    marks = {
        "outlook": r"^(Von|From): .+\n(Gesendet|Sent): \w+, ",
        "apple": r"^> (Am \d\d\.\d\d\.\d{4} um|On \d+ \w+ \d{4}, at) .+(schrieb|wrote)",
        "iphone": r"^> (Am \d\d\.\d\d\.\d{4} um|On \d+ \w+ \d{4}, at) ",
        "gmail": r"^(Am \w\w\., \d|On \w{3}, \d)",
        "gmx": r"^(Gesendet|Sent): \w+, .+\n(Von|From): ",
        "thunderbird": r"^(Am \d\d\.\d\d\.\d\d um|On \d\d/\d\d/\d{4}) .+(schrieb .+|wrote):\n> ",
    }
    seen = dict.fromkeys(PROGRAMS, 0)
    for _, talk, index in MAILS:
        said = talk.messages[index]
        if said.quote and not said.html:
            program = WORLD.customer(talk.customer if said.by == "customer" else said.by).client
            body = plain(read(talk, index)).replace("\r\n", "\n")
            assert re.search(marks[program], body, re.MULTILINE), (talk.key, index, body)
            seen[program] += 1
    assert min(seen.values()) >= 1 and sum(seen.values()) >= 30, seen


def test_some_mails_come_as_tables_with_pictures_from_afar():
    html = [
        talk.key
        for _, talk, i in MAILS
        if "<table" in talk.messages[i].html and "<img" in talk.messages[i].html
    ]
    assert len(html) >= 2


def test_the_bounce_is_a_delivery_report_about_our_mail():
    seen = odd("bounce")
    assert seen.get_content_type() == "multipart/report"
    assert seen.get_param("report-type") == "delivery-status"
    kinds = [part.get_content_type() for part in seen.walk()]
    assert "message/delivery-status" in kinds and "message/rfc822" in kinds
    assert "Status: 5.1.1" in seen.as_string()


def test_an_absence_and_a_circular_say_what_they_are():
    assert odd("vacation")["Auto-Submitted"] == "auto-replied"
    assert str(odd("vacation")["Subject"]).startswith("Automatische Antwort: ")
    assert "rundbrief" in str(odd("list")["List-Id"])


def test_the_forgery_does_not_prove_its_sender():
    seen = odd("forged")
    assert "dmarc=fail" in str(seen["Authentication-Results"])
    assert seen["Reply-To"].addresses[0].domain != seen["From"].addresses[0].domain


def test_the_broken_scan_is_deeper_than_the_house_reads():
    seen, depth = odd("broken"), 0
    part: EmailMessage = seen
    while part.is_multipart():
        part, depth = cast(EmailMessage, part.get_payload()[0]), depth + 1
    assert depth > 20


def test_what_is_no_mail_is_refused():
    talk = next(talk for _, talk in WORLD.conversations() if talk.channel == "counter")
    with pytest.raises(ValueError, match="no mail from outside"):
        as_mail(WORLD, talk, 0, ANCHOR)
