"""One contract for every channel that is registered, ours or a third party's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beistand.channels import registry
from beistand.channels.adapter import (
    Address,
    Channel,
    DeliveryFailed,
    Incoming,
    Outgoing,
    Receipt,
    Traits,
    Unreadable,
)
from beistand.channels.noted import Noted, to_bytes
from cast import mail

NAMES = registry.names()
NOTED = ["counter", "form", "post"]


def read(name: str, raw: bytes) -> Incoming | Unreadable:
    try:
        return registry.channel(name).read(raw)
    except Unreadable as problem:
        return problem


def send(channel: Channel, out: Outgoing) -> Receipt | DeliveryFailed:
    try:
        return channel.send(out)
    except DeliveryFailed as problem:
        return problem


@pytest.fixture(params=NAMES)
def channel(request: pytest.FixtureRequest) -> Channel:
    return registry.channel(request.param)


def test_a_channel_is_what_it_says(channel: Channel) -> None:
    assert isinstance(channel, Channel)
    assert channel.name in NAMES
    assert isinstance(channel.traits, Traits)


def test_a_name_that_nobody_offers_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(LookupError, match="email"):
        registry.channel("pigeon")


@pytest.mark.parametrize("name", NAMES)
@given(raw=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_reading_gives_an_incoming_or_says_unreadable(name: str, raw: bytes) -> None:
    said = read(name, raw)
    assert isinstance(said, Incoming) or 0 < len(said.reason) <= 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"null", b"[]", b"\x00\xff", b'{"id":1}', b'{"id":"x","said_at":"then"}']
)
def test_reading_broken_bytes_never_raises_anything_else(name: str, raw: bytes) -> None:
    said = read(name, raw)
    assert isinstance(said, Incoming) or 0 < len(said.reason) <= 200


@pytest.mark.parametrize("name", NAMES)
def test_reading_is_pure(name: str) -> None:
    raw = mail() if name == "email" else to_bytes(Noted(id="1", text="Guten Tag", address="a@kunde.example"))
    first, second = registry.channel(name).read(raw), registry.channel(name).read(raw)
    assert first == second
    assert first.external_id
    assert first.text


def test_sending_gives_a_receipt_or_says_why_not(channel: Channel) -> None:
    out = Outgoing(
        effect_key="message:1",
        external_id="1@auenfeld.example",
        sender=Address("hilfe@auenfeld.example"),
        to=(Address("emre@kunde.example"),),
        subject="Re",
        text="Guten Tag",
    )
    told = send(channel, out)
    assert isinstance(told, Receipt) or (told.reason and told.permanent in (True, False))


@pytest.mark.parametrize("name", NOTED)
def test_what_was_noted_comes_back_whole(name: str) -> None:
    noted = Noted(
        id="7",
        name="Herta Kühn",
        subject="Brief",
        text="Bitte kündigen.",
        said_at="2026-11-20T12:00:00+01:00",
        postal="Gartenweg 2\n12345 Ulm",
        words="Ahorn Biene Faden",
    )
    said = registry.channel(name).read(to_bytes(noted))
    assert said.new_text == "Bitte kündigen."
    assert "Gartenweg 2" in said.text
    assert "Ahorn Biene Faden" in said.text
    assert said.said_at is not None
    assert said.said_at.isoformat() == "2026-11-20T12:00:00+01:00"
