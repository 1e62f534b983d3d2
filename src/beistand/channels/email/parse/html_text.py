"""HTML as readable text, with quotes and signatures marked. For reading only: nothing here makes HTML safe.

A tokenizer of one regular expression, linear in the length; no tree is built, so depth costs nothing. Cited
blocks become lines with `> `; what a mail program marks otherwise as quoted text or signature gets marks that
`quotes` understands and `without_marks` removes.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

# Noncharacters of Unicode; `_PRIVATE` and `flowed.tidy` keep those of a sender out.
QUOTE_STARTS = "\ufdd0"
QUOTE_ENDS = "\ufdd1"
SIGNATURE_STARTS = "\ufdd2"
SIGNATURE_ENDS = "\ufdd3"
REST_IS_QUOTE = "\ufdd4"
_PRIVATE = re.compile("[\ufdd0-\ufdd4]")
_MARKED_LINE = re.compile("^[> ]*[\ufdd0-\ufdd4]\n?|[\ufdd0-\ufdd4]", re.MULTILINE)

_TEXT = re.compile(r"[^<]+|<(?!/?[a-zA-Z]|[!?])[^<]*")
_ODD = re.compile(r"<!--.*?(?:-->|\Z)|<![^>]*>?|<\?[^>]*>?", re.DOTALL)
# Possessive, so that a failure costs one walk and not two to the power of it.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_SLOPPY_TAG = re.compile(r"<(/?)([a-zA-Z]?[a-zA-Z0-9:_-]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SKIPPED = {"style", "script", "title", "template", "noscript", "svg", "math", "object", "select"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote", "dl"}
_NO_END_NEEDED = {"p", "li", "td", "th", "tr", "dt", "dd", "option", "html", "body", "head"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_WORTH_A_LOOK = re.compile(r"\b(?:id|class|name|type|style|data-\w+|tabindex|href|alt|src)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_BREAKS = re.compile(r"\n{3,}")

_REST_IDS = re.compile(
    r"\b(?:x_)?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container|stopspelling|zwchr|"
    r"ms-outlook-mobile-body-separator-line|reply-intro)\b", re.IGNORECASE
)  # fmt: skip
_QUOTES = re.compile(
    r"\b(?:olk_src_body_section|(?:yiv\d+|ydp\w+)?yahoo_quoted\w*|protonmail_quote|tutanota_quote|zmail_extra|gmail_attr|moz-cite-prefix|"
    r"moz-forward-container|wisestamp_quote|quoted-mail|cm_quote|moz-email-headers-table)\b",
    re.IGNORECASE,
)  # fmt: skip
_SIGNATURES = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|applemailsignature|"
    r"protonmail_signature_block(?!-empty)|tutanota_signature|mail_signature|"
    r"signature(?=\b|_?\d)|x_signature|divtagdefaultwrapper_signature)\b", re.IGNORECASE
)  # fmt: skip
# The line over the copied header in Outlook: a border above and nothing else.
_OUTLOOK_RULE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid\s+(?:#b5c4df|#e1e1e1|#[0-9a-f]{6})\s+1(?:\.0)?pt|"
    r"border-top-color:\s*rgb\(229,\s*229,\s*229\);\s*border-top-width:\s*1px", re.IGNORECASE
)  # fmt: skip
_INDENT = re.compile(r"border:\s*(?:none|0)|margin:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px", re.IGNORECASE)


class _Open(NamedTuple):
    """An element that does something at its end."""

    tag: str
    ends: str
    cited: bool


class _Writer:
    """Text that grows line by line; blanks are folded as a browser does."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.depth = 0
        self.breaks = 2
        self.blank = False
        self.in_pre = 0

    def text(self, words: str) -> None:
        """Words between tags."""
        if self.in_pre:
            for index, row in enumerate(words.split("\n")):
                if index:
                    self.line_break()
                self._put(row)
            return
        folded = _BLANKS.sub(" ", words)
        if folded == " ":
            self.blank = self.breaks == 0
            return
        if not folded:
            return
        if folded[0] == " " and self.breaks == 0:
            self.blank = True
        self._put(folded.strip(" "))
        self.blank = folded[-1] == " "

    def _put(self, words: str) -> None:
        if not words:
            return
        if self.breaks and self.depth:
            self.out.append("> " * min(self.depth, 20))
        elif self.blank:
            self.out.append(" ")
        self.out.append(words)
        self.breaks = 0
        self.blank = False

    def line_break(self) -> None:
        """One line end, as <br> makes it."""
        if self.breaks and self.depth:
            self.out.append(">" * min(self.depth, 20))
        self.out.append("\n")
        self.breaks += 1
        self.blank = False

    def block(self, *, spaced: bool = False) -> None:
        """A block begins or ends: be at the start of a line, with a blank line before if `spaced`."""
        if self.breaks == 0:
            self.out.append("\n")
            self.breaks = 1
        if spaced and self.breaks == 1:
            if self.depth:
                self.out.append(">" * min(self.depth, 20))
            self.out.append("\n")
            self.breaks = 2
        self.blank = False

    def mark(self, sign: str) -> None:
        """A mark on a line of its own."""
        self.block()
        self.out.append(f"{sign}\n")


