"""Everything in the demo that points somewhere points at somebody of the same company."""

from __future__ import annotations

from collections import Counter

import pytest

from beistand.site.demo.world import world
from beistand.site.demo.world.drawing import SCENES
from beistand.site.demo.world.shapes import CUSTOMER, MACHINE, Brand, Conversation

WORLD = world()
TALKS = list(WORLD.conversations())


def of_each(pair: tuple[Brand, Conversation]) -> str:
    return pair[1].key


def test_the_five_brands_have_the_slugs_that_the_faces_name():
    assert [brand.slug for brand in WORLD.brands] == [
        "auenfeld",
        "stadtstrom",
        "buchhaus-linden",
        "haus-seeblick",
        "filz-und-faden",
    ]


def test_no_key_is_given_twice():
    keys = Counter(("person", agent.key) for agent in WORLD.agents)
    for brand in WORLD.brands:
        keys.update(("person", customer.key) for customer in brand.customers)
        keys.update(("team", team.key) for team in brand.teams)
        keys.update(("conversation", talk.key) for talk in brand.conversations)
        keys.update(("snippet", snippet.key) for snippet in brand.snippets)
        keys.update((brand.slug, label.key) for label in brand.labels)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("brand", WORLD.brands, ids=lambda brand: brand.slug)
def test_every_brand_is_peopled(brand: Brand):
    assert 2 <= len(brand.teams) <= 3
    assert len(brand.customers) >= 12
    assert len(brand.conversations) >= 14
    assert 4 <= len(brand.snippets) <= 6 and {snippet.language for snippet in brand.snippets} == {"de", "en"}
    assert 6 <= len(brand.labels) <= 8
    assert brand.duplicates
    assert {talk.state for talk in brand.conversations} == {"open", "answered", "snoozed", "closed"}
    assert {talk.channel for talk in brand.conversations} == {"email", "form", "counter", "post"}
    assert max(len(talk.messages) for talk in brand.conversations) >= 10


def test_agents_are_of_known_teams_and_some_of_several_brands():
    brand_of = {team.key: brand.slug for brand in WORLD.brands for team in brand.teams}
    brands = [{brand_of[team] for team in agent.teams} for agent in WORLD.agents]
    assert 18 <= len(WORLD.agents) <= 24
    assert {agent.role for agent in WORLD.agents} == {"agent", "lead", "admin"}
    assert {agent.locale for agent in WORLD.agents} == {"de", "en"}
    assert sum(len(slugs) > 1 for slugs in brands) >= 3
    assert set(brand_of) == {team for agent in WORLD.agents for team in agent.teams}


@pytest.mark.parametrize("pair", TALKS, ids=of_each)
def test_a_conversation_stays_within_its_brand(pair: tuple[Brand, Conversation]):
    brand, talk = pair
    customers = {customer.key for customer in brand.customers}
    teams = {team.key for team in brand.teams}
    staff = {agent.key: set(agent.teams) for agent in WORLD.agents if teams & set(agent.teams)}
    assert talk.customer in customers and talk.team in teams
    assert not talk.assigned or talk.team in staff[talk.assigned]
    assert set(talk.labels) <= {label.key for label in brand.labels}
    assert not talk.to or talk.to in {sender.address for sender in brand.senders}
    for said in talk.messages:
        assert said.by in (customers | {CUSTOMER} if said.kind == "in" else staff.keys() | {MACHINE})
        assert not said.to or (said.to in customers and said.kind == "out")
        assert not said.noted_by or said.noted_by in staff
        assert (said.noted_by != "") == (
            (said.channel or talk.channel) in ("counter", "post") and said.kind == "in"
        )
        assert {drawing.kind for drawing in said.attachments} <= SCENES.keys()


@pytest.mark.parametrize("pair", TALKS, ids=of_each)
def test_the_state_tells_who_has_the_word(pair: tuple[Brand, Conversation]):
    _, talk = pair
    spoken = [said for said in talk.messages if said.kind != "note"]
    assert (talk.state == "snoozed") == bool(talk.until)
    if talk.state == "open":
        assert spoken[-1].kind == "in"
    if talk.state == "answered":
        assert spoken[-1].kind == "out" and spoken[-1].by != MACHINE
    assert not spoken[0].quote


def test_duplicates_are_two_customers_of_one_brand():
    for brand in WORLD.brands:
        customers = {customer.key: customer for customer in brand.customers}
        for pair in brand.duplicates:
            assert pair.first != pair.second
            assert set(customers[pair.first].phones) & set(customers[pair.second].phones)
            assert pair.why_de and pair.why_en


def test_one_customer_comes_by_mail_over_the_counter_and_by_letter():
    ways = Counter[str]()
    for customer in ("behrens", "achterberg"):
        channels = {
            said.channel or talk.channel
            for _, talk in TALKS
            for said in talk.messages
            if talk.customer == customer and said.kind == "in"
        }
        ways[customer] = len(channels & {"email", "counter", "post"})
    assert ways == {"behrens": 3, "achterberg": 3}


def test_every_odd_mail_is_there():
    odd = {said.oddity for _, talk in TALKS for said in talk.messages}
    assert odd == {"", "bounce", "vacation", "list", "broken", "forged"}
