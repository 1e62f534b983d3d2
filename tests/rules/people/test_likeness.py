"""Who is perhaps one person: told by evidence, never by a guess."""

from __future__ import annotations

from uuid import UUID

import pytest

from beistand.people.rules.likeness import (
    Evidence,
    Portrait,
    addresses_in,
    full_name,
    likeness,
    phones_in,
    signature_of,
)

ONE, OTHER = UUID(int=1), UUID(int=2)


def portrait(customer: UUID, **known: object) -> Portrait:
    sets = {k: frozenset(v) for k, v in known.items() if isinstance(v, set)}
    return Portrait(customer, is_contested=bool(known.get("contested")), **sets)


@pytest.mark.parametrize(
    "written",
    ["Annika Behrens", "Dr. Annika Behrens", "BEHRENS, Annika", "annika  behrens", "Frau Annika Behrens"],
)
def test_one_name_in_many_spellings_is_one(written: str) -> None:
    assert full_name(written) == "annika behrens"


@pytest.mark.parametrize("written", ["Annika", "", "annika@behrens.example", "Dr. Behrens", "…"])
def test_half_a_name_tells_nothing(written: str) -> None:
    assert full_name(written) == ""


def test_umlauts_and_their_spelling_are_one() -> None:
    assert full_name("Jörg Müßig") == full_name("Joerg Muessig")


def test_the_same_name_with_another_address_is_evidence() -> None:
    one = portrait(ONE, names={"annika behrens"}, addresses={"a@home.example"})
    other = portrait(OTHER, names={"annika behrens"}, addresses={"b@work.example"})
    assert likeness(one, other) == (Evidence("name", "annika behrens"),)


def test_a_name_that_many_share_is_no_evidence() -> None:
    one = portrait(ONE, names={"thomas müller"}, common={"thomas müller"})
    assert likeness(one, portrait(OTHER, names={"thomas müller"})) == ()


def test_a_reply_to_the_other_and_an_address_as_name_are_evidence() -> None:
    one = portrait(ONE, reply_to={"b@work.example"}, shown_as={"b@work.example"})
    other = portrait(OTHER, addresses={"b@work.example"})
    kinds = [e.kind for e in likeness(one, other)]
    assert kinds == ["reply_to", "shown_as"]
    assert [e.kind for e in likeness(other, one)] == kinds


def test_a_contested_sender_is_never_proposed() -> None:
    victim = portrait(ONE, names={"annika behrens"}, phones={"+4930231250"})
    forger = portrait(OTHER, names={"annika behrens"}, phones={"+4930231250"}, contested=True)
    assert likeness(victim, forger) == likeness(forger, victim) == ()


def test_phone_numbers_are_one_however_they_are_written() -> None:
    assert phones_in("Tel. 030 23125-118") == phones_in("+49 (0)30 / 23125118") == {"+493023125118"}


@pytest.mark.parametrize(
    "text", ["Rechnung 2026 4711 0815", "489,00 Euro", "IBAN DE02 1203 0000 0000 2020 51"]
)
def test_other_figures_are_no_phone_numbers(text: str) -> None:
    assert phones_in(text) == frozenset()


def test_a_signature_ends_where_the_quote_begins() -> None:
    text = "Danke!\n\n-- \nAnnika\n030 23125-118\n\nAm 1. Mai schrieb Hilfe:\n> Tel. 069 90009-112\n"
    found = signature_of(text, "Danke!")
    assert "118" in found
    assert "112" not in found


def test_an_address_in_a_display_name_is_seen() -> None:
    assert addresses_in("B@Work.example (privat)") == {"b@work.example"}
