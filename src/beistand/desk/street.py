"""What the public pages know: which brand, which language, where its pages begin, and how often one may write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from beistand.house.models import Brand
from beistand.lib import limits
from beistand.lib.limits import Limit

HOUR = timedelta(hours=1)
FROM_NET = Limit("form-net", free=12, first=timedelta(minutes=5), longest=HOUR, forgets=HOUR)
FROM_MAIL = Limit("form-mail", free=5, first=timedelta(minutes=10), longest=HOUR, forgets=HOUR)


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
    """Who asks, as a network: an IPv4 address, or the /64 of an IPv6 one."""
    return limits.network(request.META.get("REMOTE_ADDR", ""))


def is_too_much(request: HttpRequest, mail: str) -> bool:
    """Counts one message from this network and under this mail address; whether that was one too many."""
    wait = limits.take((FROM_NET, net_of(request)), (FROM_MAIL, mail.strip().lower()))
    return wait > limits.NO_WAIT
