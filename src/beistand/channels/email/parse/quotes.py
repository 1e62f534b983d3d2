"""What is new in a mail: text without the quoted mail and without the signature. For folding only.

Line by line and in one direction. `>` lines and marked regions are dropped where they stand, so that answers
between them stay. A copied header (Outlook, GMX), a separator line or an attribution without `>` behind it
means that all the rest is quoted, unless the writer says that the answers stand in there.
"""

from __future__ import annotations

import re

from . import quote_shapes as shapes
from .html_text import (
    QUOTE_ENDS,
    QUOTE_STARTS,
    REST_IS_QUOTE,
    SIGNATURE_ENDS,
    SIGNATURE_STARTS,
    without_marks,
)
from .signatures import without_signature

_QUOTED = re.compile(r" {0,2}>")
_MANY_BREAKS = re.compile(r"\n{3,}")
_MARKS = {QUOTE_STARTS, QUOTE_ENDS, SIGNATURE_STARTS, SIGNATURE_ENDS, REST_IS_QUOTE}
_LONGEST_ATTRIBUTION = 5
# No mail program announces a quote in a longer line, and no pattern needs to look at one.
_LONGEST_LINE = 500
# Quotes are announced where people read; behind this line only `>` and the marks of HTML count.
_LOOKED_AT = 5_000
OWN, QUOTED, SIGNED = "own", "quoted", "signed"


def new_text(marked: str) -> str:
    """Own words: without quotes and signature."""
    return _kept(marked, signatures=False)


def unquoted_text(marked: str) -> str:
    """Own words with their signature: only quotes are left out."""
    return _kept(marked, signatures=True)


def _kept(marked: str, *, signatures: bool) -> str:
    lines, kinds = _regions(marked.split("\n"))
    end = _rest_begins(lines, kinds)
    own = "\n".join(row for row, kind in zip(lines[:end], kinds[:end], strict=True) if kind == OWN)
    if (end < len(lines) or QUOTE_STARTS in marked) and shapes.INLINE_ANSWERS.search(own):
        return without_marks(marked)
    _drop_attributions(lines, kinds, end)
    blocks: list[str] = []
    block: list[str] = []
    for row, kind in zip([*lines[:end], ""], [*kinds[:end], QUOTED], strict=True):
        if kind == OWN or (kind == SIGNED and signatures):
            block.append(row)
        elif block:
            words = "\n".join(block if signatures else without_signature(block)).strip()
            if words:
                blocks.append(words)
            block = []
    text = _MANY_BREAKS.sub("\n\n", "\n\n".join(blocks))
    if (
        not text
        and end < len(lines)
        and not any(kind == OWN and row.strip() for row, kind in zip(lines[:end], kinds[:end], strict=True))
    ):
        # Nothing above a copied mail: somebody forwarded it, so it is what they want to say.
        return without_marks(marked)
    return text


def _regions(rows: list[str]) -> tuple[list[str], list[str]]:
    """The lines without the marks' lines (but for REST_IS_QUOTE), and what each is."""
    lines: list[str] = []
    kinds: list[str] = []
    quoted = signed = 0
    for row in rows:
        sign = row.strip("> ")
        if sign in _MARKS:
            quoted = max(0, quoted + (sign == QUOTE_STARTS) - (sign == QUOTE_ENDS))
            signed = max(0, signed + (sign == SIGNATURE_STARTS) - (sign == SIGNATURE_ENDS))
            if sign != REST_IS_QUOTE:
                continue
        lines.append(row)
        kinds.append(QUOTED if quoted or _QUOTED.match(row) else SIGNED if signed else OWN)
    return lines, kinds


def _rest_begins(lines: list[str], kinds: list[str]) -> int:
    """Line from which on everything is a copied mail; the number of lines when there is none."""
    index = 0
    while index < min(len(lines), _LOOKED_AT):
        row = lines[index]
        if kinds[index] != OWN or not row.strip() or len(row) > _LONGEST_LINE:
            index += 1
            continue
        if row.strip("> ") == REST_IS_QUOTE:
            if _announces(lines, index + 1):
                return index
        elif shapes.SEPARATOR.fullmatch(row) or shapes.FORWARD_LINE.fullmatch(row):
            return index
        elif row.lstrip()[0] in shapes.RULE_LETTERS and shapes.RULE.fullmatch(row):
            follower = _next_words(lines, index + 1)
            if (
                follower is not None
                and follower - index <= 3
                and shapes.copied_header(lines, follower, announced=True)
            ):
                return index
        elif ":" in row and (
            shapes.RUN_ON_ATTRIBUTION.match(row) or shapes.copied_header(lines, index, announced=False)
        ):
            return index
        else:
            length = _dated_attribution(lines, kinds, index)
            if length and not _quote_follows(lines, kinds, index + length):
                return index if _next_words(lines, index + length) is not None else len(lines)
            index += max(0, length - 1)
        index += 1
    return len(lines)


def _announces(lines: list[str], at: int) -> bool:
    """Whether a copied header, a separator or an attribution stands in the next four lines with words."""
    seen = 0
    for index in range(at, min(at + 12, len(lines))):
        row = lines[index]
        if not row.strip() or row.strip("> ") == REST_IS_QUOTE:
            continue
        seen += 1
        if seen > 4:
            return False
        if (
            shapes.copied_header(lines, index, announced=True)
            or shapes.SEPARATOR.fullmatch(row)
            or shapes.DATED_ATTRIBUTION.fullmatch(row.strip())
        ):
            return True
    return False


def _next_words(lines: list[str], at: int) -> int | None:
    return next((index for index in range(at, len(lines)) if lines[index].strip()), None)


def _quote_follows(lines: list[str], kinds: list[str], at: int) -> bool:
    follower = _next_words(lines, at)
    return follower is not None and kinds[follower] == QUOTED


def _dated_attribution(lines: list[str], kinds: list[str], at: int) -> int:
    """How many lines the attribution takes that begins in line `at`; programs wrap them. 0 when none does."""
    joined = lines[at].strip()
    if joined.endswith(":") and shapes.DATED_ATTRIBUTION.fullmatch(joined):
        return 1
    if not shapes.ATTRIBUTION_STARTS.match(joined):
        return 0
    for length in range(2, _LONGEST_ATTRIBUTION + 1):
        index = at + length - 1
        if index >= len(lines) or not lines[index].strip() or kinds[index] != OWN or len(joined) > 400:
            return 0
        joined = f"{joined} {lines[index].strip()}"
        if shapes.ATTRIBUTION_ENDS.search(lines[index]) and shapes.DATED_ATTRIBUTION.fullmatch(joined):
            return length
    return 0


def _drop_attributions(lines: list[str], kinds: list[str], end: int) -> None:
    """The line that introduces a quote belongs to the quote."""
    index = 0
    while index < min(end, _LOOKED_AT):
        if kinds[index] != OWN or not lines[index].strip() or len(lines[index]) > _LONGEST_LINE:
            index += 1
            continue
        length = _dated_attribution(lines, kinds, index)
        if (
            not length
            and lines[index].rstrip().endswith(":")
            and shapes.BARE_ATTRIBUTION.fullmatch(lines[index].strip())
        ):
            length = 1
        if length and _quote_follows(lines, kinds, index + length):
            kinds[index : index + length] = [QUOTED] * length
        index += max(1, length)
