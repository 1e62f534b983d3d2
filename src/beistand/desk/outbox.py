"""What people decide about things that wait or are stuck: send again, or let it be.

Nothing that may have arrived is ever repeated by a machine; here a person says so, and the journal keeps who did.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.channels.email.models import Smarthost
from beistand.channels.outbox import LYING
from beistand.desk import facts, replies
from beistand.desk.conversations import Actor, tell
from beistand.desk.models import Conversation, Message
from beistand.desk.outbox_lists import seen_by
from beistand.lib import clock, live
from beistand.lib.models import Parcel
from beistand.lib.outbox import TOPIC
from beistand.lib.refusal import Refused


def again(parcel_id: UUID, actor: Actor) -> Parcel:
    """Send once more what failed, what nobody knows about, or what lay here without a mail server."""
    with transaction.atomic():
        parcel = _locked(parcel_id, actor)
        is_lying = parcel.state == "sent" and parcel.receipt == LYING
        if is_lying and not Smarthost.objects.filter(brand=parcel.brand).exists():
            raise Refused(
                _("There is still no mail server for sending."), _("Ask an admin to set one."), status=409
            )
        if parcel.state not in ("failed", "unknown") and not is_lying:
            raise _moved_on()
        at = clock.now()
        parcel.state, parcel.receipt, parcel.last_error = "waiting", "", ""
        parcel.not_before = parcel.next_at = at
        parcel.done_at = None
        parcel.save(update_fields=["state", "receipt", "last_error", "not_before", "next_at", "done_at"])
        message = Message.objects.filter(parcel=parcel.id).first()
        if message is not None:
            message.state, message.state_words = "waiting", ""
            message.save(update_fields=["state", "state_words"])
            _unmark(message, actor, facts.MessageSentAgain(message=message.id))
        live.wake(TOPIC)
    return parcel


def drop(parcel_id: UUID, actor: Actor) -> Parcel:
    """Do not send it (any more). What has surely not arrived becomes a draft again; the rest stays on its thread."""
    with transaction.atomic():
        parcel = _locked(parcel_id, actor)
        if parcel.state not in ("held", "waiting", "failed", "unknown"):
            raise _moved_on()
        message = Message.objects.filter(parcel=parcel.id).first()
        if message is not None and parcel.state in ("held", "waiting") and not parcel.tries:
            replies.take_back(message.id, actor)
            return parcel
        parcel.state, parcel.done_at = "withdrawn", clock.now()
        parcel.save(update_fields=["state", "done_at"])
        if message is not None:
            if message.state == "waiting":
                message.state, message.state_words = "failed", _("not sent, by our own decision")
                message.save(update_fields=["state", "state_words"])
            _unmark(message, actor, facts.MessageDropped(message=message.id))
    return parcel


def _locked(parcel_id: UUID, actor: Actor) -> Parcel:
    parcel = seen_by(actor).filter(id=parcel_id).first()
    if parcel is None:
        raise Refused(
            _("This is not in the outbox."), _("Look at the list again."), status=404, code="not-found"
        )
    return Parcel.objects.select_for_update().get(id=parcel_id)


def _moved_on() -> Refused:
    return Refused(_("It has moved on meanwhile."), _("Look at the list again."), status=409, code="moved-on")


def _unmark(message: Message, actor: Actor, fact: facts.MessageSentAgain | facts.MessageDropped) -> None:
    if message.conversation_id is None:
        return
    row = Conversation.objects.select_for_update().get(id=message.conversation_id)
    if row.mark in ("failed", "unknown"):
        row.mark = ""
        row.save(update_fields=["mark"])
    tell(row, fact, actor)
