"""Plain text as HTML: cut into pieces by a link tokenizer first, then every piece is escaped by itself.

Escaping first and searching links in the escaped text is how CVE-2023-43770 (Roundcube) happened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from beistand.lib.markup.links import names_another_host, read_link, tokenizer

_MAY_HOLD_A_LINK = re.compile(r"[.:@]")
_LONGEST_LINE = 4_000
_MOST_LINKS = 2_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def plain_to_html(text: str) -> str:
    """Text in `<div class="plain">` (styled `white-space:pre-wrap`), with links and without hidden controls."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return '<div class="plain">' + "\n".join(_show(lines)) + "</div>"


def _show(lines: list[str]) -> Iterator[str]:
    left = _MOST_LINKS
    for line in lines:
        links = _links(line) if left > 0 else []
        left -= len(links)
        yield "".join(_pieces(line, links))


def _links(line: str) -> list[tuple[int, int, str]]:
    if len(line) > _LONGEST_LINE or not _MAY_HOLD_A_LINK.search(line):
        return []
    return [(found.index, found.last_index, found.url) for found in tokenizer().match(line) or []]


def _pieces(line: str, links: list[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, url in links:
        yield _escape(line[at:start])
        yield _link(line[start:end], url)
        at = end
    yield _escape(line[at:])


def _link(words: str, url: str) -> str:
    link = read_link(url)
    if link is None:
        return _escape(words)
    target, title = html.escape(link.target), html.escape(link.shown)
    note = f" ({title})" if link.is_odd or names_another_host(words, link.shown) else ""
    return f'<a href="{target}" target="_blank" title="{title}" rel="noopener noreferrer nofollow">{_escape(words)}</a>{note}'


def _escape(text: str) -> str:
    return html.escape(_UNSEEN.sub(_name_of, text))


def _name_of(mark: re.Match[str]) -> str:
    """A control as a picture of itself; marks that turn the reading direction by their number."""
    code = ord(mark[0])
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else f"[U+{code:04X}]"
