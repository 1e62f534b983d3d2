"""The parts say in words and shape what they mean, and let nobody's markup through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, select_autoescape

from beistand.desk import shapes
from beistand.site import words

ROOMS = Path(__file__).resolve().parents[3] / "src/beistand"
NOW = datetime(2026, 11, 23, 8, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def render(template: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader([ROOMS / "site/templates", ROOMS / "desk/templates"]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    environment.globals.update(static=lambda path: f"/static/{path}", url=lambda name, *_: f"/{name}")
    words.install(environment, lambda: NOW)
    return environment.from_string(template).render(now=NOW, **values)


def part(call: str, **values: object) -> str:
    imports = "".join(
        f'{{% import "parts/{name}.html" as {short} with context %}}'
        for name, short in (("marks", "m"), ("said", "s"), ("forms", "f"), ("frames", "w"))
    )
    return render(imports + "{{ " + call + " }}", **values)


def row(**changed: object) -> shapes.Row:
    given: dict[str, object] = {
        "id": "1", "href": "/desk/m/1/", "customer": "Emre Yıldız", "subject": "Twice", "channel": "email",
        "last_at": NOW,
    }  # fmt: skip
    return shapes.Row(**(given | changed))  # type: ignore[arg-type]  # built from a dict


def entry(**changed: object) -> shapes.MessageEntry:
    given: dict[str, object] = {
        "id": "1", "is_ours": False, "is_me": False, "author": "Emre", "channel": "email", "said_at": NOW,
        "new_html": "",
    }  # fmt: skip
    return shapes.MessageEntry(**(given | changed))  # type: ignore[arg-type]  # built from a dict


def test_without_a_promise_a_matter_only_waits() -> None:
    shown = render('{% include "desk/_row.html" %}', row=row(waiting_since=NOW - timedelta(minutes=12)))
    assert "waiting 12 min." in shown
    assert 'class="prom z"' in shown


def test_a_long_wait_asks_for_a_look() -> None:
    assert "prom z w" in part("m.waiting(since)", since=NOW - timedelta(hours=5))


def test_a_promise_is_a_ring_in_steps_of_five_and_words() -> None:
    assert (
        part('m.prom("until 11:30", 84)')
        == '<span class="prom  l85"><span class="t">until 11:30</span></span>'
    )


def test_a_machine_is_square_and_says_so() -> None:
    event = shapes.EventEntry("1", "mail", "Link sent", NOW, is_machine=True)
    shown = render('{% include "desk/_entry.html" %}', entry=event)
    assert "knot sq" in shown and "automatic" in shown and 'class="mach"' in shown


def test_an_unread_matter_is_told_to_those_who_cannot_see_the_dot() -> None:
    shown = render('{% include "desk/_row.html" %}', row=row(is_unread=True))
    assert '<span class="vh">unread: </span>' in shown


def test_a_subject_cannot_carry_markup() -> None:
    shown = render('{% include "desk/_row.html" %}', row=row(subject="<img src=x onerror=alert(1)>"))
    assert "<img" not in shown and "&lt;img" in shown


@pytest.mark.parametrize(
    ("verdict", "told"),
    [("proven", "Sender proven"), ("claimed", "Sender claimed"), ("forged", "Sender forged")],
)
def test_a_sender_is_proven_claimed_or_forged_in_words(verdict: str, told: str) -> None:
    assert told in part("s.proof(verdict)", verdict=verdict)


def test_a_bounce_is_a_torn_knot_with_the_words_of_the_far_server() -> None:
    bounce = shapes.BounceNote("karin@example.org", "550 5.1.1 unknown", True)
    shown = render('{% include "desk/_entry.html" %}', entry=entry(bounce=bounce, auto="bounce"))
    assert "knot torn" in shown and "550 5.1.1 unknown" in shown and "does not exist" in shown


def test_quoted_text_is_folded_and_not_gone() -> None:
    shown = render('{% include "desk/_entry.html" %}', entry=entry(rest_html="On Monday you wrote"))
    assert "<details" in shown and "On Monday you wrote" in shown


def test_a_message_tells_its_language() -> None:
    shown = render('{% include "desk/_entry.html" %}', entry=entry(new_html="Guten Tag", language="de"))
    assert 'lang="de"' in shown


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("waiting", "waits to be sent"),
        ("sent", "sent"),
        ("unknown", "unknown whether it arrived"),
        ("failed", "could not be sent"),
        ("lying", "lies in the outbox"),
        ("undone", "taken back"),
    ],
)
def test_where_an_answer_is_stands_beside_it(state: str, told: str) -> None:
    assert told in part("s.delivered(delivery)", delivery=shapes.Delivery(state))  # type: ignore[arg-type]  # from a parameter


def test_a_wrong_field_says_what_is_wrong_and_is_bound_to_it() -> None:
    shown = part('f.field("reach", "Email", errors=["No address."], help="To answer.")')
    assert 'aria-invalid="true"' in shown and 'aria-describedby="f-reach-e f-reach-h"' in shown
    assert 'id="f-reach-e"' in shown and "No address." in shown
