"""What agents write becomes a mail in two readings that say the same."""

from __future__ import annotations

from beistand.lib.markup import mail_html, markdown_to_html, markdown_to_text

LETTER = """Guten Tag Frau Sommer,

Ihre Bestellung **#4711** ist *heute* los, siehe [Sendung](https://post.example/4711?a=1&b=2).
Fragen? info@auenfeld.example

1. Karton öffnen
2. Prüfen
   - Farbe
   - Größe

> Wann kommt es denn?
> Danke

```
Code <4711>
```
# kein Titel, 3 < 4
"""


def test_the_html_of_a_letter() -> None:
    html = markdown_to_html(LETTER)
    assert "<strong>#4711</strong> ist <em>heute</em>" in html
    assert '<a href="https://post.example/4711?a=1&amp;b=2" rel="noopener noreferrer">Sendung</a>' in html
    assert '<a href="mailto:info@auenfeld.example"' in html
    assert "<ol>\n<li>Karton öffnen</li>" in html and "<ul>\n<li>Farbe</li>" in html
    assert "<blockquote>" in html and "Code &lt;4711&gt;" in html
    assert "# kein Titel, 3 &lt; 4" in html


def test_the_plain_text_of_the_same_letter() -> None:
    assert (
        markdown_to_text(LETTER)
        == """Guten Tag Frau Sommer,

Ihre Bestellung #4711 ist heute los, siehe Sendung <https://post.example/4711?a=1&b=2>.
Fragen? info@auenfeld.example

1. Karton öffnen
2. Prüfen
   - Farbe
   - Größe

> Wann kommt es denn?
> Danke

Code <4711>

# kein Titel, 3 < 4"""
    )


def test_line_breaks_stay_as_typed() -> None:
    assert markdown_to_html("eins\nzwei") == "<p>eins<br>\nzwei</p>\n"
    assert markdown_to_text("eins\nzwei") == "eins\nzwei"


def test_raw_html_and_pictures_stay_characters() -> None:
    assert "<script" not in markdown_to_html("<script>x</script>")
    assert "<img" not in markdown_to_html("![x](https://a.example/x.png)")


def test_links_lead_only_where_links_may_lead() -> None:
    html = markdown_to_html(
        "[a](javascript:x) [b](/logout) [c](data:text/html,x) <javascript:x> [d](https://p\u0430ypal.com)"
    )
    assert html.count("<a ") == 1
    assert 'href="https://xn--pypal-4ve.com"' in html


def test_a_mail_sets_no_colours_so_that_dark_readers_stay_dark() -> None:
    mail = mail_html(markdown_to_html("Hallo\n\n> Zitat"), lang="de")
    assert mail.startswith('<!doctype html><html lang="de">')
    assert "background" not in mail and 'content="light dark"' in mail
    assert '<p style="margin:0 0 1em">Hallo</p>' in mail


def test_deep_nesting_is_no_burden() -> None:
    assert markdown_to_text("> " * 5_000 + "x")
    assert markdown_to_html("*" * 20_000 + "x")
    assert markdown_to_html("[" * 5_000 + "x")
