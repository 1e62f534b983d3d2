"""Addresses written down by hand, and what else a colleague may note of a person. All of it is a claim."""

from __future__ import annotations

import re
from uuid import UUID

import phonenumbers
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from beistand.journal.book import About, record
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people import facts, proposals
from beistand.people.identities import normal
from beistand.people.models import Customer, Identity
from beistand.people.rules.likeness import Evidence

MAIL = re.compile(r"[^\s@<>(),;:\"\\\x00]{1,64}@[^\s@<>(),;:\"\\\x00]{1,253}\.[^\s@<>(),;:\"\\.\x00]{2,63}")
REGIONS = {"Europe/Vienna": "AT", "Europe/Zurich": "CH", "Europe/London": "GB"}
LOCALES = ("", "de", "en", "fr", "it", "es", "nl", "pl", "tr", "uk", "ru", "ar")


class TakenByAnother(Refused):
    """The address belongs to somebody else; they may be one person."""

    def __init__(self, other: UUID) -> None:
        super().__init__(
            _("This address belongs to another person."),
            _("If they are one person, join them; it is proposed beside them now."),
            status=409,
            code="address-taken",
        )
        self.other = other


def kind_of(text: str) -> str:
    """email, phone, or "" for what is neither."""
    if MAIL.fullmatch(text.strip()):
        return "email"
    return "phone" if sum(c.isdigit() for c in text) >= 6 and not re.search(r"[^\d\s()/+.-]", text) else ""


def written(kind: str, text: str, region: str = "DE") -> str:
    """An address as it is compared; a phone number as E.164 if it can be one."""
    if kind == "phone":
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            return normal(kind, text)
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return normal(kind, text)


def region_of(timezone: str) -> str:
    """Where a phone number without + is at home, by the brand's time zone."""
    return REGIONS.get(timezone, "DE")


def add_address(customer: Customer, text: str, by: str) -> Identity:
    """Write an address down. It stays a claim until it is proven. Raises `Refused` and `TakenByAnother`."""
    kind, shown = kind_of(text), text.strip()
    if not kind:
        raise Refused(
            _("“%(text)s” is neither a mail address nor a phone number.") % {"text": shown[:80]},
            code="address",
        )
    value = written(kind, shown, region_of(customer.brand.timezone))
    taken = Identity.objects.filter(
        brand=customer.brand_id, kind=kind, value=value, is_contested=False
    ).first()
    if taken is None:
        return _add(customer, kind, value, shown, by)
    if taken.customer_id == customer.id:
        return taken
    proposals.propose(customer.id, taken.customer_id, [Evidence("address", shown)])
    raise TakenByAnother(taken.customer_id)


def _add(customer: Customer, kind: str, value: str, shown: str, by: str) -> Identity:
    try:
        with transaction.atomic():
            made = Identity.objects.create(
                brand_id=customer.brand_id,
                customer=customer,
                kind=kind,
                value=value,
                shown=shown[:320],
                name=customer.name,
                first_at=clock.now(),
            )
            record(facts.AddressAdded(kind=kind, identity=made.id), _about(customer, by))
    except IntegrityError:  # a mail from there came in at the same moment
        raise Refused(_("This address was just taken up."), _("Look again."), status=409) from None
    return made


@transaction.atomic
def remove_address(customer: Customer, identity: UUID, by: str) -> None:
    """An address does not belong to this person. What was said from it stays where it is."""
    row = Identity.objects.filter(id=identity, customer=customer).first()
    if row is None:
        return
    row.delete()
    record(facts.AddressRemoved(kind=row.kind, identity=identity), _about(customer, by))


@transaction.atomic
def describe(
    customer: Customer,
    by: str,
    *,
    name: str | None = None,
    locale: str | None = None,
    about: str | None = None,
) -> None:
    """Change what is noted of a person; None leaves a thing as it is."""
    wanted = {
        "name": None if name is None else " ".join(name.split())[:200],
        "locale": locale if locale in LOCALES else None,
        "about": None if about is None else about.strip()[:20_000],
    }
    changed = [
        what for what, value in wanted.items() if value is not None and value != getattr(customer, what)
    ]
    for what in changed:
        setattr(customer, what, wanted[what])
    if changed:
        customer.save(update_fields=changed)
    for what in changed:
        record(facts.CustomerDescribed(what=what), _about(customer, by))


def _about(customer: Customer, by: str) -> About:
    return About(brand=customer.brand_id, customer=customer.id, by=by)
