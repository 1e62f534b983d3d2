"""What stays of an entry's words when its person is forgotten: references and codes, no words of anybody."""

from __future__ import annotations

import re
from typing import Any

CODE = re.compile(r"[a-z0-9][a-z0-9_:-]{0,59}", re.ASCII)


def bare(words: Any) -> Any:
    """The same without texts. Keys stay, so that a timeline can still tell that something happened."""
    if isinstance(words, dict):
        return {key: bare(value) for key, value in words.items()}
    if isinstance(words, list):
        return [bare(value) for value in words]
    if isinstance(words, str) and not CODE.fullmatch(words):
        return ""
    return words
