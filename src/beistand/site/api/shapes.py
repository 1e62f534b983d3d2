"""Small shapes that many resources share. What comes in is taken as it was meant or not at all: no guessing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, WithJsonSchema

CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.\d{1,12})?(?:([Zz])|([ +-])(\d\d:\d\d))?", re.ASCII
)


def _id(value: Any) -> Any:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or not CANONICAL.fullmatch(value):
        raise ValueError(_("This must be an id like 0198c0de-0000-7000-8000-000000000000."))
    return UUID(value)


def _instant(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    return instant(value)


def instant(text: object) -> datetime:
    """A time as RFC 3339 writes it; one without an offset is in UTC. Raises `ValueError` with a sentence."""
    wrong = _("This must be a time with its offset, like 2026-11-22T09:00:00+01:00.")
    found = INSTANT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError(wrong)
    day, fraction, zulu, sign, offset = found.groups()
    # A + that nobody escaped in a query arrives as a blank.
    zone = "+00:00" if zulu or not offset else f"{'+' if sign == ' ' else sign}{offset}"
    try:
        read = datetime.fromisoformat(f"{day.upper()}{(fraction or '')[:7]}{zone}")
    except ValueError:
        raise ValueError(wrong) from None
    if not 1900 <= read.year <= 9000:  # further away, clocks and databases begin to disagree
        raise ValueError(wrong)
    return read


def _words(value: Any) -> Any:
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise ValueError(_("Text may not contain NUL or half a character."))
    return value


Id = Annotated[
    UUID, BeforeValidator(_id), WithJsonSchema({"type": "string", "format": "uuid"}, mode="validation")
]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="validation"),
]
Words = Annotated[str, BeforeValidator(_words)]
Line = Annotated[Words, Field(max_length=300)]
Hold = Annotated[StrictInt, Field(ge=0, le=3600)]


class Order(BaseModel):
    """What a caller sends: a field that nobody knows is refused, because it is most likely misspelt."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(populate_by_name=True)


class Mailbox(Shown):
    """A mail address and the name in front of it."""

    address: str
    name: str
