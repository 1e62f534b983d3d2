"""Nothing from outside survives cleaning that could run, load, or change when it is read again."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beistand.lib.markup import clean_html, markdown_to_html, plain_to_html
from beistand.lib.markup.html import ATTRIBUTES, TAGS
from beistand.lib.markup.style import PROPERTIES
from hostile_html import SINK, cases, payloads

_OURS = {"target", "title", "rel", "referrerpolicy", "class"}
_HREF = re.compile(r"(?:https?://[a-z0-9]|mailto:|tel:)[^\s\"<>]*\Z")
_SRC = re.compile(
    r"(?:blocked:https?://[a-z0-9]|cid:|data:image/(?:png|jpe?g|gif|webp);base64,)[^<>]*\Z", re.I
)
_DECLARATION = re.compile(r"([a-z-]+):(?:[^()\\@{}<>]|(?:rgb|rgba|hsl|hsla)\([0-9a-z%., /+-]*\))+\Z")


class Suspect(HTMLParser):
    """Collects what must not be in cleaned HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._judge(tag, name, value or "")

    def _judge(self, tag: str, name: str, value: str) -> None:
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | _OURS
        if name not in allowed or (name == "class" and value != "plain"):
            self.found.append(f"{tag} {name}")
        if (name == "href" and not _HREF.match(value)) or (name == "src" and not _SRC.match(value)):
            self.found.append(f"{tag} {name}={value}")
        if name == "style":
            for part in re.split(r";(?=[a-z-]+:)", value):
                declared = _DECLARATION.match(part)
                if declared is None or declared[1] not in PROPERTIES:
                    self.found.append(f"style {part}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}")


def suspects(html: str) -> list[str]:
    reader = Suspect()
    reader.feed(html)
    reader.close()
    return reader.found


def test_there_are_more_than_a_thousand_hostile_payloads() -> None:
    assert len(set(payloads())) > 2_000


def test_the_judge_of_this_test_sees_danger_in_uncleaned_html() -> None:
    seen = sum(bool(suspects(case)) for case in cases())
    assert seen > 0.9 * len(cases())


def test_no_hostile_payload_keeps_anything_that_could_run_or_load() -> None:
    left = {payload: found for payload in payloads() if (found := suspects(clean_html(payload).html))}
    assert left == {}


def test_cleaning_what_is_clean_changes_nothing() -> None:
    for payload in payloads():
        once = clean_html(payload).html
        assert clean_html(once).html == once, payload


def test_all_hostile_payloads_in_one_mail_stay_harmless() -> None:
    mail = "".join(cases())
    clean = clean_html(mail).html
    assert suspects(clean) == []
    assert clean_html(clean).html == clean


def test_plain_text_and_markdown_show_hostile_html_as_what_it_is() -> None:
    for case in cases():
        for html in (plain_to_html(case), markdown_to_html(case)):
            assert suspects(html) == [], case
            assert "<img" not in html
            assert "<div style" not in html


_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        '"',
        "'",
        "`",
        "=",
        "&",
        "&lt;",
        "&quot;",
        "&#0;",
        "\x00",
        "\n",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<style>",
        "</style>",
        "<p>",
        "</p>\n",
        "",
        "",
        "",
        "<table>",
        "<td>",
        "<tr>",
        "</table>",
        "<a>",
        "</a>",
        "<b>",
        "<b>",
        "<select>",
        "<option>",
        "<template>",
        "<noscript>",
        "</noscript>",
        "<title>",
        "<textarea>\n",
        "",
        "",
        "",
        "<pre>",
        "<form>",
        "<img",
        "src=x",
        "onerror=pwn()>",
        '<a\thref="javascript:pwn()">',
        '<div\tstyle="background:url(x)">',
        "<font\tcolor=red>",
        "x\n",
        "",
        "",
        "",
        "<script>",
        "</script>",
        "<annotation-xml\tencoding=text/html>",
        "<foreignObject>",
        "<desc>",
        "<mglyph>",
        "<iframe>",
        "<xmp>",
        "<plaintext>\n",
        "",
        "",
        "",
        "<li>",
        "<ul>",
        "<dd>",
        "<h1>",
        "<hr>",
        "<br>",
        "<nobr>",
        "<button>",
        "<caption>",
        "<colgroup>",
        "<col>",
        "<body\tonload=pwn()>",
        "<frameset>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_whatever_is_put_together_settles_and_is_harmless(html: str) -> None:
    clean = clean_html(html).html
    assert suspects(clean) == []
    assert clean_html(clean).html == clean


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_shown_without_markup_of_its_own(text: str) -> None:
    assert suspects(plain_to_html(text)) == []
    assert suspects(markdown_to_html(text)) == []
    assert suspects(clean_html(text).html) == []


_FLOODS = {
    "depth": "<div>" * 60_000 + "<p>x" * 1_000,
    "formatting": "<p>".join(f"<font size={i}>" for i in range(100)) + "<p>x" * 100_000,
    "attributes": "<a " + " ".join(f"a{i}" for i in range(200_000)) + ">",
    "attributes behind a quote": '<a x=">" ' + " ".join(f"a{i}" for i in range(200_000)) + ">",
    "tables": "<table>" + "<tr><td>" * 100_000,
    "unclosed tags in tables": "<div><table><td></div>" * 5_000,
    "entities": "&" * 1_000_000,
    "less-than signs": "<" * 500_000,
    "comments": "<!--" * 200_000,
    "scripts": "<script>" * 100_000,
    "long links": ('<a href="http://x.de">' + "www.aa." * 40 + "</a>") * 4_000,
    "long styles": '<b style="font-family:aa' + "a" * 1_400 + '">' + "<p>" * 40_000,
    "NUL": "a\0" * 300_000,
    "size": "x" * 5_000_000,
}


@pytest.mark.parametrize("flood", list(_FLOODS), ids=lambda name: name.replace(" ", "-"))
def test_floods_cost_less_than_two_seconds_and_still_show_something_safe(flood: str) -> None:
    before = time.process_time()
    clean = clean_html(_FLOODS[flood])
    assert time.process_time() - before < 2
    assert suspects(clean.html[:100_000].rpartition("<")[0]) == []
    assert len(clean.html) < 3_000_000


def test_no_payload_keeps_an_address_that_a_browser_would_fetch() -> None:
    loads = re.compile(rf'(?:src|style|background|data|poster)="(?!blocked:)[^"]*{re.escape(SINK)}')
    assert [case for case in payloads() if loads.search(clean_html(case).html)] == []
