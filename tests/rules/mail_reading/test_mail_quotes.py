"""What is new in a reply is told from what is quoted, whatever program wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from client_shapes import SHAPES, Shape
from mails import CORPORA, mail, multipart, part

from beistand.channels.email.parse import new_text, read, unquoted_text
from beistand.channels.email.parse.flowed import tidy
from beistand.channels.email.parse.html_text import marked_text

GITHUB = CORPORA / "github-email-reply-parser" / "test" / "emails"
TALON = CORPORA / "talon" / "tests" / "fixtures"


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_own_words_of_a_client_shape(shape: Shape) -> None:
    kind = "text/html" if shape.is_html else "text/plain"
    assert read(mail(shape.source, Content_Type=f"{kind}; charset=utf-8")).new_text == shape.own


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if not shape.is_html], ids=lambda shape: shape.name
)
def test_nothing_is_lost_from_the_whole_text(shape: Shape) -> None:
    assert read(mail(shape.source, Content_Type="text/plain; charset=utf-8")).text == tidy(shape.source)


def test_there_are_enough_self_made_shapes() -> None:
    assert len(SHAPES) >= 25
    assert sum(shape.is_html for shape in SHAPES) >= 10


# By reading the 22 mails: how the own words begin and end, and what of the quote must not be in there.
GITHUB_OWN = {
    "correct_sig": ("this is an email with a correct -- signature.", "signature.", "rick"),
    "email_1_1": ("Hi folks", "-Abhishek Kona", "mailing list"),
    "email_1_2": ("Hi,\n\nYou can list the keys", "delete them all individually.\"", "Abhishek"),
    "email_1_3": ("Oh thanks.", "-Abhishek Kona", "Russell"),
    "email_1_4": ("Awesome!", "problem with it.", "Loader"),
    "email_1_5": ("One: Here's what I've got.", "for a while.", "@"),
    "email_1_6": ("I get proper rendering as well.", "as well.", "Was this caching"),
    "email_1_7": (":+1:", ":+1:", "Steps"),
    "email_1_8": ("I will reply under this one", "and under this.", "signature"),
    "email_2_1": ("Outlook with a reply", "Outlook with a reply", "Google"),
    "email_2_2": ("Outlook with a reply", "directly above line", "CRM"),
    "email_2_3": ("Outlook with a reply", "directly above line", "CRM"),
    "email_BlackBerry": ("Here is another email", "another email", "BlackBerry"),
    "email_bullets": ("test 2 this should list second", "and another", "Joe Smith"),
    "email_iPhone": ("Here is another email", "another email", "iPhone"),
    "email_long_quote": ("Hi folks", "-Abhishek Kona", "> "),
    "email_multi_word_sent_from_my_mobile_device": ("Here is another email", "another email", "Verizon"),
    "email_one_is_not_on": ("Thank, this is really helpful.", "when I run...", "Dave Tapley"),
    "email_sent_from_my_not_signature": ("Here is another email", "than my mobile phone.", "@"),
    "email_sig_delimiter_in_middle_of_line": ("Hi there!", "kthxbai", "@"),
    "greedy_on": ("On your remote host you can run:", "tunnel is not working.", "George Plymale"),
    "pathological": ("I think you're onto something.", "back to a computer.", "John Sullivan"),
}  # fmt: skip


@pytest.mark.parametrize("name", GITHUB_OWN)
def test_github_replies(name: str) -> None:
    begins, ends, never = GITHUB_OWN[name]
    own = new_text(tidy((GITHUB / f"{name}.txt").read_text("utf-8")))
    assert own.startswith(begins)
    assert own.endswith(ends.replace("than my", "then my"))
    assert never not in own


def test_every_github_reply_has_an_expectation() -> None:
    assert {path.stem for path in GITHUB.glob("*.txt")} == set(GITHUB_OWN)


@pytest.mark.parametrize(
    "path", sorted((TALON / "standard_replies").glob("*.eml")), ids=lambda path: path.stem
)
def test_talon_standard_replies_say_hello(path: Path) -> None:
    mail = read(path.read_bytes())
    assert mail.new_text == "Hello"
    if mail.html and path.stem != "outlook":  # its HTML part is another mail than its text part
        assert new_text(marked_text(mail.html)) == "Hello"


@pytest.mark.parametrize("name", ["iphone", "sparrow"])
def test_talon_reply_text_with_its_signature(name: str) -> None:
    folder = TALON / "standard_replies"
    assert (
        unquoted_text(read((folder / f"{name}.eml").read_bytes()).text)
        == (folder / f"{name}_reply_text").read_text().strip()
    )


@pytest.mark.parametrize("path", sorted((TALON / "html_replies").glob("*.html")), ids=lambda path: path.stem)
def test_talon_html_replies(path: Path) -> None:
    own = new_text(marked_text(path.read_text("utf-8")))
    assert " ".join(own.split()) == "Hi. I am fine. Thanks, Alex"


def test_talon_other_html_replies() -> None:
    assert new_text(marked_text((TALON / "OLK_SRC_BODY_SECTION.html").read_text())) == "Reply"
    assert new_text(marked_text((TALON / "reply-separated-by-hr.html").read_text())).split() == [
        "Hi",
        "there",
        "Bob",
    ]


def test_the_text_part_decides_when_there_are_two() -> None:
    both = multipart(
        part(
            "Ja.\r\n\r\nAm 03.04.24 um 10:12 schrieb A:\r\n> Nein?\r\n",
            "Content-Type: text/plain; charset=utf-8",
        ),
        part("<p>Ja.</p>", "Content-Type: text/html; charset=utf-8"),
        kind="alternative",
    )
    read_mail = read(both)
    assert read_mail.new_text == "Ja."
    assert read_mail.html == "<p>Ja.</p>"


def test_marks_cannot_be_sent_from_outside() -> None:
    assert (
        read(mail("vorher\n\ufdd4\nnachher", Content_Type="text/plain; charset=utf-8")).new_text
        == "vorher\n\nnachher"
    )


def test_a_digest_of_ten_thousand_lines_is_quick_and_whole() -> None:
    source = "\n".join(f"Am {n} schrieb:" for n in range(20_000))
    assert new_text(source).count("\n") == 19_999


# The signature samples of talon: what of the signature must be folded. Greeting and name stay on purpose, and so do lines
# without any mark, because a customer who writes a new address at the end of a mail must be read.
SIGNATURES = {
    "jeff": ("homepage.\n\nStavros Xxxxxx", "via mobile"),
    "sparse": ("non aliquam lacus.", "skype"),
    "camel_case": ("Really cool shirts!", "#"),
    "short_url": ("Thank you,\nNoam", "#"),
    "long": ("www.example.com", "#"),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_talon_signatures(name: str) -> None:
    ends, never = SIGNATURES[name]
    own = new_text(tidy((TALON / "signature" / "emails" / "stripped" / f"{name}_body").read_text()))
    assert own.endswith(ends)
    assert never not in own
