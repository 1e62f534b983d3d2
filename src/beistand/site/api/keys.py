"""Who calls: a key from the `Authorization` header, and what it may see and do."""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from beistand.desk.conversations import Actor
from beistand.house.models import ApiKey, Brand
from beistand.house.rights import Sight, brand_sight, whole_house
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.lib.tokens import digest

SEEN_EVERY = timedelta(minutes=1)
NOTED = "beistand.caller"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Caller:
    """A key that is good now. A key of one brand sees nothing of the others."""

    key: ApiKey

    @property
    def brand(self) -> UUID | None:
        """The brand a key is bound to; None for the whole house."""
        return self.key.brand_id

    @cached_property
    def sight(self) -> Sight:
        """What this key may see."""
        return brand_sight(self.brand) if self.brand else whole_house()

    @cached_property
    def actor(self) -> Actor:
        """The key as somebody who acts on the desk."""
        return Actor(f"key:{self.key.id}", self.sight)

    def may(self, scope: str) -> bool:
        """Whether the key has a scope; admin has all."""
        return scope in self.key.scopes or "admin" in self.key.scopes

    def must(self, scope: str) -> None:
        """Refuse with 403 unless the key has the scope."""
        if not self.may(scope):
            raise Refused(
                _("This key has no right to “%(scope)s”.") % {"scope": scope},
                _("Use a key that has it."),
                status=403,
                code="scope",
            )

    def own(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Only the rows of the key's brand, or all."""
        return rows.filter(brand=self.brand) if self.brand else rows

    def named_brand(self, words: str | None) -> Brand:
        """The brand somebody named by slug or id. A key of one brand need not name it."""
        if not words:
            if self.brand is None:
                raise Refused(_("Say which brand this is for."), code="brand")
            return Brand.objects.get(id=self.brand)
        by = Q(slug=words)
        with suppress(ValueError):
            by |= Q(id=UUID(words))
        brand = Brand.objects.filter(by, id__in=self.sight.brands).first()
        if brand is None:
            raise Refused(_("There is no such brand."), code="brand")
        return brand


def admit(request: HttpRequest) -> Caller:
    """The caller of a request. Raises `Refused` (401) for no key, an unknown one and a revoked one alike."""
    caller = look(request.headers.get("Authorization", ""), clock.now())
    if caller is None:
        raise Refused(
            _("This needs a key: Authorization: Bearer bst_…"),
            _("“beistand token NAME” makes one."),
            status=401,
            code="key",
        )
    request.META[NOTED] = caller
    return caller


def look(header: str, at: datetime) -> Caller | None:
    """The caller behind an `Authorization` header, None when there is none."""
    kind, _space, text = header.partition(" ")
    if kind.lower() != "bearer" or not text.startswith("bst_") or len(text) > 200:
        return None
    wanted = digest(text)
    key = ApiKey.objects.filter(hash=wanted).first()
    if key is None or not hmac.compare_digest(bytes(key.hash), wanted) or key.revoked_at is not None:
        return None
    if key.seen_at is None or at - key.seen_at >= SEEN_EVERY:
        ApiKey.objects.filter(id=key.id).update(seen_at=at)
    return Caller(key)


def caller_of(request: HttpRequest) -> Caller:
    """The caller whom the door has let in."""
    return cast(Caller, request.META[NOTED])


class Bearer(HttpBearer):
    """Says in the OpenAPI document how to sign in; the looking has been done at the door."""

    def __call__(self, request: HttpRequest) -> Any:
        """The caller, or nothing."""
        return request.META.get(NOTED)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """As `__call__`; the shape ninja asks for."""
        return self(request)
