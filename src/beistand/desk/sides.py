"""The person beside the conversation: addresses, matters, who they may be one with."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation
from beistand.desk.shapes import Known, Past, Proposal, Side
from beistand.people import joining, proposals
from beistand.people.models import Customer, Identity, Joining, JoinProposal
from beistand.people.rules.likeness import Evidence

MATTERS = 8


def side_of(customer: Customer, actor: Actor, current: Conversation | None = None) -> Side:
    """The right pane for a customer (or whom they were joined into), as far as the actor may see."""
    head = customer.merged_into if customer.merged_into is not None else customer
    group = joining.together(head.id)
    known = known_of(group)
    matters = [c for c in matters_of(group, actor) if current is None or c.id != current.id]
    return Side(
        id=str(head.id),
        href=reverse("desk:customer", args=[head.id]),
        name=name_of(head, known),
        since=head.first_at,
        brand=head.brand.name,
        language=head.locale,
        about=head.about,
        about_url=reverse("desk:about", args=[head.id]),
        is_proven=any(k.is_proven for k in known),
        known=known,
        matters=tuple(past_of(c) for c in matters[:MATTERS]),
        proposals=tuple(_proposal(row, head.id) for row in proposals.open_for(head.id)),
        joined=tuple(_joined(row, head.id) for row in joining.standing(head.id)),
    )


def known_of(group: Iterable[UUID]) -> tuple[Known, ...]:
    """The addresses of a person."""
    rows = Identity.objects.filter(customer__in=list(group)).exclude(kind="handle").order_by("first_at", "id")
    return tuple(
        Known(
            i.shown or i.value,
            i.proven_at is not None,
            i.kind,
            i.proven_by.upper(),
            remove_url=reverse("desk:remove_address", args=[i.customer_id, i.id]),
        )
        for i in rows
    )


def name_of(customer: Customer, known: tuple[Known, ...] = ()) -> str:
    """What a person is called: the name, else an address."""
    return customer.name or next((k.value for k in known), "") or _("Somebody")


def matters_of(group: Iterable[UUID], actor: Actor, limit: int = 50) -> list[Conversation]:
    """The matters of a person that the actor may see, the newest first."""
    seen = Q(team=None) | Q(team__in=actor.sight.teams)
    rows = Conversation.objects.filter(
        seen, customer__in=list(group), merged_into=None, brand__in=actor.sight.brands
    )
    return list(rows.order_by("-last_at")[:limit])


def told_apart(c: Conversation) -> str:
    """A matter in a choice of several: its subject and when something last happened."""
    last = date_format(timezone.localtime(c.last_at), "SHORT_DATETIME_FORMAT")
    return f"{c.subject or _('without a subject')} · {last}"


def past_of(c: Conversation) -> Past:
    """One matter as a line."""
    words = c.subject or _("without a subject")
    return Past(words, c.last_at, href=reverse("desk:talk", args=[c.id]), is_open=c.state != "closed")


def _proposal(row: JoinProposal, head: UUID) -> Proposal:
    other = row.other if row.one.head_id == head else row.one
    known = known_of([other.id])
    evidence = [proposals.evidence_words(Evidence.read(e)) for e in row.evidence]
    if not any(k.is_proven for k in known):
        evidence.append(_("None of the other's addresses is proven."))
    return Proposal(
        id=str(row.id),
        other=_with_address(other, known),
        other_href=reverse("desk:customer", args=[other.head_id]),
        evidence=tuple(evidence),
        accept_url=reverse("desk:accept_proposal", args=[head, row.id]),
        decline_url=reverse("desk:decline_proposal", args=[head, row.id]),
    )


def _joined(row: Joining, head: UUID) -> Proposal:
    return Proposal(
        id=str(row.id),
        other=_with_address(row.absorbed, known_of([row.absorbed_id])),
        other_href="",
        evidence=tuple(proposals.evidence_words(Evidence.read(e)) for e in row.evidence),
        accept_url="",
        decline_url=reverse("desk:part_customers", args=[head, row.id]),
    )


def _with_address(customer: Customer, known: tuple[Known, ...]) -> str:
    address = next((k.value for k in known), "")
    name = name_of(customer, known)
    return f"{name} ({address})" if address and address != name else name
