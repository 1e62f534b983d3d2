"""What the desk keeps of somebody, and how it is forgotten: words, addresses, files and bytes go, rows stay.

A conversation that was had is still counted; nobody can read any more what was said in it or with whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from beistand.channels.models import Arrival, RawArrival
from beistand.desk.models import Attachment, Conversation, Draft, Message, Note
from beistand.journal.forgetting import answers
from beistand.lib.models import Parcel
from beistand.lib.store import store_at

EMPTY = dict.fromkeys(
    ("subject", "sender_address", "sender_name", "recipient", "text", "new_text", "html", "external_id", "raw_sha256", "state_words"),
    "",
)  # fmt: skip
NOTHING: dict[str, Any] = {"bounce": None, "search": None, "proof": {}} | {
    field: [] for field in ("to", "cc", "bcc", "reply_to", "in_reply_to", "references", "remarks")
}


@answers("desk_conversation", "desk_message", "lib_parcel")
def erase(people: Sequence[UUID]) -> int:
    """Everything that was said by them, to them and about them."""
    said = Message.objects.filter(Q(customer__in=people) | Q(conversation__customer__in=people))
    ids = list(said.values_list("id", flat=True))
    touched = _erase_files(ids) + _erase_bytes(ids) + _erase_parcels(people)
    messages = Message.objects.filter(id__in=ids)
    kept_apart = Concat(Value("forgotten:"), Cast("id", CharField()))
    touched += messages.update(**EMPTY, **NOTHING, delivery_key=kept_apart)
    threads = Conversation.objects.filter(customer__in=people)
    touched += Note.objects.filter(conversation__in=threads).update(text="")
    touched += Draft.objects.filter(conversation__in=threads).delete()[0]
    return touched + threads.update(subject="", preview="")


def _erase_files(messages: Sequence[UUID]) -> int:
    files = Attachment.objects.filter(message__in=messages)
    hashes = set(files.values_list("sha256", flat=True))
    count = files.delete()[0]
    hashes -= set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    transaction.on_commit(partial(_remove, hashes))
    return count


def _remove(hashes: set[str]) -> None:
    store = store_at(settings.BEISTAND)
    for sha in hashes:
        store.remove(sha)


def _erase_bytes(messages: Sequence[UUID]) -> int:
    arrivals = set(
        Message.objects.filter(id__in=messages, arrival__isnull=False).values_list("arrival", flat=True)
    )
    # A mail to two brands is two messages of one arrival: the other brand's customer was not forgotten.
    shared = Message.objects.filter(arrival__in=arrivals).exclude(id__in=messages)
    arrivals -= set(shared.values_list("arrival", flat=True))
    raws = list(Arrival.objects.filter(id__in=arrivals).values_list("raw", flat=True))
    count = Arrival.objects.filter(id__in=arrivals).delete()[0]
    return count + RawArrival.objects.filter(sha256__in=raws, arrival=None).delete()[0]


def _erase_parcels(people: Sequence[UUID]) -> int:
    parcels = Parcel.objects.filter(customer__in=people)
    parcels.filter(state__in=["held", "waiting"]).update(state="withdrawn")
    return parcels.update(words={}, last_error="", receipt="")
