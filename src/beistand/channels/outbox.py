"""Carriers of what a channel sends: the parcel's words become an `Outgoing`, and what became of it a state.

A refusal that may pass is tried again for five days with growing pauses; one that won't is `failed`; when the
line broke after the last byte it is `unknown` and a person decides.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from beistand.channels.adapter import Address, Attachment, DeliveryFailed, Outgoing
from beistand.channels.email.composing import compose
from beistand.channels.email.models import Smarthost
from beistand.channels.email.sending import hand_over
from beistand.channels.email.signed import signed
from beistand.lib import clock
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried
from beistand.lib.store import store_at

PAUSES = [1, 2, 5, 10, 20, 40, 60, 120, 240, 360]
GIVE_UP_AFTER = timedelta(days=5)
LYING = "no-smarthost"


def carry_message(parcel: Parcel) -> Carried:
    """Carry one message by mail. Without a smarthost it stays in the outbox, readable, and says so."""
    smarthost = Smarthost.objects.filter(brand=parcel.brand).first()
    if smarthost is None:
        return Carried("sent", LYING)
    out = outgoing(parcel.words)
    try:
        mail = signed(compose(out, parcel.made_at), out.sender.address)
        everybody = [a.address for a in (*out.to, *out.cc, *out.bcc)]
        receipt = hand_over(smarthost, out.return_path, everybody, mail)
    except DeliveryFailed as problem:
        return failed(parcel, problem)
    return Carried("sent", receipt.words)


def outgoing(words: dict[str, Any]) -> Outgoing:
    """The words of a message parcel as an `Outgoing`; files are fetched from the content store."""
    store = store_at(settings.BEISTAND)
    files = tuple(
        Attachment(name=f["name"], type=f["type"], content=store.get(f["sha256"]))
        for f in words.get("attachments", [])
    )
    return Outgoing(
        effect_key=words["effect_key"],
        external_id=words["external_id"],
        sender=Address(*words["sender"]),
        to=tuple(Address(*a) for a in words["to"]),
        cc=tuple(Address(*a) for a in words.get("cc", [])),
        bcc=tuple(Address(*a) for a in words.get("bcc", [])),
        subject=words["subject"],
        text=words["text"],
        html=words.get("html", ""),
        reply_to=words.get("reply_to", ""),
        return_path=words.get("return_path", ""),
        in_reply_to=words.get("in_reply_to", ""),
        references=tuple(words.get("references", [])),
        attachments=files,
        automated=bool(words.get("automated")),
        language=words.get("language", "de"),
    )


def failed(parcel: Parcel, problem: DeliveryFailed) -> Carried:
    """What a refusal means for a parcel: again later, failed, or unknown."""
    at = clock.now()
    if not problem.certain:
        return Carried("unknown", problem.reason)
    if problem.permanent or at - parcel.not_before > GIVE_UP_AFTER:
        return Carried("failed", problem.reason)
    pause = timedelta(minutes=PAUSES[min(parcel.tries - 1, len(PAUSES) - 1)])
    return Carried("again", problem.reason, next_at=at + pause)
