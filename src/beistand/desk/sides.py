"""The person beside the conversation: addresses, matters, the way with us."""

from __future__ import annotations

from django.urls import reverse

from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation
from beistand.desk.shapes import Known, Past, Side
from beistand.people.models import Customer

MATTERS = 8


def side_of(customer: Customer, actor: Actor, current: Conversation | None = None) -> Side:
    """The right pane for a customer, as far as the actor may see."""
    identities = list(customer.identities.exclude(kind="handle").order_by("first_at"))
    known = tuple(
        Known(i.shown or i.value, i.proven_at is not None, i.kind, i.proven_by.upper()) for i in identities
    )
    matters = [
        c
        for c in Conversation.objects.filter(customer=customer, merged_into=None).order_by("-last_at")[:50]
        if actor.sight.sees(c.brand_id, c.team_id) and (current is None or c.id != current.id)
    ]
    return Side(
        id=str(customer.id),
        href=reverse("desk:customer", args=[customer.id]),
        name=customer.name or (known[0].value if known else "–"),
        since=customer.first_at,
        brand=customer.brand.name,
        language=customer.locale,
        about=customer.about,
        about_url=reverse("desk:about", args=[customer.id]),
        is_proven=any(k.is_proven for k in known),
        known=known,
        matters=tuple(
            Past(
                c.subject or "–",
                c.last_at,
                href=reverse("desk:talk", args=[c.id]),
                is_open=c.state != "closed",
            )
            for c in matters[:MATTERS]
        ),
    )
