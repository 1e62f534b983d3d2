"""Recognising people: a proven address is somebody, a claimed one is a claim.

A sender whose proof *failed* for an address of somebody we know is never put on that person's thread: they
get a customer of their own under a contested identity, shown as forged. A sender without any proof (most mail
servers publish none) is filed under the address and every message says that it is only claimed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from beistand.lib.ids import uuid7
from beistand.people.models import Customer, Identity

_HEAD = Coalesce("merged_into_id", "id")


@dataclass(frozen=True)
class Claim:
    """Somebody says to be `value` inside a brand. `proof` is pass, fail or anything else (no proof)."""

    brand: UUID
    kind: str
    value: str
    name: str = ""
    locale: str = ""
    proof: str = "none"
    at: datetime | None = None

    @property
    def is_contested(self) -> bool:
        """Whether the proof says that it is not them."""
        return self.proof == "fail"

    @property
    def key(self) -> tuple[UUID, str, str, bool]:
        """What the identity is unique by."""
        return (self.brand, self.kind, normal(self.kind, self.value), self.is_contested)


def normal(kind: str, value: str) -> str:
    """The form under which an address is compared: mail in lower case, phone without spaces."""
    if kind == "phone":
        return "".join(c for c in value if c.isdigit() or c == "+")
    return value.strip().lower()[:320]


def recognise_many(claims: Iterable[Claim], at: datetime) -> dict[tuple[UUID, str, str, bool], UUID]:
    """The customer behind each claim, made where there is none; keyed by `Claim.key`.

    It is the one to whom the address belongs, also while they are joined into another (`Customer.head_id` leads
    there): what is said during a joining stays with who said it, so that parting restores everything by itself.
    """
    wanted = {claim.key: claim for claim in claims if claim.value}
    found = _find(wanted)
    fresh = {key: claim for key, claim in wanted.items() if key not in found}
    found.update(_make(fresh, at))
    _note_proofs([c for c in wanted.values() if c.proof == "pass"], at)
    return found


def _find(wanted: dict[tuple[UUID, str, str, bool], Claim]) -> dict[tuple[UUID, str, str, bool], UUID]:
    if not wanted:
        return {}
    rows = Identity.objects.filter(value__in={key[2] for key in wanted}).values_list(
        "brand_id", "kind", "value", "is_contested", "customer_id"
    )
    return {row[:4]: row[4] for row in rows if row[:4] in wanted}


def _make(
    fresh: dict[tuple[UUID, str, str, bool], Claim], at: datetime
) -> dict[tuple[UUID, str, str, bool], UUID]:
    customers, identities, made = [], [], {}
    for key, claim in fresh.items():
        customer = Customer(
            id=uuid7(),
            brand_id=claim.brand,
            name=claim.name[:200],
            locale=claim.locale[:5],
            first_at=claim.at or at,
        )
        customers.append(customer)
        identities.append(
            Identity(
                brand_id=claim.brand,
                customer=customer,
                kind=claim.kind,
                value=key[2],
                shown=claim.value[:320],
                name=claim.name[:200],
                first_at=claim.at or at,
                is_contested=claim.is_contested,
            )
        )
        made[key] = customer.id
    Customer.objects.bulk_create(customers)
    Identity.objects.bulk_create(identities)
    return made


def _note_proofs(proven: list[Claim], at: datetime) -> None:
    if proven:
        Identity.objects.filter(
            brand__in={c.brand for c in proven},
            kind__in={c.kind for c in proven},
            value__in={c.key[2] for c in proven},
            is_contested=False,
            proven_at=None,
        ).update(proven_at=at, proven_by="dmarc")


def addresses_of(customers: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """The uncontested addresses of customers and of all who are joined with them."""
    heads = dict(Customer.objects.filter(id__in=set(customers)).values_list("id", _HEAD))
    rows = (
        Identity.objects.filter(
            Q(customer__in=heads.values()) | Q(customer__merged_into__in=heads.values()), is_contested=False
        )
        .annotate(head=Coalesce("customer__merged_into_id", "customer_id"))
        .values_list("head", "value")
    )
    gathered: dict[UUID, set[str]] = {}
    for head, value in rows:
        gathered.setdefault(head, set()).add(value)
    return {customer: frozenset(gathered[head]) for customer, head in heads.items() if head in gathered}
