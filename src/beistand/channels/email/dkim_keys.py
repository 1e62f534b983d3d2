"""DKIM keys of our domains: made here, published by the operator in DNS, then switched on."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from beistand.channels.email.models import DkimKey
from beistand.channels.email.signing import new_key
from beistand.house.models import Brand, BrandDomain
from beistand.lib import clock
from beistand.lib.envelope import seal
from beistand.lib.refusal import Refused


def make(brand: Brand, domain: str) -> DkimKey:
    """A new key for a domain of this brand, not yet in use. Raises `Refused`."""
    domain = domain.strip().lower().rstrip(".")
    if not BrandDomain.objects.filter(brand=brand, domain=domain).exists():
        raise Refused(
            _("%(domain)s is no mail domain of %(brand)s.") % {"domain": domain, "brand": brand.name},
            _("Keys are made for the domain that stands in From."),
        )
    at = clock.now()
    pair = new_key()
    with transaction.atomic():
        number = DkimKey.objects.select_for_update().filter(domain=domain).count() + 1
        return DkimKey.objects.create(
            domain=domain,
            brand=brand,
            selector=f"beistand{at:%Y%m%d}-{number}",
            private=seal(pair.private_pem.decode(), f"dkim:{domain}", settings.SECRET_KEY),
            public_record=pair.public_dns_txt,
            made_at=at,
        )


def use(domain: str, selector: str = "", *, is_on: bool = True) -> DkimKey:
    """Sign with this key from now on (the newest of the domain when no selector is given), or no more."""
    domain = domain.strip().lower().rstrip(".")
    keys = DkimKey.objects.filter(domain=domain).order_by("-made_at")
    found = keys.filter(selector=selector).first() if selector else keys.first()
    if found is None:
        raise Refused(_("There is no key for %(domain)s.") % {"domain": domain}, "beistand dkim new")
    with transaction.atomic():
        DkimKey.objects.filter(domain=domain).update(is_on=False)
        found.is_on = is_on
        found.save(update_fields=["is_on"])
    return found
