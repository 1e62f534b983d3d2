"""Perhaps one person: likeness is noticed when somebody writes for the first time, and a person decides.

What somebody left behind (name, number in the signature, Reply-To) is kept as traces, so that two customers who
share one are found by one query for a whole batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from beistand.lib import clock
from beistand.lib.ids import uuid7
from beistand.lib.refusal import Refused
from beistand.people import joining
from beistand.people.models import Customer, Identity, Joining, JoinProposal, Trace
from beistand.people.rules.likeness import (
    MOST,
    Evidence,
    Portrait,
    addresses_in,
    full_name,
    likeness,
    phones_in,
    signature_of,
)


@dataclass(frozen=True)
class Seen:
    """What a first message shows of somebody. `region` is where a phone number without + is at home."""

    customer: UUID
    brand: UUID
    address: str = ""
    name: str = ""
    reply_to: tuple[str, ...] = ()
    text: str = ""
    new_text: str = ""
    region: str = "DE"


def notice(seen: Sequence[Seen]) -> int:
    """Keep the traces of these people and propose who may be one person; how many proposals are new."""
    if not seen:
        return 0
    traces = [trace for one in seen for trace in _traces(one)]
    with transaction.atomic():
        Trace.objects.bulk_create(traces, ignore_conflicts=True)
        pairs = _alike([one.customer for one in seen])
        portraits = _portraits({c for pair in pairs for c in pair})
        return _propose(pairs, portraits, clock.now())


def evidence_words(evidence: Evidence) -> str:
    """One piece of evidence as a sentence."""
    value = {"value": evidence.value}
    match evidence.kind:
        case "name":
            return _("Both write under the same name.")
        case "phone":
            return _("Both give the phone number %(value)s.") % value
        case "reply_to":
            return _("One asks for answers to %(value)s, where the other is at home.") % value
        case "shown_as":
            return _("One carries the address %(value)s of the other as a name.") % value
        case "address":
            return _("%(value)s was written down for one and belongs to the other.") % value
    return _("A colleague found that they are one person.")


def open_for(customer: UUID) -> list[JoinProposal]:
    """Proposals that wait for a decision and touch this person."""
    group = joining.together(customer)
    found = JoinProposal.objects.filter(Q(one__in=group) | Q(other__in=group), state="open")
    rows = list(found.select_related("one", "other").order_by("made_at")[:20])
    return [row for row in rows if row.one.head_id != row.other.head_id]


def propose(one: UUID, other: UUID, evidence: Iterable[Evidence]) -> bool:
    """Propose one pair; False when it was proposed before, whatever became of it."""
    first, second = sorted((one, other))
    words = [e.words() for e in evidence]
    row = JoinProposal(id=uuid7(), one_id=first, other_id=second, evidence=words, made_at=clock.now())
    before = JoinProposal.objects.filter(one=first, other=second).exists()
    JoinProposal.objects.bulk_create([row], ignore_conflicts=True)
    return not before


@transaction.atomic
def accept(proposal_id: UUID, kept: UUID, by: str) -> Joining:
    """They are one person. `kept` is the customer of the two under whom they are shown."""
    row = _deciding(proposal_id)
    group = set(joining.together(kept))
    absorbed = row.other_id if row.one_id in group else row.one_id
    made = joining.join(kept, absorbed, by, [Evidence.read(e) for e in row.evidence])
    JoinProposal.objects.filter(id=row.id).update(state="accepted", decided_at=clock.now(), decided_by=by)
    return made


@transaction.atomic
def decline(proposal_id: UUID, by: str) -> None:
    """They are two people. The pair is not proposed again."""
    row = _deciding(proposal_id)
    row.state, row.decided_at, row.decided_by = "declined", clock.now(), by
    row.save(update_fields=["state", "decided_at", "decided_by"])


def find(proposal_id: UUID, brands: Iterable[UUID]) -> JoinProposal:
    """A proposal inside these brands. The same `Refused` for "not there" and "not for you"."""
    row = (
        JoinProposal.objects.select_related("one", "other")
        .filter(id=proposal_id, one__brand__in=list(brands))
        .first()
    )
    if row is None:
        raise Refused(_("This proposal is not here."), status=404, code="not-found")
    return row


def _deciding(proposal_id: UUID) -> JoinProposal:
    row = JoinProposal.objects.select_for_update().filter(id=proposal_id).first()
    if row is None:
        raise Refused(_("This proposal is not here."), status=404, code="not-found")
    if row.state != "open":
        raise Refused(_("A colleague has decided this already."), status=409, code="decided")
    return row


def _traces(one: Seen) -> list[Trace]:
    found = [("name", full_name(one.name))]
    found += [("phone", p) for p in phones_in(signature_of(one.text, one.new_text), one.region)]
    own = one.address.lower()
    found += [("reply_to", a.lower()) for a in one.reply_to if a.lower() != own]
    found += [("shown_as", a) for a in addresses_in(one.name) if a != own]
    return [
        Trace(customer_id=one.customer, brand_id=one.brand, kind=kind, value=value[:320])
        for kind, value in found
        if value
    ]


# Who shares a trace with whom, or points with one to an address of another; both directions, inside the brand.
_ALIKE = """
WITH new AS (SELECT unnest(%(new)s::uuid[]) AS id)
SELECT DISTINCT least(a, b), greatest(a, b) FROM (
    SELECT t.customer_id AS a, o.customer_id AS b FROM people_trace t JOIN new ON new.id = t.customer_id
    JOIN LATERAL (SELECT customer_id FROM people_trace x WHERE x.brand_id = t.brand_id AND x.value = t.value
                  AND x.kind = t.kind AND x.customer_id <> t.customer_id LIMIT %(most)s) AS o ON true
    UNION ALL
    SELECT t.customer_id, i.customer_id FROM people_trace t JOIN new ON new.id = t.customer_id
    JOIN people_identity i ON i.brand_id = t.brand_id AND i.value = t.value AND NOT i.is_contested
    WHERE t.kind IN ('reply_to', 'shown_as', 'phone')
    UNION ALL
    SELECT i.customer_id, t.customer_id FROM people_identity i JOIN new ON new.id = i.customer_id
    JOIN LATERAL (SELECT customer_id FROM people_trace x WHERE x.brand_id = i.brand_id AND x.value = i.value
                  LIMIT %(most)s) AS t ON true
) AS pairs WHERE a <> b
"""

_COMMON = """
SELECT t.customer_id, t.value FROM people_trace t WHERE t.customer_id = ANY(%(them)s)
  AND (SELECT count(*) FROM (SELECT 1 FROM people_trace x WHERE x.brand_id = t.brand_id AND x.value = t.value
                             LIMIT %(most)s) AS c) >= %(most)s
