"""A message as the API shows it. The names of its fields are a promise (docs/api.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from beistand.desk.models import Attachment, Message
from beistand.site.api.shapes import Mailbox, Shown

Verdict = Literal["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"]
SEALS = ("dmarc", "dkim", "spf", "arc")


class FileShown(Shown):
    """A file of a message; its bytes lie under `/messages/{id}/attachments/{sha256}`."""

    name: str
    type: str
    size: int
    sha256: str


class BounceShown(Shown):
    """A message of ours did not arrive: hard = never will, soft = may pass."""

    kind: Literal["hard", "soft"]
    address: str
    reason: str


class ProofShown(Shown):
    """Who vouches for the sender, in the words of RFC 8601."""

    dmarc: Verdict
    dkim: Verdict
    spf: Verdict
    arc: Verdict


class MessageShown(Shown):
    """Something that was said, by the customer (`in`) or by us (`out`)."""

    id: UUID
    brand: UUID
    conversation: UUID | None
    customer: UUID | None
    channel: str
    direction: Literal["in", "out"]
    agent: UUID | None
    recipient: str
    subject: str
    sender: Mailbox = Field(alias="from")
    to: list[Mailbox]
    cc: list[Mailbox]
    reply_to: list[Mailbox]
    said_at: datetime
    arrived_at: datetime
    filed_at: datetime
    text: str
    new_text: str
    html: str
    attachments: list[FileShown]
    raw_sha256: str | None
    auto: str | None
    bounce: BounceShown | None
    proof: ProofShown
    quarantined: str | None
    arrival: UUID | None
    state: str | None


def items(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages with their files, in the order given."""
    files: dict[UUID, list[dict[str, Any]]] = {m.id: [] for m in messages}
    rows = Attachment.objects.filter(message__in=list(files)).order_by("place", "id")
    for message, name, type, size, sha256 in rows.values_list("message_id", "name", "type", "size", "sha256"):
        if message is not None:
            files[message].append({"name": name, "type": type, "size": size, "sha256": sha256})
    return [item(m, files[m.id]) for m in messages]


def item(message: Message, files: list[dict[str, Any]]) -> dict[str, Any]:
    """One message with its files."""
    return {
        "id": message.id,
        "brand": message.brand_id,
        "conversation": message.conversation_id,
        "customer": message.customer_id,
        "channel": message.channel,
        "direction": message.direction,
        "agent": message.author_id,
        "recipient": message.recipient,
        "subject": message.subject,
        "from": {"address": message.sender_address, "name": message.sender_name},
        "to": _mailboxes(message.to),
        "cc": _mailboxes(message.cc),
        "reply_to": _mailboxes(message.reply_to),
        "said_at": message.said_at,
        "arrived_at": message.arrived_at,
        "filed_at": message.filed_at,
        "text": message.text,
        "new_text": message.new_text,
        "html": message.html,
        "attachments": files,
        "raw_sha256": message.raw_sha256 or None,
        "auto": message.auto or None,
        "bounce": _bounce(message.bounce),
        "proof": {seal: message.proof.get(seal) or "none" for seal in SEALS},
        "quarantined": message.quarantined or None,
        "arrival": message.arrival,
        "state": message.state or None,
    }


def _mailboxes(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"address": a["address"], "name": a.get("name") or ""} for a in found]


def _bounce(bounce: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {k: bounce[k] for k in ("kind", "address", "reason")} if bounce else None
