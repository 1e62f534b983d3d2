"""What HTML may cost. The parser's time grows with depth times length, so depth is counted before it is called."""

from __future__ import annotations

import re
from collections import Counter

LARGEST = 1_500_000
"""Characters. The largest newsletter seen has a fifth of it."""
DEEPEST = 500
"""Nested elements; browsers stop at 512 themselves."""
MOST_FORMATTING = 120
"""Open formatting elements, which the parser must open again in every paragraph."""
MOST_REOPENED = 50_000
"""Open formatting elements added up over all tags: a bound for how much longer the result may become."""
MOST_ENTITIES = 100_000
"""Every entity lets the parser copy the text before it once more."""
ATTRIBUTE_WORK = 1_000_000_000
"""Words in one tag times different words in it: duplicates are looked up one by one, 2e9 a second."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ENDS_ITSELF = frozenset(
    """
    area br col hr img input link meta wbr param source track embed
    p li dt dd td th tr tbody thead tfoot option body html
    """.split()  # noqa: SIM905 - a word list reads better
)
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_HEAVY_PICTURE = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s]{1000,}", re.IGNORECASE)
_BREAK_AFTER_PRE = re.compile(r"(<(?:pre|listing)\b[^<>]*>)[\r\n]+", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\s/\"'=]+")
_SHORT_ENOUGH = 60_000  # "a a a ...": (60,000 / 2) ** 2 stays below ATTRIBUTE_WORK


def without_heavy_pictures(html: str) -> str:
    """Pictures written into the text itself (data:) count for nothing in depth, so a heavy mail loses them, not its form."""
    return _HEAVY_PICTURE.sub("", html) if len(html) > LARGEST else html


def too_much(html: str) -> str | None:
    """The reason why this HTML is not given to the parser, or None."""
    if len(html) > LARGEST or html.count("&") > MOST_ENTITIES:
        return "too-large"
    open_now: Counter[str] = Counter()
    deep = formatting = reopened = 0
    for closes, name in _TAG.findall(html):
        name = name.lower()
        if not closes:
            reopened += formatting
            if reopened > MOST_REOPENED:
                return "too-deep"
        if name in _ENDS_ITSELF:
            pass
        elif not closes:
            open_now[name] += 1
            deep += 1
            formatting += name in _FORMATTING
            if deep > DEEPEST or formatting > MOST_FORMATTING:
                return "too-deep"
        elif open_now[name] > 0:
            open_now[name] -= 1
            deep -= 1
            formatting -= name in _FORMATTING
    return "too-deep" if _has_attribute_flood(html) else None


def _has_attribute_flood(html: str) -> bool:
    """Whether something between two ">" could be a tag with so many attributes that the parser needs seconds."""
    if len(html) < _SHORT_ENOUGH:
        return False
    for run in html.split(">"):
        if len(run) >= _SHORT_ENOUGH:
            words = _BETWEEN_WORDS.split(run)
            if len(words) * len(set(words)) > ATTRIBUTE_WORK:
                return True
    return False


def without_leading_breaks(html: str) -> str:
    """A parser drops one line break after <pre> each time it reads; dropping them all first lets cleaning settle."""
    return _BREAK_AFTER_PRE.sub(r"\1", html)
