"""The carrier of the house's own letters (password reset, invitations): through the first smarthost there is."""

from __future__ import annotations

from beistand.channels.adapter import Address, DeliveryFailed, Outgoing
from beistand.channels.email.composing import compose
from beistand.channels.email.models import Smarthost
from beistand.channels.email.sending import hand_over
from beistand.channels.outbox import LYING, failed
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
    )
    try:
        mail = compose(out, parcel.made_at)
        receipt = hand_over(smarthost, brand.sender_address, [a.address for a in out.to], mail)
    except DeliveryFailed as problem:
        return failed(parcel, problem)
    return Carried("sent", receipt.words)
