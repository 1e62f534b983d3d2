"""Two customers are one person, and the way back.

Joining moves nothing. Every message, matter and address stays with the customer to whom it belonged, and each
customer remembers under whom they are shown (`Customer.merged_into`, `head_id`). So parting cuts a branch off and
everything is as it was, whatever happened in between: what was said from an address of the absorbed during the
joining goes with that address, what was noted for the kept stays with the kept.

Nothing is joined silently: a person does it, the evidence is kept, and both facts stand in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from beistand.house.models import Brand
from beistand.journal.book import About, record
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people import facts
from beistand.people.models import Customer, Joining, JoinProposal
from beistand.people.rules.likeness import Evidence
from beistand.people.rules.tree import heads


def together(customer: UUID) -> list[UUID]:
    """All customers who are shown as one person with this one, the head first."""
    head = Customer.objects.filter(id=customer).values_list("merged_into", flat=True).first() or customer
    return [head, *Customer.objects.filter(merged_into=head).order_by("id").values_list("id", flat=True)]


@transaction.atomic
def join(kept: UUID, absorbed: UUID, by: str, evidence: Iterable[Evidence] = ()) -> Joining:
    """Show `absorbed` as one person with `kept`. Whoever `absorbed` was joined into comes along.

    Raises `Refused` when one is missing, for two brands, and when they are one person already.
    """
    one, other = _both(kept, absorbed)
    _alone_in(one.brand_id)
    one.refresh_from_db()
    other.refresh_from_db()
    if one.head_id == other.head_id:
        raise Refused(_("They are one person already."), status=409, code="joined-already")
    at = clock.now()
    joining = Joining.objects.create(
        kept=one, absorbed_id=other.head_id, evidence=[e.words() for e in evidence], by=by, at=at
    )
    Customer.objects.filter(Q(id=other.head_id) | Q(merged_into=other.head_id)).update(
        merged_into=one.head_id
    )
    _settle_proposals(one.head_id, by)
    about = About(brand=one.brand_id, customer=one.head_id, by=by)
    record(facts.CustomersJoined(joining=joining.id, absorbed=other.head_id), about)
    return joining


@transaction.atomic
def part(joining_id: UUID, by: str) -> Joining:
    """Undo a joining: two people again, each with everything that is theirs. Doing it twice changes nothing."""
    joining = Joining.objects.select_related("kept").filter(id=joining_id).first()
    if joining is None:
        raise Refused(_("This joining is not here."), status=404, code="not-found")
    _alone_in(joining.kept.brand_id)
    joining.refresh_from_db()
    if joining.undone_at is not None:
        return joining
    joining.undone_at, joining.undone_by = clock.now(), by
    joining.save(update_fields=["undone_at", "undone_by"])
    group = together(joining.kept_id)
    standing = Joining.objects.filter(absorbed__in=group, undone_at=None)
    found = heads(group, dict(standing.values_list("absorbed_id", "kept_id")))
    for head in set(found.values()):
        Customer.objects.filter(id__in=[c for c, h in found.items() if h == head and c != head]).update(
            merged_into=head
        )
    Customer.objects.filter(id__in=set(found.values())).update(merged_into=None)
    about = About(brand=joining.kept.brand_id, customer=found[joining.kept_id], by=by)
    record(facts.CustomersParted(joining=joining.id, absorbed=joining.absorbed_id), about)
    return joining


def standing(customer: UUID) -> Sequence[Joining]:
    """The joinings that made this person out of several customers, newest first."""
    group = together(customer)
    return list(
        Joining.objects.filter(absorbed__in=group, undone_at=None)
        .select_related("absorbed", "kept")
        .order_by("-at", "-id")
    )


def _both(kept: UUID, absorbed: UUID) -> tuple[Customer, Customer]:
    found = Customer.objects.in_bulk([kept, absorbed])
    if kept not in found or absorbed not in found:
        raise Refused(_("This person is not here."), status=404, code="not-found")
    if found[kept].brand_id != found[absorbed].brand_id:
        raise Refused(
            _("They belong to two brands, and nobody is recognised across brands."),
            status=409,
            code="two-brands",
        )
    return found[kept], found[absorbed]


def _alone_in(brand: UUID) -> None:
    # Joinings of a brand are made one at a time, or two of them could tie a circle. NO KEY: mails go on coming in.
    Brand.objects.select_for_update(no_key=True).get(id=brand)


def _settle_proposals(head: UUID, by: str) -> None:
    group = together(head)
    JoinProposal.objects.filter(one__in=group, other__in=group, state="open").update(
        state="accepted", decided_at=clock.now(), decided_by=by
    )
