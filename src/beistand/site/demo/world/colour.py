"""Colours by hue, as the design speaks of them."""

from __future__ import annotations

from colorsys import hls_to_rgb

Colour = tuple[int, int, int]


def tone(hue: int, saturation: int, lightness: int) -> Colour:
    """Red, green and blue (0 to 255) of a hue in degrees, saturation and lightness in per cent."""
    red, green, blue = hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)
    return round(red * 255), round(green * 255), round(blue * 255)
