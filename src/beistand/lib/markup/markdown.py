"""What agents write: a small Markdown (bold, italic, lists, links, code, quotes), for screens, mails and plain text.

Headings, pictures, tables and raw HTML stay the characters they are, so that "#4711" and "<3" survive.
"""

from __future__ import annotations

import html
import re
from functools import cache

import nh3
from markdown_it import MarkdownIt

from beistand.lib.markup.letter import Letter
from beistand.lib.markup.links import read_link, tokenizer

_RULES = [
    "paragraph", "blockquote", "list", "fence",
    "emphasis", "link", "autolink", "linkify", "backticks", "newline", "escape", "entity", "text_join",
    "balance_pairs", "fragments_join",
]  # fmt: skip
_DEEP_QUOTE = re.compile(r"^(?: *>){51,} ?", re.MULTILINE)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote"}
_MAIL_STYLE = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:15px;line-height:1.5"
_MAIL_STYLES = {
    "p": "margin:0 0 1em",
    "blockquote": "margin:0 0 1em;padding-left:.8em;border-left:2px solid #999",
    "pre": "margin:0 0 1em;white-space:pre-wrap;font-family:monospace",
}


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True, "maxNesting": 120})
    reader.enable(_RULES)
    reader.linkify = tokenizer()
    reader.validateLink = lambda url: read_link(url) is not None  # type: ignore[method-assign]  # the library's own hook
    return reader


def markdown_to_html(text: str) -> str:
    """HTML of an agent's text, cleaned, without a wrapper."""
    return nh3.clean(
        _reader().render(_flatter(text)),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=_attribute,
        link_rel="noopener noreferrer",
    )


def _flatter(text: str) -> str:
    """Beyond its depth the reader would drop words, so quotes of quotes of quotes end at fifty."""
    return _DEEP_QUOTE.sub("> " * 50, text)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) != ("a", "href"):
        return value
    link = read_link(value)
    return link.target if link else None


def markdown_to_text(text: str) -> str:
    """The same text for those who read plain mail: markers gone, links written out, lists and quotes as in letters."""
    return Letter().write(_reader().parse(_flatter(text)))


def mail_html(body_html: str, *, lang: str) -> str:
    """A whole HTML mail around `markdown_to_html`. Sets no colours, so that every reader's dark mode works."""
    body = body_html
    for tag, style in _MAIL_STYLES.items():
        body = body.replace(f"<{tag}>", f'<{tag} style="{style}">')
    return (
        f'<!doctype html><html lang="{html.escape(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark"><title></title></head>'
        f'<body style="margin:0;padding:0"><div style="{_MAIL_STYLE}">{body}</div></body></html>'
    )
