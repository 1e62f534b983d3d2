"""Mail as a channel."""

from __future__ import annotations

from beistand.channels.adapter import DeliveryFailed, Incoming, Outgoing, Receipt, Traits
from beistand.channels.email.parse import read


class Email:
    """Mail. `post` carries a message away: through a brand's smarthost, or nowhere when it has none."""

    name = "email"
    traits = Traits(automated_replies=True)

    def read(self, raw: bytes) -> Incoming:
        """Read a mail. Raises `Unreadable`."""
        return read(raw)

    def send(self, out: Outgoing) -> Receipt:
        """Mail needs a brand's smarthost; `channels.outbox` sends through it."""
        raise DeliveryFailed("This brand has no smarthost; its mails lie in the outbox.", permanent=False)
