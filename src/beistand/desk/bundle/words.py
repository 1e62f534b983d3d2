"""What was read, in the form in which the desk's rows hold it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from beistand.channels.adapter import Address, Incoming
from beistand.channels.models import Arrival
from beistand.channels.reading import Read

PREVIEW = 160


def preview(text: str) -> str:
    """The first words of a message on one line."""
    return " ".join(text[: PREVIEW * 4].split())[:PREVIEW]


def clean(text: str) -> str:
    """Text as PostgreSQL can hold it: broken mails bring NUL and lone surrogates."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def uuid_of(value: object) -> UUID | None:
    """An id from an envelope, None when there is none."""
    return UUID(str(value)) if value else None


def thread_of(arrival: Arrival) -> UUID | None:
    """The thread that whoever noted this has named."""
    return uuid_of(arrival.envelope.get("thread"))


def ids_in(said: Incoming) -> tuple[str, ...]:
    """Every external id a message speaks of, its own first."""
    return (said.external_id, *said.in_reply_to, *said.references)


def addresses(found: Iterable[Address]) -> list[dict[str, str]]:
    """Mailboxes for a JSON column."""
    return [{"address": clean(a.address), "name": clean(a.name)} for a in found]


def proof_words(read: Read) -> dict[str, str]:
    """Who vouches for the sender, for a JSON column."""
    proof = read.proof
    words = {"dmarc": proof.dmarc, "dkim": proof.dkim, "spf": proof.spf, "arc": proof.arc}
    more = {"domain": proof.domain, "dkim_domain": proof.dkim_domain, "by": proof.by}
    return {**{k: str(v) for k, v in words.items()}, **{k: v for k, v in more.items() if v}}


def bounce_words(said: Incoming, read: Read) -> dict[str, object] | None:
    """What a bounce says, for a JSON column."""
    if said.bounce is None:
        return None
    return {
        "kind": said.bounce.kind,
        "address": clean(said.bounce.address),
        "reason": clean(said.bounce.reason),
        "status": said.bounce.status,
        "proven": read.bounce_of is not None,
    }
