"""The colours keep the contrast that the design guide promises, light and dark, as the style sheet has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src/beistand/site/static/beistand/tokens.css"

#: foreground, background, least ratio (WCAG 2.2: text 4.5, big parts and borders 3; body text here 7)
PAIRS = [
    ("ink", "paper", 7), ("ink", "linen", 7), ("ink", "bubble", 7), ("ink", "note", 7), ("ink", "act-tint", 4.5),
    ("soft", "paper", 4.5), ("soft", "linen", 4.5), ("soft", "sunk", 4.5), ("soft", "note", 4.5),
    ("soft", "act-tint", 4.5), ("soft", "bubble", 4.5), ("soft", "raised", 4.5),
    ("faint", "paper", 4.5), ("faint", "linen", 4.5), ("faint", "sunk", 4.5), ("faint", "raised", 4.5),
    ("edge", "paper", 3), ("edge", "linen", 3),
    ("on-act", "act", 4.5), ("on-act", "act-hover", 4.5), ("act", "paper", 4.5), ("act", "linen", 4.5),
    ("act", "act-tint", 4.5), ("act", "raised", 4.5),
    ("pine-text", "pine", 7), ("pine-soft", "pine", 4.5), ("pine-thread", "pine", 3),
    ("thread", "paper", 3), ("thread", "linen", 3), ("thread-text", "paper", 4.5), ("thread-text", "linen", 4.5),
    ("thread-text", "thread-tint", 4.5),
    ("ok", "paper", 4.5), ("ok", "linen", 4.5), ("ok", "ok-tint", 4.5),
    ("warn", "paper", 4.5), ("warn", "linen", 4.5), ("warn", "warn-tint", 4.5),
    ("late", "paper", 4.5), ("late", "linen", 4.5), ("late", "late-tint", 4.5),
    ("auto", "paper", 4.5), ("auto", "auto-tint", 4.5), ("info", "paper", 4.5), ("info", "info-tint", 4.5),
]  # fmt: skip


def colours(theme: int) -> dict[str, str]:
    """Token -> #RRGGBB; theme 0 is light, 1 is dark."""
    found = {}
    for name, value in re.findall(r"--([a-z-]+):([^;}]+)", TOKENS.read_text()):
        hexes = re.findall(r"#[0-9A-Fa-f]{6}", value)
        if hexes:
            found[name] = hexes[theme % len(hexes)]
    return found


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_colour_can_be_read_on_its_ground(front: str, back: str, least: float, theme: int) -> None:
    tokens = colours(theme)
    assert contrast(tokens[front], tokens[back]) >= least
