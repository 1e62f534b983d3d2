"""`/touchpoints`: where else somebody met us, told by other systems, up to a thousand at a time."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field, StrictBool, StrictFloat, StrictInt

from beistand.journal.book import About, Fact, record_many
from beistand.lib.refusal import Refused
from beistand.people.facts import Touchpoint
from beistand.people.models import Customer
from beistand.site.api.keys import Caller, caller_of
from beistand.site.api.shapes import Id, Instant, Order, Shown, Words

router = Router(tags=["customers"])

MOST = 1_000
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Few = Annotated[Words, Field(max_length=500)]
Count = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]
Measure = Annotated[StrictFloat, Field(allow_inf_nan=False)]


class Met(Order):
    """`customer` is an id, or `anonymous` says by which mark another system knows them. `words` are few."""

    customer: Id | None = None
    anonymous: Annotated[Words, Field(max_length=200)] = ""
    brand: Annotated[Words, Field(max_length=60)] | None = None
    kind: Name
    at: Instant
    words: Annotated[dict[Name, Few | StrictBool | Count | Measure | None], Field(max_length=20)] = {}


class Batch(Order):
    """What is recorded together, or not at all."""

    items: Annotated[list[Met], Field(min_length=1, max_length=MOST)]


class Recorded(Shown):
    """How many."""

    recorded: int


@router.post("/touchpoints", response={201: Recorded})
def touchpoints(request: HttpRequest, order: Batch) -> dict[str, Any]:
    """Record touchpoints: all of them, or none when one makes no sense."""
    caller = caller_of(request)
    wanted = {met.customer for met in order.items if met.customer}
    rows = caller.own(Customer.objects.filter(id__in=wanted))
    brand_of: dict[UUID, UUID] = dict(rows.values_list("id", "brand_id"))
    record_many([_fact(met, place, brand_of, caller) for place, met in enumerate(order.items)])
    return {"recorded": len(order.items)}


def _fact(met: Met, place: int, brand_of: dict[UUID, UUID], caller: Caller) -> tuple[Fact, About]:
    if (met.customer is None) == (met.anonymous == ""):
        raise Refused(
            _("Item %(place)s: say either which customer this is, or “anonymous”.") % {"place": place},
            code="customer",
        )
    if met.customer is not None and met.customer not in brand_of:
        raise Refused(_("Item %(place)s: this customer is not here.") % {"place": place}, code="customer")
    brand = brand_of[met.customer] if met.customer else caller.named_brand(met.brand).id
    fact = Touchpoint(kind=met.kind, anonymous=met.anonymous, details=met.words, at=met.at)
    return fact, About(brand=brand, customer=met.customer, by=caller.actor.by)
