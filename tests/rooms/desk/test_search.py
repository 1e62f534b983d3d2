"""Everything that was said can be found, by whoever may see it and by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beistand.desk import conversations, searching
from beistand.desk.lists import Wish
from beistand.desk.models import Conversation, Label, Message
from beistand.desk.searching import search_view, sql
from beistand.house import setting_up
from beistand.house.rights import sight
from beistand.lib import clock
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(auenfeld: Auenfeld) -> Any:
    def look(text: str, agent: Any = None, **more: Any) -> list[str]:
        agent = agent or auenfeld.mara
        begun = more.pop("begun", "")
        view = search_view(Wish(agent, sight(agent), "team", clock.now(), **more), text, begun)
        return [row.subject for row in view.groups[0].rows]

    return look


@pytest.fixture
def three(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(mail("Die Rechnungen kamen zweimal, 489 Euro.\n", subject="Wallbox doppelt abgebucht", id="<1@k>"))
    arrive(
        mail(
            "My charger does not charge any more.\n",
            sender="Nadja Petrosyan <nadja@kunde.example>",
            subject="Charging stopped",
            id="<2@k>",
        )
    )
    arrive(
        mail(
            "Bitte eine neue Rechnung an die\nalte Adresse.\n",
            sender="Uwe Krüger <uwe.krueger@kunde.example>",
            subject="Adresse",
            id="<3@k>",
        )
    )


def test_a_word_is_found_in_all_its_forms(look: Any, three: None) -> None:
    assert look("Rechnung") == ["Adresse", "Wallbox doppelt abgebucht"]
    assert look("chargers") == ["Charging stopped"]


def test_the_last_word_may_be_a_beginning(look: Any, three: None) -> None:
    assert look("Wallb") == ["Wallbox doppelt abgebucht"]
    assert look("Wallb Euro") == []


def test_all_words_must_occur_and_little_words_do_not_count(look: Any, three: None) -> None:
    assert look("die Rechnung Adresse") == ["Adresse"]
    assert look("Rechnung Petrosyan") == []


def test_names_and_addresses_are_found_by_any_part(look: Any, three: None) -> None:
    assert look("Petrosyan") == ["Charging stopped"]
    assert look("rosya") == ["Charging stopped"]
    assert look("krueger@kunde") == ["Adresse"]


def test_exact_words_stand_so_in_the_text_even_across_lines(look: Any, three: None) -> None:
    assert look('"neue Rechnung an die alte Adresse"') == ["Adresse"]
    assert look('"neuen Rechnung"') == []
    assert look('"alte Rechnung"') == []


def test_a_minus_leaves_out(look: Any, three: None) -> None:
    assert look("Rechnung -Adresse") == ["Wallbox doppelt abgebucht"]
    assert look('Rechnung -"alte Adresse"') == ["Wallbox doppelt abgebucht"]
    assert look("-Rechnung") == ["Charging stopped"]
    assert look("-von:Uwe Rechnung") == ["Wallbox doppelt abgebucht"]


def test_operators_narrow_in_both_languages(look: Any, three: None, auenfeld: Auenfeld) -> None:
    assert look("von:nadja") == ["Charging stopped"]
    assert look("from:kunde.example rechnung") == ["Adresse", "Wallbox doppelt abgebucht"]
    assert look("an:hilfe") == ["Adresse", "Charging stopped", "Wallbox doppelt abgebucht"]
    assert look("kanal:email rechnung") == ["Adresse", "Wallbox doppelt abgebucht"]
    assert look("kanal:brief rechnung") == []
    assert look("team:Service charging") == ["Charging stopped"]
    assert look("brand:auen charging") == ["Charging stopped"]
    assert look("hat:anhang") == []
    assert look("nach:heute charging") == ["Charging stopped"]
    assert look("vor:heute charging") == []


def test_status_and_label_ask_the_matter(look: Any, three: None, auenfeld: Auenfeld) -> None:
    wallbox = Conversation.objects.get(subject="Wallbox doppelt abgebucht")
    conversations.close(wallbox.id, auenfeld.actor())
    label = Label.objects.create(brand=auenfeld.brand, name="Kulanz")
    label.conversations.add(wallbox)
    assert look("status:erledigt") == ["Wallbox doppelt abgebucht"]
    assert look("status:open rechnung") == ["Adresse"]
    assert look("etikett:kulanz") == ["Wallbox doppelt abgebucht"]
    assert look("-label:Kulanz rechnung") == ["Adresse"]


def test_notes_are_found(look: Any, three: None, auenfeld: Auenfeld) -> None:
    wallbox = Conversation.objects.get(subject="Wallbox doppelt abgebucht")
    conversations.note(wallbox.id, auenfeld.actor(), "Der Zählerkasten ist im Keller.")
    assert look("Zählerkasten") == ["Wallbox doppelt abgebucht"]


def test_nobody_finds_what_they_may_not_see(look: Any, three: None, auenfeld: Auenfeld) -> None:
    setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="a@stadtstrom.example"
    )
    setting_up.add_team("auenfeld", "Technik")
    stranger = setting_up.add_person("s@stadtstrom.example", teams=["stadtstrom/Service"], name="S")
    neighbour = setting_up.add_person("t@auenfeld.example", teams=["auenfeld/Technik"], name="T")
    wallbox = Conversation.objects.get(subject="Wallbox doppelt abgebucht")
    conversations.note(wallbox.id, auenfeld.actor(), "Zählerkasten")
    every = (
        "rechnung",
        "von:emre",
        "an:hilfe",
        "status:offen",
        "Yıldız",
        "Zählerkasten",
        "hat:anhang",
        "-nichts",
    )
    for question in every:
        assert look(question, stranger) == []
        assert look(question, neighbour) == []
    admin = setting_up.add_person("a@auenfeld.example", role="admin", name="A")
    assert look("rechnung", admin) == ["Adresse", "Wallbox doppelt abgebucht"]
    assert look("rechnung", admin, brand="stadtstrom") == []


def test_rare_words_are_found_however_old_they_are(look: Any, three: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(sql, "WALK", 1)
    assert look("Rechnung") == ["Adresse", "Wallbox doppelt abgebucht"]
    monkeypatch.setattr(sql, "HITS", 1)
    assert look("Rechnung") == ["Adresse"]


def test_common_words_with_a_rare_rest_are_walked_and_the_rest_is_the_next_page(
    auenfeld: Auenfeld, three: None, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sql, "WALK", 1)
    monkeypatch.setattr(sql, "FAR_WALK", 2)
    wish = Wish(auenfeld.mara, sight(auenfeld.mara), "team", clock.now())
    first = search_view(wish, "Rechnung von:emre")
    assert first.groups[0].rows == ()
    second = search_view(wish, "Rechnung von:emre", _said(first.next_url))
    assert [row.subject for row in second.groups[0].rows] == ["Wallbox doppelt abgebucht"]
    assert not second.next_url


@pytest.mark.parametrize("walk", [1, 6_000])
def test_more_pages_give_every_matter_once_newest_match_first(
    auenfeld: Auenfeld, arrive: Arrive, monkeypatch: Any, walk: int
) -> None:
    monkeypatch.setattr(sql, "WALK", walk)
    monkeypatch.setattr(sql, "PAGE", 2)
    monkeypatch.setattr(sql, "HITS", 4)
    at = clock.now()
    for n in range(5):
        for k in range(3):
            arrive(
                mail(
                    "Wallbox\n",
                    sender=f"k{n}@kunde.example",
                    subject=f"[{n}]",
                    id=f"<{n}.{k}@k>",
                    headers={"References": f"<{n}.0@k>"} if k else {},
                )
            )
    for place, message in enumerate(Message.objects.order_by("id")):
        later = at + timedelta(seconds=place * 7 % 15)
        Message.objects.filter(id=message.id).update(filed_at=later)
    pages, begun = [], ""
    for _page in range(9):
        view = search_view(Wish(auenfeld.mara, sight(auenfeld.mara), "team", at), "Wallbox", begun)
        pages.append([row.subject for row in view.groups[0].rows])
        if not view.next_url:
            break
        begun = _said(view.next_url)
    found = [subject for page in pages for subject in page]
    newest = {
        m.conversation.subject: m.filed_at
        for m in Message.objects.select_related("conversation").order_by("filed_at")
        if m.conversation
    }
    assert found == sorted(newest, key=lambda subject: newest[subject], reverse=True)


def _said(address: str) -> str:
    return parse_qs(urlsplit(address).query)["before"][0]


def test_the_words_around_the_match_are_shown(auenfeld: Auenfeld, three: None) -> None:
    view = search_view(Wish(auenfeld.mara, sight(auenfeld.mara), "team", clock.now()), "zweimal")
    assert "Rechnungen kamen zweimal" in view.groups[0].rows[0].preview


def test_chips_say_what_was_understood_and_what_not(auenfeld: Auenfeld, three: None) -> None:
    def chips(text: str) -> list[tuple[str, bool]]:
        view = search_view(Wish(auenfeld.mara, sight(auenfeld.mara), "team", clock.now()), text)
        return [(chip.words, chip.is_understood) for chip in view.chips]

    assert chips("Wallbox") == []
    assert [is_understood for _words, is_understood in chips("von:emre farbe:rot zusage:knapp")] == [
        True,
        True,
        False,
        False,
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "von:",
                    "an:",
                    "hat:anhang",
                    "vor:",
                    "'",
                    '"',
                    "\\",
                    "%",
                    "%s",
                    "%(brands)s",
                    "{m}",
                    "{",
                    "}",
                    ";",
                    "--",
                    "|",
                    "&",
                    "!",
                    ":*",
                    "<->",
                    "(",
                    ")",
                    "-",
                    " ",
                    "rechnung",
                    "_",
                    "$$",
                    "😀",
                ]
            ),
            max_size=12,
        ).map("".join),
    )
)
def test_no_question_breaks_anything(look: Any, three: None, text: str) -> None:
    assert isinstance(look(text), list)


def test_only_the_named_functions_look_into_what_was_said() -> None:
    house = Path(searching.__file__).parents[2]
    looking = re.compile(r"\bsearch\s*@@|ts_match_vq|search__|SearchQuery|\.search\s*@@")
    found = {
        str(path.relative_to(house))
        for path in house.rglob("*.py")
        if looking.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "desk/migrations/0002_search_by_name.py",
        "desk/migrations/0005_say_how_common_a_word_is.py",
        "desk/migrations/0006_walk_one_brand_by_its_own_index.py",
    }


def test_a_search_asks_little(auenfeld: Auenfeld, three: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        search_view(Wish(auenfeld.mara, sight(auenfeld.mara), "team", clock.now()), "Rechnung von:uwe")
    assert len(asked) <= 14
