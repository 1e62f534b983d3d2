"""The carrier of the house's own letters (password reset, invitations): through the first smarthost there is."""

from __future__ import annotations

from beistand.channels.adapter import Address, Outgoing
from beistand.channels.email.models import Smarthost
from beistand.channels.outbox import LYING, carry_through
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried


def carry_letter(parcel: Parcel) -> Carried:
    """Send one letter; without any smarthost it lies readable in the outbox."""
    smarthost = Smarthost.objects.select_related("brand").order_by("brand__created_at").first()
    if smarthost is None:
        return Carried("sent", LYING)
    brand = smarthost.brand
    domain = brand.sender_address.rpartition("@")[2]
    out = Outgoing(
        effect_key=parcel.effect_key,
        external_id=f"<{parcel.id}@{domain}>",
        sender=Address(brand.sender_address, brand.sender_name),
        to=tuple(Address(a) for a in parcel.words["to"]),
        subject=parcel.words["subject"],
        text=parcel.words["text"],
        automated=True,
    )
    return carry_through(smarthost, out, parcel)
