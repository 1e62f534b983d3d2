"""Two customers become one person, and the way back is exact."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beistand.journal.models import Entry
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people import joining
from beistand.people.identities import Claim, addresses_of, recognise_many
from beistand.people.models import Customer, Identity, Joining
from beistand.people.rules.likeness import Evidence
from cast import Auenfeld

pytestmark = pytest.mark.django_db


def customer(brand: UUID, address: str, name: str = "") -> UUID:
    claim = Claim(brand=brand, kind="email", value=address, name=name)
    return recognise_many([claim], clock.now())[claim.key]


@pytest.fixture
def four(auenfeld: Auenfeld) -> list[UUID]:
    return [customer(auenfeld.brand.id, f"{letter}@kunde.example", letter) for letter in "abcd"]


def shown_under(customers: list[UUID]) -> list[UUID]:
    found = Customer.objects.in_bulk(customers)
    return [found[c].head_id for c in customers]


def test_a_joined_customer_is_shown_under_the_one_who_was_kept(four: list[UUID]) -> None:
    a, b, _c, _d = four
    made = joining.join(a, b, "agent:1", [Evidence("name", "anna b")])
    assert shown_under([a, b]) == [a, a]
    assert joining.together(b) == joining.together(a) == [a, b]
    assert made.evidence == [{"kind": "name", "value": "anna b"}]
    assert Entry.objects.filter(fact="CustomersJoined", customer=a, by="agent:1").count() == 1


def test_an_address_of_either_is_known_for_both(four: list[UUID]) -> None:
    a, b, _c, _d = four
    joining.join(a, b, "agent:1")
    both = frozenset({"a@kunde.example", "b@kunde.example"})
    assert addresses_of([a, b]) == {a: both, b: both}


def test_chains_lead_to_the_last_one_kept_and_come_apart_link_by_link(four: list[UUID]) -> None:
    a, b, c, _d = four
    first = joining.join(a, b, "agent:1")
    second = joining.join(b, c, "agent:1")
    assert shown_under([a, b, c]) == [a, a, a]
    joining.part(first.id, "agent:1")
    assert shown_under([a, b, c]) == [a, b, b]
    joining.part(second.id, "agent:1")
    assert shown_under([a, b, c]) == [a, b, c]


def test_who_is_absorbed_with_others_brings_them_along(four: list[UUID]) -> None:
    a, b, c, _d = four
    joining.join(b, c, "agent:1")
    joining.join(a, b, "agent:1")
    assert shown_under([a, b, c]) == [a, a, a]


def test_one_person_is_not_joined_twice(four: list[UUID]) -> None:
    a, b, _c, _d = four
    joining.join(a, b, "agent:1")
    with pytest.raises(Refused) as refused:
        joining.join(b, a, "agent:1")
    assert refused.value.code == "joined-already"
    assert Joining.objects.count() == 1


def test_nobody_is_joined_across_brands(four: list[UUID]) -> None:
    from beistand.house import setting_up

    other = setting_up.add_brand("linden", name="Linden", domain="linden.example", sender="h@linden.example")
    stranger = customer(other.id, "a@kunde.example")
    with pytest.raises(Refused) as refused:
        joining.join(four[0], stranger, "agent:1")
    assert refused.value.code == "two-brands"


def test_parting_twice_changes_nothing(four: list[UUID]) -> None:
    a, b, _c, _d = four
    made = joining.join(a, b, "agent:1")
    joining.part(made.id, "agent:1")
    joining.part(made.id, "agent:2")
    assert Joining.objects.get().undone_by == "agent:1"
    assert Entry.objects.filter(fact="CustomersParted").count() == 1


acts = st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 3)), max_size=12)


@given(acts=acts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_joinings_and_partings_ends_in_the_right_people(
    four: list[UUID], acts: list[tuple[bool, int, int]]
) -> None:
    edges: dict[UUID, tuple[UUID, UUID]] = {}
    before = list(Identity.objects.order_by("id").values_list("value", "customer_id"))
    for is_join, one, other in acts:
        if is_join:
            if people(four, edges)[four[one]] == people(four, edges)[four[other]]:
                with pytest.raises(Refused):
                    joining.join(four[one], four[other], "agent:1")
            else:
                made = joining.join(four[one], four[other], "agent:1")
                edges[made.id] = (four[one], made.absorbed_id)
        elif edges:
            undone = sorted(edges)[(one * 4 + other) % len(edges)]
            joining.part(undone, "agent:1")
            del edges[undone]
        expected = people(four, edges)
        heads = dict(zip(four, shown_under(four), strict=True))
        assert {c: frozenset(x for x in four if heads[x] == heads[c]) for c in four} == expected
    for made_id in sorted(edges):
        joining.part(made_id, "agent:1")
    assert shown_under(four) == four
    assert list(Identity.objects.order_by("id").values_list("value", "customer_id")) == before


def people(everybody: list[UUID], edges: dict[UUID, tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    groups = {c: frozenset({c}) for c in everybody}
    for one, other in edges.values():
        merged = groups[one] | groups[other]
        for c in merged:
            groups[c] = merged
    return groups
