"""Removing the demo: everything that belongs to its brands goes, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from beistand.channels.models import Arrival, RawArrival
from beistand.desk.models import Conversation, Message
from beistand.house.models import Agent, Brand
from beistand.journal.sealing import sweep
from beistand.people.models import Customer
from beistand.site.demo.loading import demo_brands

# Below each line stands what refers to it no more. `ids` are the demo's brands.
SWEEP = [
    "DELETE FROM lib_parcel WHERE brand = ANY(%(ids)s)",
    "DELETE FROM desk_attachment WHERE message_id IN (SELECT id FROM desk_message WHERE brand_id = ANY(%(ids)s))",
]


def remove_demo() -> dict[str, int]:
    """Remove the demo's brands with everything in them, and its people. How many brands and people that were."""
    ids = demo_brands()
    with transaction.atomic():
        sweep(ids, "machine:demo")
        raws = list(Arrival.objects.filter(envelope__is_demo=True).values_list("raw_id", flat=True))
        with connection.cursor() as cursor:
            for line in SWEEP:
                cursor.execute(line, {"ids": list(ids)})
        _delete_customers(ids)
        Brand.objects.filter(id__in=ids).delete()
        people = Agent.objects.filter(is_demo=True)
        count = people.count()
        people.delete()
        Arrival.objects.filter(envelope__is_demo=True).delete()
        RawArrival.objects.filter(sha256__in=raws, arrival=None).delete()
    return {"brands": len(ids), "people": count}


def _delete_customers(ids: Sequence[UUID]) -> None:
    Message.objects.filter(brand__in=ids).delete()
    Conversation.objects.filter(brand__in=ids).update(merged_into=None)
    Conversation.objects.filter(brand__in=ids).delete()
    Customer.objects.filter(brand__in=ids).update(merged_into=None)
    Customer.objects.filter(brand__in=ids).delete()
