"""HTML from outside, cleaned once and for good: what this gives may be shown, and nothing edits it afterwards.

Why a fixed point: HTML that changes when a browser reads it again is how sanitisers are beaten (mutation XSS). So
cleaning is repeated until another round changes nothing; what never settles is shown as plain text. Every later
change (showing pictures) is another cleaning with another rule, never an edit of the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import nh3

from beistand.lib.markup import limits, marks
from beistand.lib.markup.links import names_another_host, read_link
from beistand.lib.markup.plain import plain_to_html
from beistand.lib.markup.style import clean_style

Images = Callable[[str], str | None]
BLOCKED = "blocked:"
_ROUNDS = 5
_LONGEST_TEXT = 100_000
_TARGET = (
    ' target="_blank"'  # the serialiser puts a newly set one before or after `title`, as its hash map likes
)

TAGS = frozenset(
    """
    a abbr acronym address article aside b bdi big blockquote br caption center cite code col colgroup dd del dfn dir
    div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q
    s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr
    """.split()  # noqa: SIM905 - a word list reads better
)
GONE_WITH_CONTENT = frozenset(
    """
    applet audio base basefont canvas datalist embed frame frameset head iframe link math meta noembed noframes
    noscript object optgroup option param plaintext portal script select selectedcontent source style svg template
    textarea title track video xmp
    """.split()  # noqa: SIM905 - a word list reads better
)
_CELLS = {"width", "height", "align", "valign", "bgcolor", "nowrap", "colspan", "rowspan", "scope"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "dir", "lang", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace"},
    "font": {"color", "face", "size"},
    "table": {"width", "height", "bgcolor", "border", "cellpadding", "cellspacing"},
    "td": _CELLS,
    "th": _CELLS,
    "tr": {"valign", "bgcolor", "height"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value"},
    "hr": {"width", "size", "color", "noshade"},
    "br": {"clear"},
    "abbr": {"title"},
    "acronym": {"title"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data", "blocked"}
_FREE_TEXT = frozenset({"alt", "title"})
_SHORT_VALUE = re.compile(r"[\w#%.,+*:\s-]{0,80}\Z")
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_CID = re.compile(r"cid:[^\s\"'<>\\]{1,400}\Z", re.IGNORECASE)


class CleanHtml(NamedTuple):
    """HTML that may be shown. Counts are of pictures from elsewhere and of those that only spy (1x1 or hidden).

    `warnings`: "link-differs" (text names another host than the target), "too-large" or "too-deep" or "unsettled"
    (shown as plain text instead).
    """

    html: str
    remote_images: int
    trackers: int
    warnings: tuple[str, ...]


def clean_html(html: str, images: Images | None = None) -> CleanHtml:
    """Clean HTML from outside; give it also its own results, to show pictures later.

    Without `images` nothing is loaded: pictures from elsewhere become `src="blocked:https://..."`, attached ones keep
    `cid:...`. With it every remote address or `cid:` is passed to `images`, whose answer (an address of our own) becomes
    the `src`; None leaves the picture blocked. Trackers are never passed.
    """
    html = limits.without_heavy_pictures(html)
    refusal = limits.too_much(html)
    settled = None if refusal else _settle(html)
    if settled is None or (refusal := limits.too_much(settled)):
        text = plain_to_html(marks.bare_text(html)[:_LONGEST_TEXT])
        return CleanHtml(_settle(text) or "", 0, 0, (refusal or "unsettled",))
    seen = marks.look(settled)
    warnings = ("link-differs",) if any(names_another_host(*link) for link in seen.links) else ()
    trackers = {source for source in seen.trackers if source.startswith(BLOCKED)}
    if images is not None:
        settled = _Round(images, trackers).clean(settled)
    return CleanHtml(settled, seen.remote, len(seen.trackers), warnings)


def _settle(html: str) -> str | None:
    """Clean until nothing changes. Two rounds do for real mail; more means somebody is playing with the parser."""
    clean = limits.without_leading_breaks(html)
    for _ in range(_ROUNDS):
        again = _Round().clean(clean)
        if again.replace(_TARGET, "") == clean.replace(_TARGET, ""):
            return again
        if len(again) > limits.LARGEST:
            return None
        clean = again
    return None


class _Round:
    """One pass. The filter sees attribute after attribute; `title`, set on every link, comes last and ends it."""

    def __init__(self, images: Images | None = None, trackers: set[str] | None = None) -> None:
        self._images = images
        self._trackers = trackers or set()
        self._shown = ""

    def clean(self, html: str) -> str:
        return nh3.clean(
            html,
            tags=set(TAGS),
            clean_content_tags=set(GONE_WITH_CONTENT),
            attributes=ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel="noopener noreferrer nofollow",
            url_schemes=_SCHEMES,
            set_tag_attribute_values={
                "a": {"target": "_blank", "title": ""},
                "img": {"referrerpolicy": "no-referrer"},
            },
            tag_attribute_values={"a": {"target": {"_blank"}}, "div": {"class": {"plain"}}},
        )

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "style":
            return clean_style(value) or None
        if name == "href":
            link = read_link(value)
            self._shown = link.shown if link else ""
            return link.target if link else None
        if name == "src":
            return self._source(value)
        if tag == "a" and name == "title":
            shown, self._shown = self._shown, ""
            return shown or None
        if name in _FREE_TEXT or name in {"class", "target", "rel", "referrerpolicy"}:
            return value
        return value if _SHORT_VALUE.match(value) else None

    def _source(self, value: str) -> str | None:
        """Where a picture comes from: blocked, attached, inline, or what `images` says."""
        value = value.strip()
        if _INLINE_PICTURE.match(value) or _CID.match(value):
            shown = self._images(value) if self._images and value[:4].lower() == "cid:" else None
            return shown or value
        link = read_link(value.removeprefix(BLOCKED))
        if link is None or not link.target.startswith("http"):
            return None
        blocked = BLOCKED + link.target
        if self._images is None or blocked in self._trackers:
            return blocked
        return self._images(link.target) or blocked
