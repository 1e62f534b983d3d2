from __future__ import annotations

import uuid
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beistand.channels.email import routing_marks as marks

KEY, OLD, OTHER = b"k" * 32, b"o" * 32, b"x" * 32
SEVEN = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
DOMAIN = "auenfeld.example"


@given(st.uuids(version=4), st.binary(min_size=16, max_size=40))
def test_a_mark_leads_home(subject: UUID, key: bytes) -> None:
    assert marks.read_reply_address(marks.reply_address("hilfe", DOMAIN, subject, key), [key]) == subject
    assert marks.read_bounce_address(marks.bounce_address(DOMAIN, subject, key), [key]) == subject
    assert marks.read_message_id(marks.message_id(DOMAIN, subject, key), [key]) == subject


def test_a_uuid_of_version_7_keeps_its_version() -> None:
    assert marks.read_reply_address(marks.reply_address("hilfe", DOMAIN, SEVEN, KEY), [KEY]) == SEVEN


def test_a_mark_survives_what_mail_servers_do_to_addresses() -> None:
    address = marks.reply_address("Hilfe", DOMAIN, SEVEN, KEY)
    assert marks.read_reply_address(address.upper(), [KEY]) == SEVEN
    assert marks.read_reply_address(f" {address}\r\n", [KEY]) == SEVEN
    assert marks.read_reply_address(address.replace("+", "="), [KEY]) == SEVEN
    assert marks.read_message_id(f" {marks.message_id(DOMAIN, SEVEN, KEY)} ", [KEY]) == SEVEN


def test_an_old_key_is_still_read_and_a_strange_one_never() -> None:
    address = marks.reply_address("hilfe", DOMAIN, SEVEN, OLD)
    assert marks.read_reply_address(address, [KEY, OLD]) == SEVEN
    assert marks.read_reply_address(address, [KEY]) is None
    assert marks.read_reply_address(address, []) is None


def test_a_mark_is_good_for_one_purpose_and_one_domain() -> None:
    address = marks.reply_address("hilfe", DOMAIN, SEVEN, KEY)
    assert marks.read_bounce_address(address, [KEY]) is None
    assert marks.read_message_id(f"<{address}>", [KEY]) is None
    assert marks.read_reply_address(address.replace(DOMAIN, "stadtstrom.example"), [KEY]) is None
    assert marks.read_reply_address(marks.bounce_address(DOMAIN, SEVEN, KEY), [KEY]) is None


def test_no_letter_of_a_mark_can_be_changed() -> None:
    address = marks.reply_address("hilfe", DOMAIN, SEVEN, KEY)
    local, mark = address.split("@")[0].split("+")
    for place in range(len(mark)):
        for letter in "abcdefghijklmnopqrstuvwxyz234567":
            if letter != mark[place]:
                forged = f"{local}+{mark[:place]}{letter}{mark[place + 1 :]}@{DOMAIN}"
                assert marks.read_reply_address(forged, [KEY]) is None


@pytest.mark.parametrize(
    "address",
    ["", "@", "hilfe@auenfeld.example", "hilfe+@auenfeld.example", f"hilfe+{'a' * 49}@{DOMAIN}", f"hilfe+{'a' * 51}@{DOMAIN}",
     f"hilfe+{'a' * 50}@{DOMAIN}", f"hilfe+{'1' * 50}@{DOMAIN}", "a" * 50, f"{SEVEN}@{DOMAIN}", f"é+{'a' * 50}@ü.example"],
)  # fmt: skip
def test_what_is_no_mark_of_ours_leads_nowhere(address: str) -> None:
    assert marks.read_reply_address(address, [KEY]) is None
    assert marks.read_bounce_address(address, [KEY]) is None
    assert marks.read_message_id(f"<{address}>", [KEY]) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert marks.read_reply_address(text, [KEY]) is None
    assert marks.read_message_id(f"<{text}@{DOMAIN}>", [KEY]) is None
    assert marks.read_reply_address(f"hilfe+{'a' * 50}@\udce4{text}", [KEY]) is None


def test_marks_fit_into_an_address() -> None:
    assert len(marks.reply_address("kundenservice", DOMAIN, SEVEN, KEY).split("@")[0]) == 64
    assert len(marks.bounce_address(DOMAIN, SEVEN, KEY).split("@")[0]) <= 64
    assert marks.has_room("kundenservice")
    assert not marks.has_room("kundenservices")
    assert not marks.has_room("ü" * 7)


def test_without_room_the_answer_still_finds_the_mailbox() -> None:
    assert marks.reply_address("kundenbetreuung", DOMAIN, SEVEN, KEY) == f"kundenbetreuung@{DOMAIN}"


def test_neighbours_have_nothing_in_common_but_their_time() -> None:
    one = marks.reply_address("hilfe", DOMAIN, SEVEN, KEY)
    two = marks.reply_address("hilfe", DOMAIN, UUID(int=SEVEN.int + 1), KEY)
    assert one.split("@")[0][-25:] != two.split("@")[0][-25:]
    assert marks.reply_address("hilfe", DOMAIN, SEVEN, KEY) == one


@pytest.mark.parametrize(
    ("subject", "key"), [(uuid.UUID(int=0), KEY), (SEVEN, b"short"), (UUID("1" * 12 + "1" + "1" * 19), KEY)]
)
def test_a_weak_key_or_another_kind_of_id_is_refused(subject: UUID, key: bytes) -> None:
    with pytest.raises(ValueError, match="a mark needs"):
        marks.message_id(DOMAIN, subject, key)
