"""Mails that nobody could read: kept byte by byte, shown with their reason, and read again when a person asks."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.channels.intake import TOPIC
from beistand.channels.models import Arrival
from beistand.desk import facts
from beistand.desk.conversations import Actor
from beistand.desk.models import Message
from beistand.journal.book import About, record
from beistand.lib import clock, live
from beistand.lib.refusal import Refused


def retry(message_id: UUID, actor: Actor) -> UUID:
    """Let a quarantined mail be read and filed again; the id of its arrival.

    The quarantined messages of that arrival go (one for each brand it came to), so that what is filed next is
    not taken for a double. Raises `Refused`: 404 when it is not there (or not for this actor), 409 when it
    is not in quarantine.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(id=message_id).first()
        if message is None or not actor.sight.sees(message.brand_id, None):
            raise Refused(
                _("This mail is not here."), _("Look at the list again."), status=404, code="not-found"
            )
        arrival = (
            Arrival.objects.select_for_update().filter(id=message.arrival, state="quarantined").first()
            if message.arrival
            else None
        )
        if message.conversation_id is not None or arrival is None:
            raise Refused(
                _("This mail is not in quarantine."),
                _("Open the conversation it stands in."),
                status=409,
                code="not-quarantined",
            )
        Message.objects.filter(arrival=arrival.id, conversation=None).delete()
        arrival.state, arrival.reason, arrival.tries = "kept", "", 0
        arrival.next_at, arrival.filed_at = clock.now(), None
        arrival.save(update_fields=["state", "reason", "tries", "next_at", "filed_at"])
        fact = facts.MailRetried(arrival=arrival.id)
        record(fact, About(brand=message.brand_id, by=actor.by))
        live.wake(TOPIC)
    return arrival.id
