"""One arrival for one brand, and the rows it becomes. A mail to two brands is two cases."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from beistand.channels.adapter import Incoming
from beistand.channels.email.parse import plain_subject
from beistand.channels.models import Arrival
from beistand.channels.reading import Read
from beistand.desk.bundle.words import addresses, bounce_words, clean, proof_words, uuid_of
from beistand.desk.letterbox import recipient_of
from beistand.desk.models import Attachment, Conversation, Message
from beistand.desk.rules.threading import without_tag
from beistand.lib.ids import uuid7
from beistand.people.identities import Claim


class Case:
    """See the module. `claim` is who the sender says to be, None when nobody is named."""

    def __init__(self, arrival: Arrival, read: Read, brand: UUID) -> None:
        self.arrival = arrival
        self.read = read
        self.brand = brand
        self.incoming = read.incoming
        self.key = read.delivery_key or f"raw:{arrival.raw_id}"
        self.recipient = recipient_of(arrival, brand)
        self.claim = self._claim()

    def _claim(self) -> Claim | None:
        if self.incoming is None or not self.incoming.sender.address:
            return None
        return Claim(
            brand=self.brand,
            kind="email",
            value=self.incoming.sender.address,
            name=self.incoming.sender.name,
            locale=self.incoming.language,
            proof=self.read.proof.dmarc.value,
            at=self.arrival.arrived_at,
        )

    def nobody(self) -> Claim:
        """A claim of its own for somebody without any address."""
        return Claim(
            brand=self.brand,
            kind="handle",
            value=f"{self.arrival.channel}:{self.arrival.id}",
            name=self.incoming.sender.name if self.incoming else "",
        )

    def conversation(self, said: Incoming, customer: UUID, team: UUID | None) -> Conversation:
        """A new matter that begins with this."""
        return Conversation(
            id=uuid7(),
            brand_id=self.brand,
            team_id=uuid_of(self.arrival.envelope.get("team")) or team,
            customer_id=customer,
            subject=plain_subject(without_tag(said.subject))[:500],
            channel=self.arrival.channel,
            opened_at=self.arrival.arrived_at,
            last_at=self.arrival.arrived_at,
            is_demo=bool(self.arrival.envelope.get("is_demo")),
        )

    def message(
        self,
        said: Incoming,
        conversation: Conversation,
        customer: UUID,
        remarks: list[str],
        filed_at: datetime,
    ) -> Message:
        """What was said, on its thread."""
        arrived = self.arrival.arrived_at
        return Message(
            id=uuid7(),
            conversation=conversation,
            brand_id=self.brand,
            customer_id=customer,
            arrival=self.arrival.id,
            channel=self.arrival.channel,
            direction="in",
            subject=clean(said.subject)[:1000],
            sender_address=clean(said.sender.address)[:320],
            sender_name=clean(said.sender.name)[:200],
            recipient=self.recipient,
            to=addresses(said.to),
            cc=addresses(said.cc),
            reply_to=addresses(said.reply_to),
            said_at=said.said_at or arrived,
            arrived_at=arrived,
            filed_at=filed_at,
            text=clean(said.text),
            new_text=clean(said.new_text),
            html=clean(self.read.html),
            language=said.language[:5],
            external_id=clean(said.external_id)[:998],
            in_reply_to=list(said.in_reply_to),
            references=list(said.references),
            delivery_key=self.key,
            raw_sha256=self.arrival.raw_id,
            auto=said.auto or "",
            bounce=bounce_words(said, self.read),
            proof=proof_words(self.read),
            remarks=remarks,
        )

    def quarantined(self, filed_at: datetime) -> Message:
        """What could not be read: a message without a thread, with its reason."""
        return Message(
            id=uuid7(),
            brand_id=self.brand,
            arrival=self.arrival.id,
            channel=self.arrival.channel,
            direction="in",
            sender_address=str(self.arrival.envelope.get("mail_from", ""))[:320],
            recipient=self.recipient,
            said_at=self.arrival.arrived_at,
            arrived_at=self.arrival.arrived_at,
            filed_at=filed_at,
            delivery_key=self.key,
            raw_sha256=self.arrival.raw_id,
            proof=proof_words(self.read),
            quarantined=self.read.reason,
        )


def files_of(said: Incoming, message: UUID) -> list[Attachment]:
    """The rows of the files that came along; their bytes go to the content store."""
    return [
        Attachment(
            message_id=message,
            name=clean(file.name)[:255],
            type=clean(file.type)[:255],
            size=file.size,
            sha256=hashlib.sha256(file.content).hexdigest(),
            cid=clean(file.cid)[:255],
            is_inline=file.inline,
            kind=file.kind[:12],
            place=place,
        )
        for place, file in enumerate(said.attachments)
    ]
