"""Lists of `name=value; …` as DKIM, ARC and DMARC write them (RFC 6376 §3.2)."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_FOLD = re.compile(r"[ \t\r\n]+")


class Malformed(Exception):
    """Not a list of tags, a tag twice, or a value out of its bounds."""


def read_tags(text: str) -> dict[str, str]:
    """The tags by name, values without outer white space. Raises `Malformed`."""
    tags: dict[str, str] = {}
    for part in text.strip().removesuffix(";").split(";"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not _NAME.match(name) or name in tags:
            raise Malformed(f"bad tag {part.strip()[:40]!r}")
        tags[name] = value.strip()
    return tags


def unfolded(value: str) -> str:
    """A base64 or colon list value without the white space that folding put into it."""
    return _FOLD.sub("", value)


def number(value: str) -> int:
    """An unsigned decimal number of at most 20 digits. Raises `Malformed`."""
    if not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise Malformed(f"{value[:40]!r} is no number")
    return int(value)
