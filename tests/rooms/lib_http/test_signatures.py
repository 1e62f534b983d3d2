"""A webhook is believed if one of our keys signed these bytes at about this time."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beistand.lib.http import check, sign

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OLD, NEW = b"old key", b"new key"


def test_the_signature_is_what_the_documentation_says() -> None:
    stamp = int(AT.timestamp())
    mac = hmac.new(NEW, f"{stamp}.".encode() + b'{"a":1}', hashlib.sha256).hexdigest()
    assert sign(b'{"a":1}', NEW, AT) == f"t={stamp},v1={mac}"


def test_while_keys_change_both_sides_understand_each_other() -> None:
    assert check(sign(b"x", OLD, AT), b"x", [NEW, OLD], AT)
    assert check(sign(b"x", [OLD, NEW], AT), b"x", [NEW], AT)
    assert not check(sign(b"x", OLD, AT), b"x", [NEW], AT)
    assert not check(sign(b"x", OLD, AT), b"x", [], AT)


@pytest.mark.parametrize(
    ("seconds", "is_believed"),
    [(0, True), (300, True), (-300, True), (301, False), (-301, False), (9e7, False)],
)
def test_five_minutes_are_the_limit(seconds: float, is_believed: bool) -> None:
    assert check(sign(b"x", NEW, AT), b"x", [NEW], AT + timedelta(seconds=seconds)) is is_believed


@pytest.mark.parametrize(
    "header",
    ["", "t=1", "v1=", "t=,v1=", "t=x,v1=00", "garbage", "t=1767225600;v1=00", "t=" + "9" * 60 + ",v1=00", "t=-1,v1=00", ",,,,",
     "t=٣,v1=00", "t=1,t=2,v1=00", "v1=00," * 500],
)  # fmt: skip
def test_what_is_no_signature_is_not_believed(header: str) -> None:
    assert not check(header, b"x", [NEW], AT)


def test_two_timestamps_are_not_believed_even_with_a_good_signature() -> None:
    assert not check(f"t={int(AT.timestamp())}," + sign(b"x", NEW, AT), b"x", [NEW], AT)


def test_an_empty_key_signs_nothing() -> None:
    with pytest.raises(ValueError, match="empty key"):
        sign(b"x", b"", AT)


@given(st.binary(min_size=1, max_size=60), st.integers(min_value=0))
def test_any_flipped_bit_is_noticed(body: bytes, place: int) -> None:
    header = sign(body, NEW, AT)
    at, bit = divmod(place % (len(body) * 8), 8)
    other = bytes(byte ^ (1 << bit) if index == at else byte for index, byte in enumerate(body))
    assert check(header, body, [NEW], AT)
    assert not check(header, other, [NEW], AT)


@given(st.text(max_size=80), st.binary(max_size=20))
def test_no_made_up_header_is_believed(header: str, body: bytes) -> None:
    assert not check(header, body, [NEW], AT)
