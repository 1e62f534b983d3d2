"""For which brand is an arrival? By the envelope: what the To header says is only what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from beistand.channels.models import Arrival
from beistand.house.models import BrandDomain


def domain_of(address: str) -> str:
    """The domain of an address, lower case, "" without one."""
    return address.rpartition("@")[2].strip().strip(">").lower()


def brands_of(arrivals: Iterable[Arrival]) -> dict[UUID, list[UUID]]:
    """The brands each arrival was addressed to, in the order of its recipients, each once."""
    waiting = list(arrivals)
    domains = {domain_of(r) for a in waiting for r in _recipients(a)}
    brand_of = dict(BrandDomain.objects.filter(domain__in=domains).values_list("domain", "brand_id"))
    found: dict[UUID, list[UUID]] = {}
    for arrival in waiting:
        told = arrival.envelope.get("brand")
        if told:
            found[arrival.id] = [UUID(str(told))]
            continue
        brands = [brand_of[d] for d in (domain_of(r) for r in _recipients(arrival)) if d in brand_of]
        found[arrival.id] = list(dict.fromkeys(brands))
    return found


def recipient_of(arrival: Arrival, brand: UUID) -> str:
    """The envelope recipient through which it came to a brand (the first, when there are several)."""
    recipients = _recipients(arrival)
    if len(recipients) <= 1:
        return recipients[0][:320] if recipients else ""
    own = set(BrandDomain.objects.filter(brand=brand).values_list("domain", flat=True))
    return next((r for r in recipients if domain_of(r) in own), recipients[0])[:320]


def _recipients(arrival: Arrival) -> list[str]:
    return [str(r) for r in arrival.envelope.get("recipients", [])]
