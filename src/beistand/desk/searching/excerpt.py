"""The place in a text where a word of the search stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDTH = 150
LEAD = 40


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """Some words around the first place where one of `wanted` (or its beginning) occurs, "" when none does."""
    flat = " ".join(text.split())
    stems = [re.escape(word[: max(4, len(word) - 3)]) for word in wanted if word]
    found = re.search(r"\b(?:" + "|".join(stems) + ")", flat, re.IGNORECASE) if stems else None
    if found is None:
        return ""
    begun = found.start() - LEAD
    if begun <= 0:
        return flat[:WIDTH]
    begun = flat.find(" ", begun) + 1
    return f"… {flat[begun : begun + WIDTH]}"
