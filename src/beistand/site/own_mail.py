"""Django's and allauth's own mails (password reset, invitations) leave by the same outbox as all others."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from beistand.lib import outbox
from beistand.lib.ids import uuid7


class OutboxBackend(BaseEmailBackend):
    """Writes rows instead of speaking SMTP, so that a crash can't lose or double a mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put each mail into the outbox; how many there were."""
        for mail in email_messages:
            outbox.put(
                "letter",
                effect_key=f"letter:{uuid7()}",
                words={"to": list(mail.to), "subject": str(mail.subject), "text": str(mail.body)},
            )
        return len(email_messages)
