"""An address of a file works for that file, for a while, and for nobody who made it up."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beistand.lib.store.signed_links import FileLink, link, open_link

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SHA = "ab" * 32
KEY, OLD = b"key", b"old key"


def make(key: bytes = KEY, sha: str = SHA, seconds: int = 600) -> str:
    return link(
        key,
        sha=sha,
        name="Rechnung März.pdf",
        type="application/pdf",
        audience="desk",
        expires=AT + timedelta(seconds=seconds),
    )


def test_a_link_opens_what_it_was_made_for() -> None:
    found = open_link(KEY, make(), AT)
    assert found == FileLink(SHA, "Rechnung März.pdf", "application/pdf", "desk", int(AT.timestamp()) + 600)


@pytest.mark.parametrize(("seconds", "is_open"), [(1, True), (0, False), (-1, False)])
def test_a_link_ends(seconds: int, is_open: bool) -> None:
    assert (open_link(KEY, make(seconds=seconds), AT) is not None) is is_open


def test_keys_may_change_while_links_are_open() -> None:
    assert open_link([KEY, OLD], make(OLD), AT)
    assert open_link([KEY], make(OLD), AT) is None
    assert open_link([], make(), AT) is None


def test_the_content_of_one_link_does_not_fit_the_seal_of_another() -> None:
    one, other = make(), make(sha="cd" * 32)
    assert open_link(KEY, one.split(".")[0] + "." + other.split(".")[1], AT) is None


@given(st.integers(min_value=0), st.characters(codec="ascii"))
def test_no_changed_character_is_accepted(place: int, other: str) -> None:
    token = make()
    at = place % len(token)
    changed = token[:at] + other + token[at + 1 :]
    assert (open_link(KEY, changed, AT) is not None) is (changed == token)


@given(st.text(max_size=100))
def test_nothing_made_up_is_accepted(token: str) -> None:
    assert open_link(KEY, token, AT) is None


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b", "a.b.c", "é.é", make() + "=", " " + make(), make() + "\n", "A" * 9_000]
)
def test_odd_tokens_open_nothing(token: str) -> None:
    assert open_link(KEY, token, AT) is None


def test_a_seal_for_another_purpose_does_not_open_files() -> None:
    content, _ = make().split(".")
    raw = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))
    seal = base64.urlsafe_b64encode(hmac.new(KEY, raw, hashlib.sha256).digest()).rstrip(b"=").decode()
    assert open_link(KEY, f"{content}.{seal}", AT) is None


def test_only_a_hash_can_be_linked_and_only_with_a_key() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        make(sha="../../etc/passwd")
    with pytest.raises(ValueError, match="empty key"):
        make(key=b"")
