"""What the journal records about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from beistand.journal.book import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class DemoRemoved(Fact):
    """The entries of the demo's brands were swept; their seals stay. Fields as in `rules.chain.Sweep`."""

    count: int
    ranges: tuple[tuple[int, int], ...]
    digest: str
    mac: str


@fact
@dataclass(frozen=True, kw_only=True)
class PersonForgotten(Fact):
    """A person was forgotten: their key and the words of their entries are gone. Every room answers this."""

    person: UUID


def sentence(name: str, who: str, words: dict[str, Any]) -> str:
    """The timeline sentence of a fact of this room, "" for others."""
    match name:
        case "DemoRemoved":
            return _("%(who)s removed the demo with %(count)s entries") % {
                "who": who,
                "count": words["count"],
            }
        case "PersonForgotten":
            return _("%(who)s had a person forgotten") % {"who": who}
    return ""
