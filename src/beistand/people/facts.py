"""What people records, each with its sentence for the timeline. Only ids go into the journal, never names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from beistand.journal.book import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class CustomersJoined(Fact):
    """Two customers were found to be one person."""

    joining: UUID
    absorbed: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class CustomersParted(Fact):
    """Two customers are two people after all."""

    joining: UUID
    absorbed: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class AddressAdded(Fact):
    """Somebody wrote down an address by hand. It is a claim."""

    kind: str
    identity: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class AddressRemoved(Fact):
    """An address does not belong to this person any more."""

    kind: str
    identity: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class CustomerDescribed(Fact):
    """Name, language or remarks about a person were changed."""

    what: str


@fact
@dataclass(frozen=True, kw_only=True)
class CustomerAdded(Fact):
    """Somebody was added by hand or by another system."""


@fact
@dataclass(frozen=True, kw_only=True)
class Touchpoint(Fact):
    """Somebody met us in another place: a shop, an app, a page. `anonymous` when we don't know them (yet)."""

    kind: str
    anonymous: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def words(self) -> dict[str, Any]:
        """`details` as they are, and what they belong to."""
        words: dict[str, Any] = {"kind": self.kind}
        if self.anonymous:
            words["anonymous"] = self.anonymous
        if self.details:
            words["details"] = dict(self.details)
        return words


def sentence(name: str, who: str, *, other: str = "", what: str = "") -> str:
    """The timeline sentence of a fact of this room, "" for others. `other`: the name of the absorbed customer."""
    match name:
        case "CustomersJoined":
            return _("%(who)s joined %(other)s with this person") % {"who": who, "other": other}
        case "CustomersParted":
            return _("%(who)s parted %(other)s from this person again") % {"who": who, "other": other}
        case "AddressAdded":
            return _("%(who)s added an address") % {"who": who}
        case "AddressRemoved":
            return _("%(who)s removed an address") % {"who": who}
        case "CustomerDescribed" if what == "name":
            return _("%(who)s changed the name") % {"who": who}
        case "CustomerDescribed" if what == "locale":
            return _("%(who)s changed the language") % {"who": who}
        case "CustomerDescribed":
            return _("%(who)s changed what is good to know") % {"who": who}
    return ""
