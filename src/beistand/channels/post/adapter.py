"""Letters on paper: scanned or photographed by a colleague.

What is said back does not travel by this channel: an answer goes by mail, by phone or by hand, and whoever
answers notes that. So `send` refuses in words instead of pretending.
"""

from __future__ import annotations

from beistand.channels.adapter import DeliveryFailed, Incoming, Outgoing, Receipt, Traits
from beistand.channels.noted import read_noted


class Post:
    """A letter as a channel."""

    name = "post"
    traits = Traits(analog=True)

    def read(self, raw: bytes) -> Incoming:
        """Read what was typed in. Raises `Unreadable`."""
        return read_noted(raw)

    def send(self, out: Outgoing) -> Receipt:
        """Nothing leaves by this channel."""
        raise DeliveryFailed("An answer does not travel by this channel; send it by mail.", permanent=True)
