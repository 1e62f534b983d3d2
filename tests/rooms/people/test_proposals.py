"""Likeness is proposed with its evidence; a person decides."""

from __future__ import annotations

from uuid import UUID

import pytest

from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people import proposals
from beistand.people.identities import Claim, recognise_many
from beistand.people.models import Customer, JoinProposal
from beistand.people.proposals import Seen
from cast import Auenfeld

pytestmark = pytest.mark.django_db


def met(auenfeld: Auenfeld, address: str, name: str = "", proof: str = "none", **seen: object) -> UUID:
    """Somebody writes for the first time, and the reader notices."""
    claim = Claim(brand=auenfeld.brand.id, kind="email", value=address, name=name, proof=proof)
    customer = recognise_many([claim], clock.now())[claim.key]
    proposals.notice([Seen(customer, auenfeld.brand.id, address, name, **seen)])  # type: ignore[arg-type]
    return customer


def pairs() -> list[set[UUID]]:
    return [{p.one_id, p.other_id} for p in JoinProposal.objects.all()]


def test_the_same_full_name_from_another_address_is_proposed_once(auenfeld: Auenfeld) -> None:
    one = met(auenfeld, "annika@home.example", "Annika Behrens")
    other = met(auenfeld, "behrens@work.example", "Dr. Annika Behrens")
    met(auenfeld, "behrens@work.example", "Dr. Annika Behrens")
    assert pairs() == [{one, other}]
    assert [e["kind"] for e in JoinProposal.objects.get().evidence] == ["name"]


def test_the_same_number_in_the_signature_is_proposed(auenfeld: Auenfeld) -> None:
    text = "Hallo\n\n-- \nTel. 030 23125-118"
    one = met(auenfeld, "a@home.example", "Anna", text=text, new_text="Hallo")
    other = met(auenfeld, "b@work.example", "", text="Bitte melden: +49 30 23125118", new_text="")
    assert pairs() == [{one, other}]


def test_a_reply_to_the_address_of_somebody_known_is_proposed(auenfeld: Auenfeld) -> None:
    one = met(auenfeld, "a@home.example")
    other = met(auenfeld, "b@work.example", reply_to=("A@home.example",))
    assert pairs() == [{one, other}]


def test_somebody_whom_an_earlier_reply_to_named_is_proposed_when_they_appear(auenfeld: Auenfeld) -> None:
    other = met(auenfeld, "b@work.example", reply_to=("a@home.example",))
    one = met(auenfeld, "a@home.example")
    assert pairs() == [{one, other}]


def test_a_name_that_is_the_address_of_another_is_proposed(auenfeld: Auenfeld) -> None:
    one = met(auenfeld, "a@home.example")
    other = met(auenfeld, "x@list.example", "a@home.example via Liste")
    assert pairs() == [{one, other}]


def test_a_forged_sender_is_never_proposed(auenfeld: Auenfeld) -> None:
    met(auenfeld, "annika@home.example", "Annika Behrens", proof="pass")
    met(auenfeld, "annika@home.example", "Annika Behrens", proof="fail")
    met(auenfeld, "annika@home.example", "Annika Behrens", proof="fail", reply_to=("annika@home.example",))
    assert Customer.objects.count() == 2
    assert pairs() == []


def test_a_name_that_half_the_country_shares_stops_being_proposed(auenfeld: Auenfeld) -> None:
    for n in range(8):
        met(auenfeld, f"t{n}@kunde.example", "Thomas Müller")
    assert len(pairs()) <= 3  # of 28 possible pairs


def test_nobody_is_proposed_across_brands(auenfeld: Auenfeld) -> None:
    from beistand.house import setting_up

    other = setting_up.add_brand("linden", name="Linden", domain="linden.example", sender="h@linden.example")
    met(auenfeld, "annika@home.example", "Annika Behrens")
    claim = Claim(brand=other.id, kind="email", value="b@home.example", name="Annika Behrens")
    stranger = recognise_many([claim], clock.now())[claim.key]
    proposals.notice([Seen(stranger, other.id, "b@home.example", "Annika Behrens")])
    assert pairs() == []


def test_accepting_joins_under_the_chosen_one(auenfeld: Auenfeld) -> None:
    one = met(auenfeld, "annika@home.example", "Annika Behrens")
    other = met(auenfeld, "behrens@work.example", "Annika Behrens")
    made = proposals.accept(JoinProposal.objects.get().id, other, "agent:1")
    assert (made.kept_id, made.absorbed_id) == (other, one)
    assert made.evidence[0]["kind"] == "name"
    assert proposals.open_for(one) == []


def test_declining_is_remembered_and_decided_once(auenfeld: Auenfeld) -> None:
    one = met(auenfeld, "annika@home.example", "Annika Behrens")
    met(auenfeld, "behrens@work.example", "Annika Behrens")
    proposal = JoinProposal.objects.get()
    proposals.decline(proposal.id, "agent:1")
    met(auenfeld, "behrens@work.example", "Annika Behrens")
    assert proposals.open_for(one) == []
    with pytest.raises(Refused) as refused:
        proposals.accept(proposal.id, one, "agent:2")
    assert refused.value.code == "decided"
