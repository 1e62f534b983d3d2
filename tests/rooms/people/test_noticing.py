"""Whoever writes for the first time and may be somebody we know is noticed after filing, not during it."""

from __future__ import annotations

import pytest

from beistand.desk.reader import notice_likeness
from beistand.journal import reader
from beistand.people.models import JoinProposal
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test lives in one transaction, which the journal's readers would wait for: let them read it."""
    own = reader.NEXT.replace("AND transaction < pg_snapshot_xmin(pg_current_snapshot())", "")
    assert own != reader.NEXT
    monkeypatch.setattr(reader, "NEXT", own)


def test_a_second_address_under_one_name_is_proposed_once(auenfeld: Auenfeld, arrive: Arrive) -> None:
    arrive(mail(sender="Annika Behrens <annika@home.example>"))
    assert JoinProposal.objects.count() == 0
    arrive(mail(sender="Dr. Annika Behrens <behrens@work.example>", id="<2@work.example>"))
    assert notice_likeness() > 0
    assert notice_likeness() == 0
    proposal = JoinProposal.objects.get()
    assert proposal.evidence[0]["kind"] == "name"
    assert {proposal.one.name, proposal.other.name} == {"Annika Behrens", "Dr. Annika Behrens"}