"""


def _alike(new: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"new": list(new), "most": MOST})
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _portraits(customers: set[UUID]) -> dict[UUID, Portrait]:
    left: dict[tuple[UUID, str], set[str]] = {}
    contested: set[UUID] = set()
    for customer, kind, value in Trace.objects.filter(customer__in=customers).values_list(
        "customer_id", "kind", "value"
    ):
        left.setdefault((customer, kind), set()).add(value)
    for customer, kind, value, is_contested in Identity.objects.filter(customer__in=customers).values_list(
        "customer_id", "kind", "value", "is_contested"
    ):
        left.setdefault((customer, kind), set()).add(value)
        if is_contested:
            contested.add(customer)
    common: dict[UUID, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COMMON, {"them": list(customers), "most": MOST})
        for customer, value in cursor.fetchall():
            common.setdefault(customer, set()).add(value)

    def portrait(customer: UUID) -> Portrait:
        parts = {
            k: frozenset(left.get((customer, k), ()))
            for k in ("email", "phone", "name", "reply_to", "shown_as")
        }
        return Portrait(
            customer,
            parts["email"],
            parts["phone"],
            parts["name"],
            parts["reply_to"],
            parts["shown_as"],
            customer in contested,
            frozenset(common.get(customer, ())),
        )

    return {customer: portrait(customer) for customer in customers}


def _propose(pairs: Iterable[tuple[UUID, UUID]], portraits: dict[UUID, Portrait], at: datetime) -> int:
    heads = {c.id: c.head_id for c in Customer.objects.filter(id__in=portraits).only("id", "merged_into")}
    found = [
        JoinProposal(
            id=uuid7(), one_id=one, other_id=other, evidence=[e.words() for e in evidence], made_at=at
        )
        for one, other in pairs
        if heads.get(one) != heads.get(other)
        for evidence in [likeness(portraits[one], portraits[other])]
        if evidence
    ]
    known = set(
        JoinProposal.objects.filter(one__in=[p.one_id for p in found]).values_list("one_id", "other_id")
    )
    fresh = [p for p in found if (p.one_id, p.other_id) not in known]
    JoinProposal.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
