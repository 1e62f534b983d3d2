"""Opening a matter ourselves: we write first, to a customer or to an address nobody has written from yet."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from beistand.desk import replies, routing
from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation, Message
from beistand.desk.replies import Answer
from beistand.house.models import Brand, Team
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people.identities import Claim, recognise_many
from beistand.people.models import Customer

LONGEST_SUBJECT = 300


def open_by_us(
    actor: Actor,
    *,
    brand: Brand,
    to: str | UUID,
    subject: str,
    answer: Answer,
    name: str = "",
    team: UUID | None = None,
) -> Message:
    """Write first. `to` is a mail address (of `name`) or the id of a customer. All or nothing; raises `Refused`."""
    subject = " ".join(subject.replace("\x00", " ").split())[:LONGEST_SUBJECT]
    if not subject:
        raise Refused(_("A new matter needs a subject."), code="empty")
    with transaction.atomic():
        customer, address = _customer(brand, to, name)
        row = _open(brand, customer, subject, _team(brand, team, actor))
        if address:
            answer = replace(answer, to=((address, name),))
        return replies.reply(row.id, actor, answer)


def _customer(brand: Brand, to: str | UUID, name: str) -> tuple[Customer, str]:
    if isinstance(to, UUID):
        known = Customer.objects.filter(id=to, brand=brand).first()
        if known is None:
            raise Refused(_("This customer is not here."), status=404, code="no-customer")
        return known.merged_into or known, ""
    address = to.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("“%(mail)s” is not a mail address.") % {"mail": to}, code="mail") from None
    claim = Claim(brand=brand.id, kind="email", value=address, name=name)
    found = recognise_many([claim], clock.now())
    return Customer.objects.get(id=found[claim.key]), address


def _team(brand: Brand, team: UUID | None, actor: Actor) -> UUID | None:
    if team is None:
        return routing.first_teams([brand.id]).get(brand.id)
    if not Team.objects.filter(id=team, brand=brand).exists() or not actor.sight.sees(brand.id, team):
        raise Refused(_("This team does not belong to the brand."), code="no-team")
    return team


def _open(brand: Brand, customer: Customer, subject: str, team: UUID | None) -> Conversation:
    at = clock.now()
    return Conversation.objects.create(
        brand=brand,
        team_id=team,
        customer=customer,
        subject=subject,
        channel="email",
        opened_at=at,
        last_at=at,
    )
