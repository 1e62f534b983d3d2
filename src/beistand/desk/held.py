"""The list of mails that could not be read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from beistand.channels.models import Arrival
from beistand.desk.files import size_words
from beistand.desk.models import Message
from beistand.desk.reasons import reason_words
from beistand.desk.shapes import Held
from beistand.house.rights import Sight

MOST = 200


def held_mails(sight: Sight) -> tuple[Held, ...]:
    """What lies in quarantine for the brands somebody sees, newest first."""
    rows = list(_waiting(sight).select_related("brand").order_by("-filed_at")[:MOST])
    arrivals = Arrival.objects.filter(id__in=[r.arrival for r in rows])
    sizes = dict(arrivals.values_list("id", "raw__size"))
    return tuple(
        Held(
            id=str(row.id),
            arrived_at=row.arrived_at,
            sender=row.sender_address,
            recipient=row.recipient,
            reason=reason_words(row.quarantined),
            size=size_words(sizes.get(row.arrival, 0)) if row.arrival else "",
            source_url=reverse("desk:raw", args=[row.id]),
            retry_url=reverse("desk:retry", args=[row.id]),
            brand=row.brand.name,
        )
        for row in rows
    )


def count_held(sight: Sight) -> int:
    """How many there are, at most `MOST`."""
    return _waiting(sight).order_by()[:MOST].count()


def _waiting(sight: Sight) -> QuerySet[Message]:
    return Message.objects.exclude(quarantined="").filter(conversation=None, brand__in=sight.brands)
