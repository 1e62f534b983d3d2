"""Names of files that strangers sent: data for a person's eyes, never a path (trust.md A)."""

from __future__ import annotations

import re
import unicodedata

from . import limits
from .headers import words

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_BLANKS = re.compile(r"\s+")


def file_name(raw: str, fallback: str = "") -> str:
    """A harmless name: encoded words undone, NFKC, no control, format, bidi or zero-width characters, no path,
    no leading dot, no name a system reserves, at most 200 characters with its ending kept.
    """
    text = unicodedata.normalize("NFKC", words(raw[:8192]))
    text = "".join(
        char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
    )
    text = text.replace("\\", "/").rstrip("/ .").rpartition("/")[2]
    text = _BLANKS.sub(" ", _FORBIDDEN.sub("_", text)).strip(" .")
    if not text:
        return fallback
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if len(text) <= limits.NAME_CHARS:
        return text
    stem, dot, ending = text.rpartition(".")
    if dot and 0 < len(ending) <= 12:
        return f"{stem[: limits.NAME_CHARS - len(ending) - 1]}.{ending}"
    return text[: limits.NAME_CHARS]
