"""The web form: somebody writes to us on our own page.

What is said back does not travel by this channel: an answer goes by mail, by phone or by hand, and whoever
answers notes that. So `send` refuses in words instead of pretending.
"""

from __future__ import annotations

from beistand.channels.adapter import DeliveryFailed, Incoming, Outgoing, Receipt, Traits
from beistand.channels.noted import read_noted


class Form:
    """A form on our page as a channel."""

    name = "form"
    traits = Traits(automated_replies=True)

    def read(self, raw: bytes) -> Incoming:
        """Read what was typed in. Raises `Unreadable`."""
        return read_noted(raw)

    def send(self, out: Outgoing) -> Receipt:
        """Nothing leaves by this channel."""
        raise DeliveryFailed("An answer does not travel by this channel; send it by mail.", permanent=True)
