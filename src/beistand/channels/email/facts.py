"""What mail itself records: that a mailbox or smarthost has not worked for long, and that it works again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from beistand.journal.book import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class MailInStuck(Fact):
    """A mailbox could not be fetched for 15 minutes. `code` is one of `trouble.SENTENCES`."""

    mailbox: UUID
    code: str


@fact
@dataclass(frozen=True, kw_only=True)
class MailInFlows(Fact):
    """A mailbox that was told to be stuck is fetched again."""

    mailbox: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class MailOutStuck(Fact):
    """A smarthost has not taken us in for 15 minutes. `code` is one of `trouble.SENTENCES`."""

    code: str


@fact
@dataclass(frozen=True, kw_only=True)
class MailOutFlows(Fact):
    """A smarthost that was told to be stuck works again."""
