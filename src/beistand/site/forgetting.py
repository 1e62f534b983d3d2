"""Forgetting a person across the whole house: importing a room's answer is what makes it count."""

from __future__ import annotations

from uuid import UUID

from beistand.desk import forgetting as desk_forgetting
from beistand.journal.forgetting import forget
from beistand.lib.sentence import Sentence, refuse
from beistand.people import forgetting as people_forgetting
from beistand.people.models import Customer

ROOMS = (people_forgetting, desk_forgetting)
NOT_HERE = Sentence("not-found", "There is no customer {id}.", "Es gibt niemanden mit der Kennung {id}.")


def forget_customer(customer: str, by: str) -> int:
    """Forget a customer and everybody they were joined with; how many rows that touched. Raises `Refused`."""
    try:
        row = Customer.objects.filter(id=UUID(customer)).first()
    except ValueError:
        row = None
    if row is None:
        raise refuse(NOT_HERE, id=customer)
    return forget(people_forgetting.one_person(row), by)
