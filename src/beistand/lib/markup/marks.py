"""Reads cleaned HTML without changing it: counts pictures and trackers, finds links with their text.

Regular expressions are enough here because the serialiser wrote what they read: every attribute is quoted with `"`,
every `"` and `&` inside is an entity.
"""

from __future__ import annotations

import html as entities
import re
from typing import NamedTuple

_ATTRIBUTES = r'((?:[^">]++|"[^"]*+")*+)'
_IMAGE = re.compile(rf"<img{_ATTRIBUTES}>")
_LINK = re.compile(rf"<a{_ATTRIBUTES}>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_TITLE = re.compile(r' title="([^"]*)"')
_TAG = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(
    r"<\s*(?:br|/?(?:p|div|tr|li|h[1-6]|table|ul|ol|blockquote|pre))\b[^<>]*>", re.IGNORECASE
)
_UNREAD = re.compile(
    r"<(script|style|head|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TINY = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:;|$)")
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\.0*)?)(?:;|$)")


class Seen(NamedTuple):
    """`remote`: pictures from elsewhere, `trackers`: sources of those that only spy, `links`: (text, shown target) where
    the text has a dot."""

    remote: int
    trackers: list[str]
    links: list[tuple[str, str]]


def look(clean: str) -> Seen:
    """Look through HTML that `clean_html` settled."""
    remote, trackers = 0, []
    for image in _IMAGE.finditer(clean):
        at = _read(image[1])
        if at.get("src", "").startswith("blocked:"):
            remote += 1
            if _spies(at):
                trackers.append(at["src"])
    return Seen(remote, trackers, list(_links(clean)))


def _read(attributes: str) -> dict[str, str]:
    return {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _spies(at: dict[str, str]) -> bool:
    style = at.get("style", "").lower()
    tiny = {at.get("width", "").removesuffix("px"), at.get("height", "").removesuffix("px")} & {"0", "1"}
    return bool(tiny) or bool(_TINY.search(style)) or bool(_HIDDEN.search(style))


def _links(clean: str) -> list[tuple[str, str]]:
    found = []
    for link in _LINK.finditer(clean):
        shown = _TITLE.search(link[1])
        if shown and "." in link[2]:
            found.append((entities.unescape(_TAG.sub("", link[2])), entities.unescape(shown[1])))
    return found


def bare_text(html: str) -> str:
    """The words of any HTML, for when it cannot be shown as such. Linear in its length."""
    text = _TAG.sub(" ", _BREAKS.sub("\n", _UNREAD.sub(" ", html)))
    lines = (" ".join(line.split()) for line in entities.unescape(text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
