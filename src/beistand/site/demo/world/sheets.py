"""Sheets of paper with words on them: a scanned letter and a till receipt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

import beistand.site
from beistand.site.demo.world.colour import tone

INK = (38, 44, 66)
PRINT = (52, 52, 52)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The house's own face, Latin letters only: names written into drawings keep to these."""
    vendor = Path(beistand.site.__file__).parent / "static" / "vendor"
    (face,) = vendor.glob("atkinson-hyperlegible-next-*/*-next-latin-wght-normal.woff2")
    return ImageFont.truetype(str(face), size)


def letter(words: tuple[str, ...], hue: int) -> Image.Image:
    """A letter as it lies under the scanner: a little crooked, folded twice. Each of `words` is a paragraph."""
    scan = Image.new("RGB", (1240, 1754), (214, 214, 210))
    sheet = Image.new("RGB", (1180, 1690), (252, 250, 244))
    pen = ImageDraw.Draw(sheet)
    for fold in (563, 1126):
        pen.line((0, fold, 1180, fold), fill=(236, 233, 224), width=5)
    y = 150
    for paragraph in words:
        for line in wrap(paragraph, 52) or [""]:
            pen.text((130 + (y * 7) % 5, y), line, font=font(38), fill=INK)
            y += 54
        y += 28
    turned = sheet.rotate(0.7, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=(214, 214, 210))
    scan.paste(turned, (30, 32))
    ImageDraw.Draw(scan).ellipse((1080, 60, 1170, 150), outline=tone(hue, 38, 58), width=6)
    return scan


def receipt(words: tuple[str, ...], hue: int) -> Image.Image:
    """A till receipt on a table. The first word is the shop, the rest are lines; `left|right` sets a price apart."""
    table = Image.new("RGB", (1200, 1500), tone(hue, 24, 72))
    pen = ImageDraw.Draw(table)
    pen.rectangle((286, 96, 936, 1426), fill=tone(hue, 24, 60))
    edge = [(270, 1400)]
    edge += [(270 + 20 * step, 1400 + (18 if step % 2 else 0)) for step in range(1, 33)]
    pen.polygon([(270, 80), (910, 80), (910, 1400), *reversed(edge)], fill=(253, 253, 250))
    shop, *lines = words
    pen.text((590, 170), shop, font=font(46), fill=PRINT, anchor="mm")
    pen.line((320, 220, 860, 220), fill=PRINT, width=3)
    for row, line in enumerate(lines):
        left, _, right = line.partition("|")
        y = 270 + 58 * row
        pen.text((320, y), left, font=font(32), fill=PRINT)
        pen.text((860, y), right, font=font(32), fill=PRINT, anchor="ra")
    for bar in range(60):
        width = 2 + (bar * bar) % 5
        pen.rectangle((330 + 9 * bar, 1230, 330 + 9 * bar + width, 1330), fill=PRINT)
    return table
