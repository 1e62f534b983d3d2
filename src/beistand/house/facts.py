"""What the house records about its own people and set-up: who may do what is worth a trail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from beistand.journal.book import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    """Somebody was given a link with which to set a name and a password."""

    agent: UUID
    role: str


@fact
@dataclass(frozen=True, kw_only=True)
class InvitationTaken(Fact):
    """An invitation was used."""

    agent: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    """Role, teams or the right to come in were changed. `teams` are the names afterwards."""

    agent: UUID
    role: str
    is_active: bool
    teams: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class BrandChanged(Fact):
    """A brand's name, addresses or words were changed; `fields` says which."""

    fields: str
