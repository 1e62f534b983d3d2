"""What the door refuses before it keeps anything."""

from __future__ import annotations

import pytest

from beistand.channels.email.door import has_odd_lines

PROPER = b"Subject: x\r\n\r\neins\r\nzwei\r\n"


@pytest.mark.parametrize(
    "smuggled",
    [
        b"\n.\nMAIL FROM:<x@x.example>\r\n",
        b"\n.\r\nMAIL FROM:<x@x.example>\r\n",
        b"\r\n.\nMAIL FROM:<x@x.example>\r\n",
        b"\r.\r\nMAIL FROM:<x@x.example>\r\n",
        b"\r\n.\rMAIL FROM:<x@x.example>\r\n",
        b"drei\nvier\r\n",
    ],
)
def test_a_mail_inside_a_mail_is_refused(smuggled: bytes) -> None:
    assert has_odd_lines(PROPER + smuggled)


def test_a_dot_alone_between_line_feeds_is_refused_in_a_simple_mail_too() -> None:
    assert has_odd_lines(b"Subject: x\n\neins\n.\nMAIL FROM:<x@x.example>\n\r\n")


@pytest.mark.parametrize("honest", [PROPER, b"Subject: x\n\neins\nzwei\n\r\n", b"x" * 1_000_000 + b"\r\n"])
def test_an_honest_mail_is_taken(honest: bytes) -> None:
    assert not has_odd_lines(honest)
