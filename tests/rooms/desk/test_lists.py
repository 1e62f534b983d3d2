"""The list: what is next stands where it belongs, for whoever may see it, and costs little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beistand.desk import conversations
from beistand.desk.lists import Wish, list_view, read_onward
from beistand.desk.models import Conversation, Message
from beistand.desk.shapes import ListView
from beistand.house import setting_up
from beistand.house.rights import sight
from beistand.lib import clock
from beistand.people.models import Customer
from cast import Auenfeld

pytestmark = pytest.mark.django_db
Matter = Callable[..., Conversation]
HOUR = timedelta(hours=1)


@pytest.fixture
def matter(auenfeld: Auenfeld) -> Matter:
    """A matter that has waited so long, or was answered so long ago."""
    emre = Customer.objects.create(brand=auenfeld.brand, name="Emre", first_at=clock.now())

    def matter(
        name: str, *, waits: timedelta | None = None, last: timedelta = HOUR, **more: Any
    ) -> Conversation:
        at = clock.now()
        fields: dict[str, Any] = {
            "brand": auenfeld.brand,
            "team": auenfeld.team,
            "customer": emre,
            "channel": "email",
        }
        fields |= {
            "subject": name,
            "opened_at": at,
            "last_at": at - (waits or last),
            "heard_at": at - (waits or last),
        }
        fields["waiting_since"] = at - waits if waits else None
        return Conversation.objects.create(**fields | more)

    return matter


def seen(agent: Any, view: str = "team", **more: Any) -> ListView:
    return list_view(Wish(agent, sight(agent), view, clock.now(), **more))


def subjects(view: ListView) -> dict[str, list[str]]:
    return {group.key: [row.subject for row in group.rows] for group in view.groups if group.rows}


def test_who_waits_longest_comes_first_and_what_came_today_newest_first(
    auenfeld: Auenfeld, matter: Matter
) -> None:
    matter("five hours", waits=5 * HOUR)
    matter("nine hours", waits=9 * HOUR)
    matter("one hour", waits=HOUR)
    matter("two hours", waits=2 * HOUR)
    matter("answered", last=3 * HOUR)
    matter("answered later", last=2 * HOUR)
    assert subjects(seen(auenfeld.mara)) == {
        "now": ["nine hours", "five hours"],
        "today": ["one hour", "two hours"],
        "customer": ["answered later", "answered"],
    }


def test_my_view_has_only_what_i_took(auenfeld: Auenfeld, matter: Matter) -> None:
    matter("mine", waits=HOUR, agent=auenfeld.mara)
    matter("his", waits=HOUR, agent=auenfeld.jonas)
    view = seen(auenfeld.mara, "mine")
    assert subjects(view) == {"today": ["mine"]}
    assert {tab.key: tab.count for tab in view.tabs}["mine"] == 1


def test_what_sleeps_and_what_is_done_stand_in_their_own_views(auenfeld: Auenfeld, matter: Matter) -> None:
    sleeper = matter("sleeps", waits=HOUR)
    conversations.snooze(sleeper.id, auenfeld.actor(), clock.now() + HOUR)
    done = matter("done", waits=HOUR)
    conversations.close(done.id, auenfeld.actor())
    assert subjects(seen(auenfeld.mara)) == {}
    assert subjects(seen(auenfeld.mara, "later")) == {"later": ["sleeps"]}
    assert subjects(seen(auenfeld.mara, "closed")) == {"closed": ["done"]}


def test_a_matter_without_a_team_is_seen_by_everybody_of_the_brand(
    auenfeld: Auenfeld, matter: Matter
) -> None:
    matter("homeless", waits=HOUR, team=None)
    view = seen(auenfeld.mara)
    assert subjects(view) == {"today": ["homeless"]}
    assert view.waiting_count == 1


def test_nobody_sees_another_teams_or_brands_matters(auenfeld: Auenfeld, matter: Matter) -> None:
    setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="a@stadtstrom.example"
    )
    setting_up.add_team("auenfeld", "Technik")
    for teams in (["stadtstrom/Service"], ["auenfeld/Technik"]):
        stranger = setting_up.add_person(f"{len(teams[0])}@x.example", teams=teams, name="S")
        matter("waits", waits=HOUR)
        matter("done", state="closed")
        matter("sleeps", state="snoozed", snoozed_until=clock.now() + HOUR)
        for name in ("team", "mine", "later", "closed", "mentioned"):
            view = seen(stranger, name)
            assert subjects(view) == {}
            assert view.waiting_count == 0
            assert all(not tab.count for tab in view.tabs)


def test_one_brand_can_be_chosen_by_who_sees_several(auenfeld: Auenfeld, matter: Matter) -> None:
    other = setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="a@stadtstrom.example"
    )
    admin = setting_up.add_person("a@auenfeld.example", role="admin", name="A")
    matter("hers", waits=HOUR)
    matter("theirs", waits=2 * HOUR, brand=other, team=other.teams.get())
    both = seen(admin)
    assert subjects(both) == {"today": ["hers", "theirs"]}
    assert [(c.value, c.is_chosen) for c in both.brands] == [
        ("", True),
        ("auenfeld", False),
        ("stadtstrom", False),
    ]
    one = seen(admin, brand="stadtstrom")
    assert subjects(one) == {"today": ["theirs"]}
    assert one.waiting_count == 1
    assert subjects(seen(admin, brand="nowhere")) == {}
    assert seen(auenfeld.mara).brands == ()
    assert subjects(seen(auenfeld.mara, brand="stadtstrom")) == {}


def test_more_goes_on_where_each_group_ended(auenfeld: Auenfeld, matter: Matter) -> None:
    at = clock.now() - 5 * HOUR
    for n in range(7):
        matter(f"now {n}", waits=5 * HOUR, waiting_since=at)  # all at the same moment
    for n in range(3):
        matter(f"answered {n}", last=n * HOUR)
    pages, view = [], seen(auenfeld.mara, limit=3)
    while True:
        pages.append(subjects(view))
        if not view.next_url:
            break
        view = seen(auenfeld.mara, limit=3, onward=read_onward(_onward(view.next_url)))
    assert [len(page.get("now", [])) for page in pages] == [3, 3, 1]
    assert len({subject for page in pages for subject in page["now"]}) == 7
    assert [page.get("customer") for page in pages] == [
        ["answered 0", "answered 1", "answered 2"],
        None,
        None,
    ]


def _onward(address: str) -> str:
    return parse_qs(urlsplit(address).query)["onward"][0]


@pytest.mark.parametrize(
    "text", ["", "now", "now~x~y", "now~2026-01-01~x", "~~~,,,", "now~2026-01-01T00:00:00~0"]
)
def test_a_wrong_address_of_more_is_the_first_page(text: str) -> None:
    assert read_onward(text) == {}


def test_a_row_is_bold_until_it_was_read(auenfeld: Auenfeld, matter: Matter) -> None:
    row = matter("new", waits=HOUR)
    assert seen(auenfeld.mara).groups[1].rows[0].is_unread
    conversations.read_to(row.id, auenfeld.mara)
    assert not seen(auenfeld.mara).groups[1].rows[0].is_unread
    assert seen(auenfeld.jonas).groups[1].rows[0].is_unread


def test_what_was_answered_today_is_counted_once_a_matter(auenfeld: Auenfeld, matter: Matter) -> None:
    row = matter("answered")

    def said(name: str, at: datetime) -> None:
        Message.objects.create(
            conversation=row, brand=auenfeld.brand, channel="email", direction="out", delivery_key=name,
            said_at=at, arrived_at=at, filed_at=at,
        )  # fmt: skip

    at = clock.now()
    said("1", at)
    said("2", at)
    said("3", at - timedelta(days=2))
    assert seen(auenfeld.mara, is_whole=True).answered_today == 1


def signed_in(agent: Any) -> Client:
    client = Client(headers={"HX-Request": "true"})
    client.force_login(agent)
    return client


def test_the_list_asks_the_database_seldom(auenfeld: Auenfeld, matter: Matter) -> None:
    for n in range(60):
        matter(f"{n}", waits=n * HOUR / 6 + HOUR)
    client = signed_in(auenfeld.mara)
    client.get("/desk/list/?view=team")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/desk/list/?view=team").status_code == 200
    assert len(asked) <= 12, "\n".join(q["sql"][:160] for q in asked)
