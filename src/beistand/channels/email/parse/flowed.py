"""Text as it was meant: one kind of line end, no control characters, RFC 3676 lines joined again."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
_QUOTE_MARKS = re.compile(r">*")


def tidy(text: str) -> str:
    """Line ends as LF, control characters and noncharacters dropped, blank lines around it cut."""
    return _NONCHARACTERS.sub("", tidy_marked(text))


def tidy_marked(text: str) -> str:
    """The same for text whose noncharacters are our own marks."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).rstrip().lstrip("\n")


def unflow(text: str, *, delsp: bool) -> str:
    """Join lines that end in a blank with the next one of the same quote depth (RFC 3676).

    `-- ` never flows; a stuffed blank at the start of a line goes. With `delsp` the blank at the break goes too.
    """
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks = _QUOTE_MARKS.match(line)
        level = marks.end() if marks else 0
        content = line[level:].removeprefix(" ")
        fixed = content == "-- "
        if paragraph and (level != depth or fixed):
            out.append(_paragraph(depth, paragraph))
            paragraph = []
        depth = level
        if content.endswith(" ") and not fixed:
            paragraph.append(content[:-1] if delsp else content)
            continue
        paragraph.append(content)
        out.append(_paragraph(depth, paragraph))
        paragraph = []
    if paragraph:
        out.append(_paragraph(depth, paragraph))
    return "\n".join(out)


def _paragraph(depth: int, pieces: list[str]) -> str:
    return ">" * depth + (" " if depth else "") + "".join(pieces)