def marked_text(source: str) -> str:
    """Readable text of `source`, with the marks for quotes and signatures still in it."""
    page = _Page()
    clean = _PRIVATE.sub("", source)
    tag_shape = _TAG
    unclosed: set[str] = set()
    at = 0
    while at < len(clean):
        if words := _TEXT.match(clean, at):
            page.words(words[0])
            at = words.end()
            continue
        if odd := _ODD.match(clean, at):
            at = odd.end()
            continue
        tag = tag_shape.match(clean, at)
        if tag is None and tag_shape is _TAG:
            # A quote that never closes: from here on quotes do not protect a ">" any more.
            tag_shape = _SLOPPY_TAG
            continue
        if tag is None:
            page.words(clean[at:])
            break
        at = tag.end()
        name = tag[2].lower()
        if tag[1]:
            page.close(name)
        elif name not in _SKIPPED:
            page.open(name, tag[3])
        elif name not in unclosed:
            end = re.compile(f"</{name}\\b[^>]*>?", re.IGNORECASE).search(clean, at)
            if end is None:
                unclosed.add(name)
            else:
                at = end.end()
    return page.finished()


def without_marks(text: str) -> str:
    """The text for a person, marks removed."""
    return _MANY_BREAKS.sub("\n\n", _MARKED_LINE.sub("", text)).strip("\n")


def plain_text(source: str) -> str:
    """Readable text of some HTML."""
    return without_marks(marked_text(source))


class _Page:
    """What is open while the page is read: cited blocks, marked regions, a link."""

    def __init__(self) -> None:
        self.writer = _Writer()
        self.opened: list[_Open] = []
        self.counts: dict[str, int] = {}
        self.link: tuple[str, int] | None = None

    def words(self, raw: str) -> None:
        """Text between tags."""
        self.writer.text((html.unescape(raw) if "&" in raw else raw).replace("\xa0", " "))

    def open(self, tag: str, raw: str) -> None:
        """A start tag and its raw attributes."""
        writer = self.writer
        attributes = _attributes(raw) if _WORTH_A_LOOK.search(raw) else {}
        if tag == "br":
            writer.line_break()
            return
        if tag in _BLOCKS:
            writer.block(spaced=tag in _SPACED and tag not in ("p", "table"))
        elif tag in ("td", "th"):
            writer.blank = writer.breaks == 0
        if tag == "img":
            alt = attributes.get("alt", "").strip()
            if alt and not attributes.get("src", "").startswith("http"):
                writer.text(f"[{alt}]")
        elif tag == "li":
            writer.text("- ")
        elif tag == "pre":
            writer.in_pre += 1
        elif tag == "a":
            self.link = (attributes.get("href", "").strip(), len(writer.out))
        elif tag == "hr" and (
            attributes.get("tabindex") == "-1" or _REST_IDS.search(attributes.get("id", ""))
        ):
            writer.mark(REST_IS_QUOTE)
        if tag not in _VOID:
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Notice elements that mark a quote or a signature; remember those that end something."""
        cited = tag == "blockquote" and (
            attributes.get("type") == "cite" or not _INDENT.search(attributes.get("style", ""))
        )
        ends = ""
        if cited:
            self.writer.depth += 1
        elif attributes:
            ends = self._region(attributes)
        if ends or cited or (self.opened and tag not in _NO_END_NEEDED):
            self.opened.append(_Open(tag, ends, cited))
            self.counts[tag] = self.counts.get(tag, 0) + 1

    def _region(self, attributes: dict[str, str]) -> str:
        """Mark a region that begins here; gives the mark of its end."""
        named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        if _REST_IDS.search(named) or _OUTLOOK_RULE.search(attributes.get("style", "")):
            self.writer.mark(REST_IS_QUOTE)
        elif (
            _QUOTES.search(named)
            or attributes.get("name", "").lower() == "quote"
            or attributes.get("data-marker") == "__QUOTED_TEXT__"
        ):
            self.writer.mark(QUOTE_STARTS)
            return QUOTE_ENDS
        elif _SIGNATURES.search(named) or "data-signatureblock" in attributes:
            self.writer.mark(SIGNATURE_STARTS)
            return SIGNATURE_ENDS
        return ""

    def close(self, tag: str) -> None:
        """An end tag; one that fits nothing open is ignored."""
        if tag == "a" and self.link:
            self._name_target(*self.link)
            self.link = None
        elif tag == "pre":
            self.writer.in_pre = max(0, self.writer.in_pre - 1)
        if tag in _BLOCKS:
            self.writer.block(spaced=tag in _SPACED)
        if self.counts.get(tag):
            while self._end() != tag:
                pass

    def _end(self) -> str:
        element = self.opened.pop()
        self.counts[element.tag] -= 1
        if element.cited:
            self.writer.block()
            self.writer.depth -= 1
        if element.ends:
            self.writer.mark(element.ends)
        return element.tag

    def _name_target(self, href: str, since: int) -> None:
        """Name the target behind a link text that does not show it."""
        shown = "".join(self.writer.out[since:]).strip()
        if href.startswith(("http://", "https://")) and len(href) <= 200 and shown and "://" not in shown:
            bare = href.split("://", 1)[1].rstrip("/").removeprefix("www.")
            if shown.rstrip("/").removeprefix("www.") != bare:
                self.writer.text(f" <{href}>")

    def finished(self) -> str:
        """The text, at most one blank line in a row."""
        while self.opened:
            self._end()
        rows = "".join(self.writer.out).split("\n")
        return _MANY_BREAKS.sub("\n\n", "\n".join(row.rstrip() for row in rows)).strip("\n ")


def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found
