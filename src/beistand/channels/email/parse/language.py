"""German or English? Counted by small words; enough to choose the language of an answer's frame."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zäöüß']+")
_GERMAN = frozenset(
    _WORD.findall(
        "der die das den dem des und ist nicht ich sie wir ihr mir mich mein meine meinen ihre ihren ein eine einen einem "
        "einer mit für auf von zu zum zur im am bei aus nach auch noch aber oder wenn dass daß habe haben hat wurde werden "
        "wird kann können bitte danke leider schon sehr geehrte geehrter hallo grüße grüßen gruß wie was wo warum wann "
        "kein keine seit über bis nur mal vielen freundlichen guten tag es er uns sind war bin"
    )
)
_ENGLISH = frozenset(
    _WORD.findall(
        "the and is not you we they my your our of to for with on from this that these those are was were have has had will "
        "would can could please thanks thank regards dear hello hi how what where why when been be it its but or if i'm don't "
        "do does did a an i me at as by there which who about any just get got still"
    )
)
_READ = 3_000


def language(text: str) -> str:
    """`de`, `en`, or empty when the text is too short or neither. Looks at the first 3,000 characters."""
    words = _WORD.findall(text[:_READ].lower())
    german = sum(map(_GERMAN.__contains__, words))
    english = sum(map(_ENGLISH.__contains__, words))
    german += sum(map(text[:_READ].count, "äöüß")) // 2
    best, other = max(german, english), min(german, english)
    if best < 2 or best < 1.5 * other or best * 12 < len(words):
        return ""
    return "de" if german > english else "en"
