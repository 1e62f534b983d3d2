"""Invitations: a link, good once and for a week, with which somebody new sets a name and a password.

The house keeps only the hash of the link; who invites sees it once and hands it over as they like.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beistand.house import facts
from beistand.house.models import Agent
from beistand.journal.book import About, record
from beistand.lib import tokens
from beistand.lib.refusal import Refused

PURPOSE = "invite"
LASTS = timedelta(days=7)


def invite(agent: Agent, by: str) -> str:
    """A fresh invitation; older ones of the same person end. Only for somebody who has never set a password."""
    if agent.has_usable_password() or not agent.is_active:
        raise Refused(
            _("This person has a password already."),
            _("They can ask for a new one at the sign-in."),
            status=409,
        )
    with transaction.atomic():
        tokens.revoke(PURPOSE, str(agent.id))
        text = tokens.make(PURPOSE, audience=str(agent.id), lasts=LASTS)
        record(facts.PersonInvited(agent=agent.id, role=agent.role), About(by=by))
    return text


def invited(text: str) -> Agent | None:
    """Whom an invitation is for, None when it has ended or was used. Changes nothing."""
    token = tokens.look(text, PURPOSE)
    return Agent.objects.filter(id=token.audience, is_active=True).first() if token else None


def take(text: str, *, name: str, password: str) -> Agent:
    """Use an invitation. Nothing is used up when the name or the password is refused."""
    name = " ".join(name.split())[:120]
    with transaction.atomic():
        agent = invited(text)
        if agent is None or agent.has_usable_password():
            raise Refused(_("This invitation has ended."), _("Ask for a new one."), status=404, code="ended")
        agent.name = name or agent.name
        try:
            validate_password(password, agent)
        except ValidationError as problem:
            raise Refused(" ".join(problem.messages), code="password") from None
        if tokens.use(text, PURPOSE) is None:
            raise Refused(_("This invitation has ended."), _("Ask for a new one."), status=404, code="ended")
        agent.set_password(password)
        agent.save(update_fields=["name", "password"])
        record(facts.InvitationTaken(agent=agent.id), About(by=f"agent:{agent.id}"))
    return agent
