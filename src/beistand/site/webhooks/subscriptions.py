"""Who is told by webhook: made with a secret that is shown once, ended at any time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from ipaddress import ip_address
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from beistand.house.models import Brand
from beistand.journal.book import FACTS
from beistand.journal.reader import Place, end
from beistand.lib import clock
from beistand.lib.envelope import seal, unseal
from beistand.lib.http import Forbidden
from beistand.lib.http.places import judge, read_url
from beistand.lib.ids import uuid7
from beistand.lib.refusal import Refused
from beistand.site.models import Subscription

PORTS = frozenset({80, 443})
MOST = 200


def subscribe(
    url: str, facts: Sequence[str] = (), *, brand: Brand | None = None, allow_loopback: bool = False
) -> tuple[Subscription, str]:
    """Tell somebody from now on; the row and its secret, which can't be read again. Raises `Refused`."""
    _check_url(url, allow_loopback=allow_loopback)
    known = known_facts()
    unknown = sorted(set(facts) - known)
    if unknown:
        raise Refused(
            _("There is no fact “%(fact)s”.") % {"fact": unknown[0]},
            _("There are: %(facts)s.") % {"facts": ", ".join(sorted(known))},
            code="fact",
        )
    if Subscription.objects.count() >= MOST:
        raise Refused(_("There are too many webhooks."), _("End one first."), status=409, code="too-many")
    here = end()
    id, secret = uuid7(), f"whs_{secrets.token_urlsafe(32)}"
    row = Subscription.objects.create(
        id=id,
        url=url,
        facts=sorted(set(facts)),
        brand=brand,
        secret=seal(secret, _purpose(id), settings.SECRET_KEY),
        allow_loopback=allow_loopback,
        transaction=here.transaction,
        entry=here.entry,
        made_at=clock.now(),
    )
    return row, secret


def known_facts() -> frozenset[str]:
    """The names of all facts of all rooms, whoever was awake so far."""
    autodiscover_modules("facts")
    return frozenset(FACTS)


def begin_of(row: Subscription) -> Place:
    """Behind this place of the journal it is told."""
    return Place(row.transaction, row.entry)


def secret_of(row: Subscription) -> bytes:
    """The key with which its webhooks are signed."""
    return unseal(row.secret, _purpose(row.id), [settings.SECRET_KEY]).encode()


def _purpose(id: UUID) -> str:
    return f"webhook:{id}"


def _check_url(url: str, *, allow_loopback: bool) -> None:
    """Refuse early what would be refused at every telling anyhow. Names are looked up at each telling."""
    try:
        place = read_url(url)
        try:
            address = str(ip_address(place.host))
        except ValueError:
            if not allow_loopback and place.port not in PORTS:
                raise Forbidden("port") from None
            return
        judge([address], place.port, PORTS, allow_loopback=allow_loopback)
    except Forbidden as problem:
        raise Refused(
            _("We do not send to this address (%(reason)s).") % {"reason": problem.reason},
            _("It must be a public http or https address on port 80 or 443."),
            code="url",
        ) from None
