"""The words of the demo: two languages, Sie, and none of the words that the house does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from beistand.site.demo.world import world
from beistand.site.demo.world.shapes import MACHINE
from rules.demo_world.writing import everything_written

WORLD = world()
NEVER_SAID = re.compile(
    r"\b(tickets?|fall-id|users?|sla|case id|leider können wir|unfortunately we can(no|')t|"
    r"bitte haben Sie Verständnis|inconvenience|Unannehmlichkeit\w*|valued customer)\b",
    re.IGNORECASE,
)
TOO_CLOSE = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer|eure\w*)\b")


def our_words(language: str) -> Iterator[tuple[str, str]]:
    for brand in WORLD.brands:
        for snippet in brand.snippets:
            if snippet.language == language:
                yield snippet.key, snippet.text
        for talk in brand.conversations:
            if talk.language == language:
                for said in talk.messages:
                    if said.kind == "out":
                        yield talk.key, said.text


def test_two_thirds_are_german_and_one_third_english():
    counted = Counter(talk.language for _, talk in WORLD.conversations())
    assert counted.keys() == {"de", "en"}
    assert sum(counted.values()) >= 70
    assert 0.25 <= counted["en"] / sum(counted.values()) <= 0.4


def test_no_word_that_the_house_does_not_say():
    assert [(key, found[0]) for key, text in everything_written() if (found := NEVER_SAID.search(text))] == []


def test_we_say_sie():
    grown_up = [(key, text) for key, text in our_words("de") if key != "filz-brief-mats"]
    assert [(key, found[0]) for key, text in grown_up if (found := TOO_CLOSE.search(text))] == []


def test_we_only_exclaim_after_thanks():
    loud = [
        (key, sentence)
        for language in ("de", "en")
        for key, text in our_words(language)
        for sentence in re.split(r"(?<=[.?!])\s", text)
        if sentence.endswith("!") and not re.search(r"\b(Danke|Thank)", sentence)
    ]
    assert loud == []


def test_german_words_are_set_with_german_marks():
    assert [key for key, text in our_words("de") if '"' in text] == []


def test_every_answer_is_signed_by_who_wrote_it():
    for brand, talk in WORLD.conversations():
        for said in talk.messages:
            if said.kind == "out" and said.by != MACHINE:
                closing = brand.closing_de if talk.language == "de" else brand.closing_en
                assert said.text.endswith(f"\n\n{closing}\n{WORLD.agent(said.by).name}")


def test_a_machine_says_that_it_is_one():
    for _, talk in WORLD.conversations():
        for said in talk.messages:
            if said.by == MACHINE:
                assert re.search(r"automatisch|automatic", said.text)
                assert re.search(r"Mensch|person", said.text)
