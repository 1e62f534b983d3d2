"""`/customers`: whom we help, and by which addresses we know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from beistand.people.adding import add_customer
from beistand.people.addresses import written
from beistand.people.models import Customer, Identity
from beistand.site.api.keys import caller_of
from beistand.site.api.pages import Page, page_by_id
from beistand.site.api.shapes import Instant, Order, Shown, Words

router = Router(tags=["customers"])

Kind = Literal["email", "phone", "handle"]


class AddressShown(Shown):
    """An address by which somebody is known: a claim until `proven_at`; `contested` failed the proof."""

    kind: Kind
    value: str
    proven_at: datetime | None
    contested: bool


class CustomerShown(Shown):
    """Somebody we help, inside one brand. `joined_into` while they are joined with another."""

    id: UUID
    brand: UUID
    name: str
    locale: str
    about: str
    first_at: datetime
    joined_into: UUID | None
    addresses: list[AddressShown]


class CustomerPage(Shown):
    """Customers in the order in which we met them."""

    items: list[CustomerShown]
    next: str | None


class CustomerWish(Page):
    """`address` is a mail address, phone number or handle, whole."""

    brand: Annotated[Words, Field(max_length=60)] | None = None
    address: Annotated[Words, Field(max_length=320)] | None = None
    since: Instant | None = None


class AddressGiven(Order):
    """An address somebody told us: it is a claim."""

    kind: Kind = "email"
    value: Annotated[Words, Field(min_length=1, max_length=320)]


class CustomerGiven(Order):
    """Somebody new."""

    brand: Annotated[Words, Field(max_length=60)] | None = None
    name: Annotated[Words, Field(max_length=200)] = ""
    locale: Literal["", "de", "en"] = ""
    about: Annotated[Words, Field(max_length=5_000)] = ""
    addresses: Annotated[list[AddressGiven], Field(max_length=20)] = []


@router.get("/customers", response=CustomerPage)
def customers(request: HttpRequest, wish: Query[CustomerWish]) -> dict[str, Any]:
    """Whom we help, oldest first."""
    caller = caller_of(request)
    rows = caller.own(Customer.objects.all())
    if wish.brand is not None:
        rows = rows.filter(brand=caller.named_brand(wish.brand))
    if wish.address is not None:
        values = {written(kind, wish.address) for kind in Identity.KINDS}
        rows = rows.filter(id__in=Identity.objects.filter(value__in=values).values("customer"))
    if wish.since is not None:
        rows = rows.filter(first_at__gt=wish.since)
    return page_by_id(rows, wish, shown)


@router.post("/customers", response={201: CustomerShown})
def add(request: HttpRequest, order: CustomerGiven) -> dict[str, Any]:
    """Add somebody. An address that another customer of the brand has is a 409."""
    caller = caller_of(request)
    customer = add_customer(
        caller.named_brand(order.brand),
        name=order.name,
        locale=order.locale,
        about=order.about,
        addresses=[(a.kind, a.value) for a in order.addresses],
        by=caller.actor.by,
    )
    return shown([customer])[0]


@router.get("/customers/{uuid:customer}", response=CustomerShown)
def customer(request: HttpRequest, customer: UUID) -> dict[str, Any]:
    """One customer."""
    row = caller_of(request).own(Customer.objects.filter(id=customer)).first()
    if row is None:
        raise Http404
    return shown([row])[0]


def shown(rows: Sequence[Customer]) -> list[dict[str, Any]]:
    """Customers with their addresses."""
    known: dict[UUID, list[dict[str, Any]]] = {row.id: [] for row in rows}
    for one in Identity.objects.filter(customer__in=list(known)).order_by("first_at", "id"):
        known[one.customer_id].append(
            {
                "kind": one.kind,
                "value": one.shown or one.value,
                "proven_at": one.proven_at,
                "contested": one.is_contested,
            }
        )
    return [
        {
            "id": c.id,
            "brand": c.brand_id,
            "name": c.name,
            "locale": c.locale,
            "about": c.about,
            "first_at": c.first_at,
            "joined_into": c.merged_into_id,
            "addresses": known[c.id],
        }
        for c in rows
    ]
