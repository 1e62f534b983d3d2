"""What the public pages know: which brand, which language, and where its pages begin."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from beistand.channels.models import Arrival
from beistand.house.models import Brand
from beistand.lib import clock

HOUR = timedelta(hours=1)
MOST_FROM_NET, MOST_FROM_ADDRESS = 12, 5


@dataclass(frozen=True)
class Place:
    """A public page of a brand in a language. `root` is "/auenfeld" or "" under the brand's own host name."""

    brand: Brand
    language: str
    root: str = ""

    def href(self, page: str, language: str = "") -> str:
        """The address of another public page of this brand."""
        return f"{self.root}/{language or self.language}/{page}/"


def net_of(request: HttpRequest) -> str:
    """Who asks, as a network: an IPv4 address, or the /64 of an IPv6 one. A proxy is believed only when configured."""
    told = request.META.get("REMOTE_ADDR", "")
    proxies = {p.strip() for p in settings.BEISTAND.trusted_proxies.split(",") if p.strip()}
    if told in proxies:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or told
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def is_too_much(net: str, address: str) -> bool:
    """Whether this network, or whoever uses this mail address, has written very often within the hour."""
    lately = Arrival.objects.filter(channel="form", arrived_at__gt=clock.now() - HOUR)
    if lately.filter(envelope__net=net).count() >= MOST_FROM_NET:
        return True
    return bool(address) and lately.filter(envelope__mail=address.lower()).count() >= MOST_FROM_ADDRESS
