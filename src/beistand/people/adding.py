"""Adding somebody by hand, or from another system: what they tell us is a claim until it is proven."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from beistand.house.models import Brand
from beistand.journal.book import About, record
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people.addresses import region_of, written
from beistand.people.facts import CustomerAdded
from beistand.people.models import Customer, Identity


def add_customer(
    brand: Brand,
    *,
    name: str = "",
    locale: str = "",
    about: str = "",
    addresses: Sequence[tuple[str, str]] = (),
    by: str,
) -> Customer:
    """Somebody new, with addresses as (kind, value). Raises `Refused`: 409 when another has one of them."""
    if not name.strip() and not addresses:
        raise Refused(_("A customer needs a name or an address."), code="empty")
    at = clock.now()
    with transaction.atomic():
        customer = Customer.objects.create(
            brand=brand, name=name.strip(), locale=locale, about=about, first_at=at
        )
        try:
            with transaction.atomic():
                Identity.objects.bulk_create(
                    Identity(
                        brand=brand,
                        customer=customer,
                        kind=kind,
                        value=_checked(kind, value, brand),
                        shown=value.strip(),
                        name=name.strip(),
                        first_at=at,
                    )
                    for kind, value in addresses
                )
        except IntegrityError:
            raise Refused(
                _("A customer of this brand has one of these addresses."),
                _("Look them up by it."),
                status=409,
                code="address-taken",
            ) from None
        record(CustomerAdded(), About(brand=brand.id, customer=customer.id, by=by))
    return customer


def _checked(kind: str, value: str, brand: Brand) -> str:
    if kind == "email":
        try:
            validate_email(value.strip())
        except ValidationError:
            raise Refused(_("“%(mail)s” is not a mail address.") % {"mail": value}, code="mail") from None
    found = written(kind, value, region_of(brand.timezone))[:320]
    if not found:
        raise Refused(_("“%(value)s” is not an address.") % {"value": value}, code="address")
    return found
