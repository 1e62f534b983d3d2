"""What people keeps of somebody, and how it is forgotten. The row of the customer stays, so that counts stay true."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from beistand.journal.forgetting import answers
from beistand.people.models import Customer, Identity, Joining, JoinProposal, Trace


def one_person(customer: Customer) -> list[UUID]:
    """The customer and everybody who was joined with them: they are forgotten together."""
    head = customer.head_id
    return list(Customer.objects.filter(Q(id=head) | Q(merged_into=head)).values_list("id", flat=True))


@answers("people_customer", "people_identity", "people_trace", "people_joining", "people_joinproposal")
def erase(people: Sequence[UUID]) -> int:
    """Addresses, traces and evidence go; the customer loses name and remarks."""
    gone = Identity.objects.filter(customer__in=people).delete()[0]
    gone += Trace.objects.filter(customer__in=people).delete()[0]
    gone += JoinProposal.objects.filter(Q(one__in=people) | Q(other__in=people)).delete()[0]
    gone += Joining.objects.filter(Q(kept__in=people) | Q(absorbed__in=people)).update(evidence=[])
    return gone + Customer.objects.filter(id__in=people).update(name="", about="")
