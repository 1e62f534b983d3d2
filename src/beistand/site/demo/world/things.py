"""Things that people photograph and send, as flat drawings of 1600 x 1200 (made half as large afterwards)."""

from __future__ import annotations

from PIL import Image, ImageDraw

from beistand.site.demo.world.colour import Colour, tone
from beistand.site.demo.world.sheets import font

SIZE = (1600, 1200)
DARK: Colour = (38, 42, 44)
WHITE: Colour = (250, 250, 246)


def slipper(words: tuple[str, ...], hue: int) -> Image.Image:
    """Two felt slippers from above. The words stand below them."""
    picture, pen = _ground(hue + 40, 30, 86)
    for left, toe in ((330, 0), (860, 60)):
        pen.rounded_rectangle((left, 190, left + 400, 1000), radius=200, fill=tone(hue, 30, 30))
        pen.rounded_rectangle((left + 22, 210, left + 378, 980), radius=178, fill=tone(hue, 48, 52))
        pen.rounded_rectangle((left + 84, 470, left + 316, 940), radius=116, fill=tone(hue, 30, 78))
        pen.arc((left + 84, 400, left + 316, 560), 180, 360, fill=tone(hue, 40, 40), width=10)
        pen.ellipse((left + 150 + toe // 3, 270, left + 210 + toe // 3, 330), fill=tone(hue, 50, 62))
    return _captioned(picture, words)


def book(words: tuple[str, ...], hue: int) -> Image.Image:
    """A book cover: the first word is its title, the second its author. A third makes a dent in the corner."""
    picture, pen = _ground(36, 25, 80)
    pen.rectangle((520, 130, 1130, 1090), fill=tone(36, 20, 58))
    pen.rectangle((490, 100, 1100, 1060), fill=tone(hue, 45, 38))
    pen.rectangle((490, 100, 540, 1060), fill=tone(hue, 45, 28))
    pen.ellipse((640, 560, 980, 900), fill=tone(hue + 30, 60, 70))
    pen.polygon([(640, 800), (760, 640), (860, 760), (910, 700), (985, 800)], fill=tone(hue, 40, 26))
    for row, word in enumerate(words[0].split()):
        pen.text((820, 200 + 76 * row), word, font=font(64), fill=WHITE, anchor="mm")
    pen.text((820, 980), words[1], font=font(40), fill=WHITE, anchor="mm")
    if len(words) > 2:
        pen.polygon(
            [(1100, 1060), (930, 1060), (1000, 1010), (1040, 930), (1100, 880)], fill=tone(36, 25, 80)
        )
        pen.line([(930, 1060), (1000, 1010), (1040, 930), (1100, 880)], fill=WHITE, width=8)
    return picture


def wallbox(words: tuple[str, ...], hue: int) -> Image.Image:
    """A charging box on a garage wall with its cable; the words are its display."""
    picture, pen = _ground(210, 6, 78)
    for brick in range(8):
        pen.line((0, 150 * brick, 1600, 150 * brick), fill=tone(210, 6, 72), width=6)
    pen.arc((500, 500, 1300, 1300), 0, 180, fill=DARK, width=34)
    pen.rounded_rectangle((560, 160, 1040, 860), radius=60, fill=WHITE, outline=tone(210, 6, 60), width=6)
    pen.rounded_rectangle((630, 240, 970, 470), radius=24, fill=DARK)
    for row, word in enumerate(words[:2]):
        pen.text((800, 310 + 80 * row), word, font=font(54), fill=tone(hue, 80, 68), anchor="mm")
    pen.ellipse((710, 580, 890, 760), fill=DARK)
    pen.ellipse((750, 620, 850, 720), fill=tone(hue, 70, 52))
    pen.rounded_rectangle((1246, 760, 1340, 940), radius=30, fill=DARK)
    return picture


def dashboard(words: tuple[str, ...], hue: int) -> Image.Image:
    """The screen behind a steering wheel with a warning; the words are the warning."""
    picture, pen = _ground(220, 10, 14)
    pen.rounded_rectangle((200, 180, 1400, 800), radius=70, fill=(16, 19, 23), outline=(70, 76, 82), width=8)
    for middle, end in ((480, 250), (1120, 320)):
        pen.arc((middle - 200, 290, middle + 200, 690), 140, 400, fill=(70, 76, 82), width=20)
        pen.arc((middle - 200, 290, middle + 200, 690), 140, end, fill=tone(190, 60, 55), width=20)
    pen.text((480, 490), "0", font=font(120), fill=WHITE, anchor="mm")
    pen.text((1120, 490), "62 %", font=font(84), fill=WHITE, anchor="mm")
    pen.polygon([(800, 330), (720, 470), (880, 470)], fill=tone(hue, 90, 55))
    pen.text((800, 425), "!", font=font(90), fill=DARK, anchor="mm")
    for row, word in enumerate(words):
        pen.text((800, 690 + 58 * row), word, font=font(46), fill=tone(hue, 90, 66), anchor="mm")
    pen.arc((300, 820, 1300, 1700), 180, 360, fill=(52, 56, 62), width=90)
    return picture


def meter(words: tuple[str, ...], hue: int) -> Image.Image:
    """An electricity meter: the first word is its reading, the second its number."""
    picture, pen = _ground(hue, 10, 70)
    pen.rounded_rectangle((420, 90, 1180, 1110), radius=50, fill=WHITE, outline=tone(hue, 8, 52), width=8)
    pen.text((800, 190), "kWh", font=font(56), fill=DARK, anchor="mm")
    pen.rounded_rectangle((500, 270, 1100, 470), radius=16, fill=(190, 204, 176))
    pen.text((800, 372), words[0], font=font(120), fill=DARK, anchor="mm")
    pen.ellipse((590, 560, 1010, 800), fill=tone(hue, 6, 84), outline=tone(hue, 6, 60), width=6)
    pen.rectangle((600, 672, 1000, 688), fill=(176, 52, 44))
    pen.text((800, 920), words[1], font=font(44), fill=DARK, anchor="mm")
    for bar in range(46):
        pen.rectangle((570 + 10 * bar, 970, 570 + 10 * bar + 2 + bar * 3 % 5, 1050), fill=DARK)
    return picture


def rabbit(words: tuple[str, ...], hue: int) -> Image.Image:
    """A plush rabbit on a hotel bed, one ear bent."""
    picture, pen = _ground(206, 22, 84)
    pen.rounded_rectangle((60, 640, 1540, 1300), radius=120, fill=WHITE)
    pen.rounded_rectangle(
        (180, 420, 900, 820), radius=140, fill=tone(206, 16, 95), outline=tone(206, 16, 82), width=8
    )
    fur, inner = tone(hue, 26, 62), tone(hue, 40, 80)
    pen.ellipse((690, 90, 810, 520), fill=fur)
    pen.ellipse((725, 140, 775, 470), fill=inner)
    pen.polygon(
        [(880, 420), (900, 200), (1010, 180), (1180, 300), (1160, 380), (1020, 320), (980, 440)], fill=fur
    )
    pen.ellipse((600, 600, 1060, 1100), fill=fur)
    pen.ellipse((640, 360, 1020, 700), fill=fur)
    pen.ellipse((720, 740, 940, 1040), fill=inner)
    for eye in (740, 890):
        pen.ellipse((eye, 480, eye + 34, 520), fill=DARK)
    pen.polygon([(815, 560), (845, 560), (830, 585)], fill=tone(350, 60, 60))
    pen.arc((790, 570, 830, 620), 10, 170, fill=DARK, width=6)
    pen.arc((830, 570, 870, 620), 10, 170, fill=DARK, width=6)
    return _captioned(picture, words)


def roofbox(words: tuple[str, ...], hue: int) -> Image.Image:
    """A roof box standing in a shop."""
    picture, pen = _ground(40, 14, 88)
    pen.rectangle((0, 860, 1600, 1200), fill=tone(30, 18, 68))
    pen.polygon([(180, 760), (320, 420), (1180, 380), (1430, 620), (1440, 760)], fill=tone(hue, 10, 24))
    pen.polygon([(180, 760), (1440, 760), (1400, 880), (240, 880)], fill=tone(hue, 10, 16))
    pen.line((330, 470, 1200, 430), fill=tone(hue, 10, 40), width=12)
    pen.ellipse((780, 780, 850, 850), fill=tone(40, 10, 70))
    for foot in (360, 1180):
        pen.rectangle((foot, 880, foot + 90, 950), fill=DARK)
    return _captioned(picture, words)


def parcel(words: tuple[str, ...], hue: int) -> Image.Image:
    """A cardboard parcel with a label; the words are the label, and one corner is dented."""
    picture, pen = _ground(hue, 18, 84)
    pen.polygon([(300, 420), (880, 280), (1340, 420), (760, 580)], fill=tone(32, 44, 66))
    pen.polygon([(300, 420), (760, 580), (760, 1050), (300, 860)], fill=tone(32, 40, 56))
    pen.polygon(
        [(760, 580), (1340, 420), (1340, 800), (1290, 900), (1200, 890), (760, 1050)], fill=tone(32, 40, 48)
    )
    pen.polygon([(520, 350), (640, 322), (1080, 470), (950, 520)], fill=tone(40, 40, 78))
    pen.polygon([(360, 520), (680, 630), (680, 850), (360, 730)], fill=WHITE)
    for row, word in enumerate(words[:3]):
        pen.text((390, 560 + 62 * row), word, font=font(34), fill=DARK)
    return picture


def cat(words: tuple[str, ...], hue: int) -> Image.Image:
    """A cat that sleeps on a pair of slippers."""
    picture, pen = _ground(28, 34, 82)
    pen.ellipse((180, 760, 1420, 1120), fill=tone(12, 30, 70))
    for left in (330, 930):
        pen.rounded_rectangle((left, 800, left + 360, 980), radius=90, fill=tone(hue, 46, 46))
    fur = tone(30, 12, 40)
    pen.ellipse((380, 440, 1220, 920), fill=fur)
    pen.ellipse((300, 520, 680, 860), fill=tone(30, 12, 46))
    pen.polygon([(340, 600), (340, 470), (450, 550)], fill=tone(30, 12, 46))
    pen.polygon([(540, 540), (640, 470), (650, 610)], fill=tone(30, 12, 46))
    for eye in (400, 520):
        pen.arc((eye, 660, eye + 70, 720), 10, 170, fill=DARK, width=9)
    pen.polygon([(470, 740), (510, 740), (490, 765)], fill=tone(350, 50, 66))
    pen.arc((760, 620, 1360, 1000), 300, 120, fill=fur, width=70)
    return _captioned(picture, words)


def crayon(words: tuple[str, ...], hue: int) -> Image.Image:
    """What a child draws: sun, house, meadow, two people. The words are the artist's own."""
    picture, pen = _ground(50, 30, 97)
    for stroke in range(40):
        pen.line(
            (40 * stroke, 1180, 40 * stroke + 30, 980 + stroke * 7 % 40), fill=tone(110, 45, 45), width=14
        )
    pen.ellipse((1240, 80, 1440, 280), outline=tone(46, 95, 52), width=22)
    for ray in range(6):
        pen.line(
            (1200 - 12 * ray, 120 + 60 * ray, 1130 - 8 * ray, 110 + 70 * ray), fill=tone(46, 95, 52), width=14
        )
    pen.rectangle((300, 560, 760, 980), outline=tone(hue, 60, 45), width=20)
    pen.line([(270, 570), (530, 330), (790, 570)], fill=tone(6, 70, 48), width=24)
    pen.rectangle((480, 760, 590, 980), outline=tone(24, 60, 36), width=16)
    for place, height in ((960, 640), (1160, 760)):
        pen.ellipse((place - 50, height - 100, place + 50, height), outline=DARK, width=12)
        pen.line((place, height, place, 940), fill=DARK, width=12)
        pen.line((place - 80, height + 80, place + 80, height + 60), fill=DARK, width=12)
        pen.line([(place - 60, 1030), (place, 940), (place + 60, 1030)], fill=DARK, width=12)
    return _captioned(picture, words, at=60)


def _ground(hue: int, saturation: int, lightness: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, tone(hue, saturation, lightness))
    return picture, ImageDraw.Draw(picture)


def _captioned(picture: Image.Image, words: tuple[str, ...], at: int = 1110) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    for row, word in enumerate(words):
        pen.text((800, at + 64 * row), word, font=font(52), fill=DARK, anchor="mm")
    return picture
