"""Inline styles from a list of properties: nothing that loads, moves over other things, or computes.

Roundcube's history is the reason for the strictness: url() and var() in styles let stylesheets phone home
again and again (CVE-2026-48846 and others). So every function but colours is refused, whatever its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, Node

_SIDES = ("", "-top", "-right", "-bottom", "-left")
PROPERTIES = frozenset(
    """
    background background-color border-collapse border-color border-radius border-spacing border-style border-width
    box-sizing caption-side clear color direction display empty-cells float font font-family font-size font-stretch
    font-style font-variant font-weight height letter-spacing line-height list-style list-style-position
    list-style-type max-height max-width min-height min-width opacity overflow overflow-wrap table-layout text-align
    text-decoration text-indent text-transform unicode-bidi vertical-align visibility white-space width word-break
    word-spacing word-wrap
    """.split()  # noqa: SIM905 - a word list reads better
    + [f"{edge}{side}" for edge in ("margin", "padding", "border") for side in _SIDES]
    + [f"border{side}-{what}" for side in _SIDES[1:] for what in ("color", "style", "width")]
)
_COLOURS = frozenset({"rgb", "rgba", "hsl", "hsla"})
_HARMLESS_TOKENS = frozenset({"ident", "number", "percentage", "dimension", "hash", "whitespace"})
_LONGEST = 1_500

# Without parentheses, quotes, backslashes, slashes and braces a value can only be words, numbers and colours,
# so nine styles in ten need no CSS parser. `-` before a digit is left to the parser: it judges negative margins.
_PLAIN_STYLE = re.compile(r"[A-Za-z0-9#%.,:;! \t\r\n_-]*\Z")
_NEGATIVE = re.compile(r"(?<![A-Za-z0-9_-])-[\d.]")
_FONT_NAME = re.compile(r"[\w ,.-]*\Z")  # the only strings that are needed
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)


def clean_style(style: str) -> str:
    """The allowed part of a style attribute in one canonical form; "" if nothing is left."""
    return _clean_style(style) if len(style) <= _LONGEST else ""


@lru_cache(maxsize=4096)
def _clean_style(style: str) -> str:
    if _PLAIN_STYLE.match(style) and not _NEGATIVE.search(style):
        return ";".join(_plain_declarations(style))
    return ";".join(_parsed_declarations(style))


def _plain_declarations(style: str) -> Iterable[str]:
    for part in style.split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        value = " ".join(_IMPORTANT.sub("", value).split())
        if name in PROPERTIES and value and ":" not in value and "!" not in value:
            yield f"{name}:{value}"


def _parsed_declarations(style: str) -> Iterable[str]:
    for found in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if not isinstance(found, Declaration) or found.lower_name not in PROPERTIES:
            continue
        value = [node for node in found.value if node.type != "comment"]
        if all(_is_harmless(node, found.lower_name) for node in value):
            text = " ".join(tinycss2.serialize(value).split())
            if text and "\\" not in text:
                yield f"{found.lower_name}:{text}"


def _is_harmless(node: Node, name: str) -> bool:
    if isinstance(node, FunctionBlock):
        return node.lower_name in _COLOURS and all(_is_harmless(inner, "") for inner in node.arguments)
    if node.type == "literal":
        return node.value in {",", "/"}
    if node.type in {"number", "dimension", "percentage"} and node.value < 0:
        return name.startswith("letter")  # a negative margin or indent could lie over what others wrote
    if node.type == "string":
        return bool(_FONT_NAME.match(node.value))
    return node.type in _HARMLESS_TOKENS
