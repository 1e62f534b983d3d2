"""A question in the search box is understood, or it is said what was not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beistand.desk.rules.query import (
    MOST_PARTS,
    OPERATORS,
    After,
    Before,
    Brand,
    Channel,
    From,
    HasAttachment,
    Label,
    Phrase,
    Promise,
    Status,
    Team,
    To,
    Word,
    day_of,
    understand,
)

SUNDAY = datetime(2026, 11, 22, 9, 20, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = SUNDAY.date()


def parts(text: str) -> tuple[object, ...]:
    return understand(text, SUNDAY).parts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Wallbox", Word("Wallbox")),
        ("-Werbung", Word("Werbung", is_excluded=True)),
        ('"doppelt abgebucht"', Phrase("doppelt abgebucht")),
        ("„doppelt abgebucht“", Phrase("doppelt abgebucht")),
        ('-"kein Interesse"', Phrase("kein Interesse", is_excluded=True)),
        ("von:emre", From("emre")),
        ('from:"Emre Yıldız"', From("Emre Yıldız")),
        ("VON:emre", From("emre")),
        ("an:hilfe@auenfeld.example", To("hilfe@auenfeld.example")),
        ("kanal:E-Mail", Channel("email")),
        ("channel:letter", Channel("post")),
        ("-kanal:brief", Channel("post", is_excluded=True)),
        ("status:erledigt", Status("closed")),
        ("status:waiting", Status("waiting")),
        ("zusage:knapp", Promise("at-risk")),
        ("promise:broken", Promise("broken")),
        ("team:Technik", Team("Technik")),
        ("etikett:Kulanz", Label("Kulanz")),
        ("marke:auenfeld", Brand("auenfeld")),
        ("hat:anhang", HasAttachment()),
        ("has:attachment", HasAttachment()),
        ("vor:24.12.2025", Before(date(2025, 12, 24))),
        ("after:2026-11-01", After(date(2026, 11, 1))),
    ],
)
def test_a_part_is_understood(said: str, meant: object) -> None:
    query = understand(said, SUNDAY)
    assert query.parts == (meant,)
    assert query.not_understood == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("heute", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("montag", date(2026, 11, 16)),
        ("Sunday", date(2026, 11, 22)),
        ("3d", date(2026, 11, 19)),
        ("2w", date(2026, 11, 8)),
        ("1.2.", date(2026, 2, 1)),
        ("31.02.2026", None),
        ("2026-13-01", None),
        ("bald", None),
        ("9999w", date(1917, 5, 18)),
    ],
)
def test_days_are_said_as_people_say_them(said: str, day: date | None) -> None:
    assert day_of(said, TODAY) == day


@pytest.mark.parametrize("said", ["farbe:rot", "kanal:rauchzeichen", "vor:31.02.2026", "hat:humor", "von:"])
def test_what_is_not_understood_is_looked_for_as_words_and_said(said: str) -> None:
    query = understand(said, SUNDAY)
    assert query.not_understood == (said,)
    assert query.parts == (Word(said.replace(":", " ").strip()),)


def test_addresses_of_pages_and_times_of_day_are_words() -> None:
    query = understand("https://auenfeld.example 10:30", SUNDAY)
    assert query.parts == (Word("https://auenfeld.example"), Word("10:30"))
    assert query.not_understood == ()


def test_the_order_of_the_parts_stays() -> None:
    assert parts('Wallbox von:emre "zwei mal" -alt') == (
        Word("Wallbox"),
        From("emre"),
        Phrase("zwei mal"),
        Word("alt", is_excluded=True),
    )


HOSTILE = st.one_of(
    st.text(max_size=600),
    st.lists(
        st.sampled_from(
            [
                *OPERATORS,
                ":",
                '"',
                "„",
                "-",
                " ",
                "'; DROP TABLE desk_message; --",
                "%s",
                "\x00",
                "\\",
                "$1",
                "|",
                "&",
                "!",
                "<->",
                ":*",
                "(",
                ")",
                "‮",
                "3d",
                "é",
            ]
        ),
        max_size=60,
    ).map("".join),
)


@given(HOSTILE)
def test_any_text_gives_a_small_typed_query(text: str) -> None:
    query = understand(text, SUNDAY)
    assert len(query.parts) <= MOST_PARTS
    for part in query.parts:
        assert is_dataclass(part)
        for field in fields(part):
            value = getattr(part, field.name)
            assert isinstance(value, str | bool | date)
            if isinstance(value, str):
                assert value and len(value) <= 400 and "\x00" not in value and value == value.strip()


@given(HOSTILE)
def test_understanding_twice_gives_the_same(text: str) -> None:
    assert understand(text, SUNDAY) == understand(text, SUNDAY)
