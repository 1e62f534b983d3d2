"""What a thread is about, without the marks that replies and lists put in front."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|antw|antwort|wg|fwd?|weitergeleitet|weiterleitung|sv|vs|vb|ref|tr|rif|odp|res|enc|ynt|回复|转发|答复)"
    r"\s?(?:[\[(]\d{1,3}[\])]|\^\d{1,3}|\d{0,3})?\s?[:：]|\[(?:ext|extern|external|spam|\*+spam\*+|suspected spam|fwd)\]"
    r"|\*{2,5}spam\*{2,5})\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_FWD_TAIL = re.compile(r"\s*\(fwd\)\s*$", re.IGNORECASE)


def plain_subject(subject: str) -> str:
    """`AW: [Liste] Re[2]: WG: Rechnung` -> `Rechnung`. Tags in brackets go as long as something is left."""
    text = _FWD_TAIL.sub("", subject).strip()
    while True:
        match = _PREFIX.match(text) or _TAG.match(text)
        if match is None or (text[0] == "[" and match.end() == len(text)):
            return text
        text = text[match.end() :]
        if not text:
            return ""


def is_answer(subject: str) -> bool:
    """Whether the subject itself says that this answers or forwards something."""
    return _PREFIX.match(subject) is not None
