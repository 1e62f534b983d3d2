"""The pictures of the demo can be opened, are small, and are the same at every load."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from beistand.site.demo.world import draw, media_type, world
from beistand.site.demo.world.drawing import SCENES
from beistand.site.demo.world.shapes import Drawing
from beistand.site.demo.world.sheets import font

DRAWINGS = [
    drawing for _, talk in world().conversations() for said in talk.messages for drawing in said.attachments
]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.name)
def test_it_decodes(drawing: Drawing):
    content = draw(drawing)
    picture = Image.open(io.BytesIO(content))
    picture.load()
    assert Image.MIME[str(picture.format)] == media_type(drawing)
    assert 500 <= picture.width <= 1000 and 500 <= picture.height <= 1000
    assert 5_000 < len(content) < 150_000


def test_the_same_drawing_is_the_same_file():
    first = draw(DRAWINGS[0])
    draw.cache_clear()
    assert draw(DRAWINGS[0]) == first


def test_every_scene_is_used():
    assert {drawing.kind for drawing in DRAWINGS} == SCENES.keys()


def test_every_letter_can_be_written():
    """The face has Latin letters of the west only; a missing glyph would be drawn as a box."""
    box = bytes(font(40).getmask("\u0431"))
    letters = {letter for drawing in DRAWINGS for word in drawing.words for letter in word} - {" "}
    assert sorted(letter for letter in letters if bytes(font(40).getmask(letter)) == box) == []
