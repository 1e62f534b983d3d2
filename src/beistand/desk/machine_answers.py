"""Before a machine answers in a conversation: may it? People always may (RFC 3834, `docs/mail-out.md`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from beistand.channels.machines import written_before
from beistand.channels.rules.machines_that_write import Heard, why_silent
from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation, Message
from beistand.lib import clock
from beistand.lib.refusal import Refused


def is_machine(actor: Actor) -> bool:
    """Whether nobody of ours stands behind this answer."""
    return actor.agent is None and actor.by.startswith("machine:")


def stop_machine(row: Conversation, actor: Actor, to: str) -> None:
    """Refuse an automatic answer that must not be written. Raises `Refused`; its code says why."""
    if not is_machine(actor):
        return
    last = Message.objects.filter(conversation=row, direction="in").order_by("-arrived_at").first()
    heard = Heard(
        address=to,
        auto=(last.auto or None) if last is not None else None,
        is_proven=last is not None and last.proof.get("dmarc") == "pass",
        has_null_sender=last is not None and bool(last.bounce),
    )
    why = why_silent(heard, written_before(row.brand_id, row.id, to), clock.now())
    if why:
        raise Refused(
            _("A machine must not answer here (%(why)s).") % {"why": why},
            _("A person may."),
            status=409,
            code="machine-silent",
        )
