"""The cast: one brand with a team and its people, as the stories know them. Used by all tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest

MARA, JONAS = "mara@auenfeld.example", "jonas@auenfeld.example"


@dataclass(frozen=True)
class Auenfeld:
    """The brand of story 1 with Mara (agent), Jonas (agent) and Lea (lead) in its service team."""

    brand: Any
    team: Any
    mara: Any
    jonas: Any
    lea: Any

    def actor(self, agent: Any = None) -> Any:
        """Mara, or another, as an actor of the desk."""
        from beistand.desk.conversations import Actor
        from beistand.house.rights import sight

        agent = agent or self.mara
        return Actor(f"agent:{agent.id}", sight(agent), agent)


@pytest.fixture
def auenfeld(db: None) -> Auenfeld:
    from beistand.house import setting_up

    brand = setting_up.add_brand(
        "auenfeld", name="Auenfeld", domain="auenfeld.example", sender="hilfe@auenfeld.example"
    )
    mara = setting_up.add_person(MARA, teams=["auenfeld/Service"], name="Mara Lindner")
    jonas = setting_up.add_person(JONAS, teams=["auenfeld/Service"], name="Jonas Keller")
    lea = setting_up.add_person(
        "lea@auenfeld.example", role="lead", teams=["auenfeld/Service"], name="Lea Brandt"
    )
    return Auenfeld(brand, brand.teams.get(), mara, jonas, lea)


def mail(
    text: str = "Guten Tag,\n\nzweimal 489 Euro am selben Tag.\n",
    *,
    sender: str = "Emre Yıldız <emre@kunde.example>",
    to: str = "hilfe@auenfeld.example",
    subject: str = "Wallbox doppelt abgebucht",
    id: str = "<1@kunde.example>",
    headers: dict[str, str] | None = None,
) -> bytes:
    """A small mail as a customer writes it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    if id:
        made["Message-ID"] = id
    made["Date"] = "Sun, 22 Nov 2026 09:00:00 +0100"
    for name, value in (headers or {}).items():
        made[name] = value
    made.set_content(text)
    return made.as_bytes(policy=made.policy.clone(linesep="\r\n"))


Arrive = Callable[..., UUID]


@pytest.fixture
def arrive(db: None) -> Arrive:
    """Let a mail arrive and be filed as `beistand work` does it; gives the arrival's id."""
    from beistand.channels.adapter import Unreadable
    from beistand.channels.email.frames import Reading
    from beistand.channels.email.parse import read
    from beistand.channels.email.reading import MailReader
    from beistand.channels.intake import Raw, accept
    from beistand.channels.reading import reader
    from beistand.desk import filing
    from beistand.lib.dns import DnsResolver
    from beistand.lib.markup import clean_html

    class Here:
        def read_and_clean(self, mails: Sequence[tuple[bytes, bool]]) -> list[Reading | Unreadable]:
            return [_read(raw, null) for raw, null in mails]

    def _read(raw: bytes, null: bool) -> Reading | Unreadable:
        try:
            incoming = read(raw, null_sender=null)
        except Unreadable as problem:
            return problem
        return Reading(incoming=incoming, html=clean_html(incoming.html).html if incoming.html else "")

    reading = reader(MailReader(Here(), DnsResolver(()), frozenset()))

    def arrive(
        raw: bytes, *, to: Sequence[str] = ("hilfe@auenfeld.example",), mail_from: str = "emre@kunde.example"
    ) -> UUID:
        envelope = {
            "mail_from": mail_from,
            "recipients": list(to),
            "ip": "127.0.0.1",
            "helo": "kunde.example",
        }
        arrival = accept(Raw("email", raw, envelope))
        filing.file_waiting(reading)
        return arrival

    return arrive


def signed_in(agent: Any = None) -> Any:
    """A browser (without scripts) in which this agent is signed in; without one, a stranger's."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    if agent is not None:
        client.force_login(agent)
    return client


def stranger(role: str = "lead") -> Any:
    """Otto, who belongs to another brand."""
    from beistand.house import setting_up

    setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="hilfe@stadtstrom.example"
    )
    return setting_up.add_person("otto@stadtstrom.example", role=role, teams=["stadtstrom/Service"])
