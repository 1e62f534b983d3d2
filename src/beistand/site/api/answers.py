"""What a machine says to a customer, as it arrives here, and as the desk takes it."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, WithJsonSchema

from beistand.desk import enclosures
from beistand.desk.enclosures import Enclosure
from beistand.desk.replies import Answer
from beistand.site.api.shapes import Hold, Order, Words


def _base64(value: Any) -> bytes:
    try:
        if not isinstance(value, str):
            raise ValueError
        return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raise ValueError(_("This must be base64.")) from None


Content = Annotated[
    bytes,
    BeforeValidator(_base64),
    WithJsonSchema({"type": "string", "contentEncoding": "base64", "pattern": "^([A-Za-z0-9+/]{4})*$"}),
]
Address = Annotated[Words, Field(max_length=320)]


class Enclosed(Order):
    """A file to send along, its bytes in base64."""

    name: Annotated[Words, Field(min_length=1, max_length=255)]
    type: Annotated[
        Words,
        Field(max_length=127, pattern=r"^[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]*/[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]*$"),
    ] = "application/octet-stream"
    content: Content


class Said(Order):
    """What is said, in Markdown. `hold`: seconds in which it may still be taken back."""

    text: Annotated[Words, Field(max_length=100_000)]
    cc: Annotated[list[Address], Field(max_length=50)] = []
    bcc: Annotated[list[Address], Field(max_length=50)] = []
    attachments: Annotated[list[Enclosed], Field(max_length=50)] = []
    hold: Hold = 0


def answer_of(said: Said) -> Answer:
    """As the desk takes it; the files are kept."""
    files = [Enclosure(name=f.name, type=f.type, content=f.content) for f in said.attachments]
    return Answer(
        text=said.text,
        cc=tuple(said.cc),
        bcc=tuple(said.bcc),
        attachments=enclosures.keep(files),
        hold=said.hold,
    )
