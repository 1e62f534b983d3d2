"""Pictures of the demo: flat little drawings, the same at every load.

`draw` gives the bytes of a PNG or JPEG, as the file's name says. Scenes are drawn at twice their size and made
smaller, which smooths the edges. Sheets with words (letters, receipts) are in `sheets.py`, things in
`things.py`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image

from beistand.site.demo.world.shapes import Drawing
from beistand.site.demo.world.sheets import letter, receipt
from beistand.site.demo.world.things import (
    book,
    cat,
    crayon,
    dashboard,
    meter,
    parcel,
    rabbit,
    roofbox,
    slipper,
    wallbox,
)

SCENES: Mapping[str, Callable[[tuple[str, ...], int], Image.Image]] = {
    "book": book,
    "cat": cat,
    "crayon": crayon,
    "dashboard": dashboard,
    "letter": letter,
    "meter": meter,
    "parcel": parcel,
    "rabbit": rabbit,
    "receipt": receipt,
    "roofbox": roofbox,
    "slipper": slipper,
    "wallbox": wallbox,
}


def media_type(drawing: Drawing) -> str:
    """The type that belongs to the drawing's file name."""
    return "image/png" if drawing.name.endswith(".png") else "image/jpeg"


@cache
def draw(drawing: Drawing) -> bytes:
    """The picture as a file. Raises `KeyError` for a kind that nobody has drawn yet."""
    large = SCENES[drawing.kind](drawing.words, drawing.hue)
    picture = large.reduce(2)
    file = io.BytesIO()
    if media_type(drawing) == "image/png":
        picture.save(file, "PNG", optimize=True)
    else:
        picture.save(file, "JPEG", quality=82)
    return file.getvalue()
