"""One key a person, under which their entries are committed to the chain. Enveloped at rest; destroyed for good."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from beistand.journal.book import About, record
from beistand.journal.facts import PersonForgotten
from beistand.journal.models import PersonKey
from beistand.journal.rules.forgetting import bare
from beistand.lib import clock
from beistand.lib.envelope import NotOurs, seal, unseal

LENGTH = 32
MANY = 5_000


def keys_of(customers: Iterable[UUID]) -> dict[UUID, bytes | None]:
    """The keys of these people, made where there is none yet; None for somebody who was forgotten."""
    wanted = list(customers)
    known = _opened(PersonKey.objects.filter(customer__in=wanted))
    fresh = {c: os.urandom(LENGTH) for c in wanted if c not in known}
    PersonKey.objects.bulk_create(PersonKey(customer=c, key=_sealed(c, key)) for c, key in fresh.items())
    return {**known, **fresh}


def all_keys() -> dict[UUID, bytes | None]:
    """Everybody's key. Who has one that can't be opened is left out; None only for the forgotten on record."""
    forgotten = set(_forgotten_on_record())
    rows = _opened(PersonKey.objects.iterator(MANY))
    return {c: key for c, key in rows.items() if key is not None or c in forgotten}


def _opened(rows: Iterable[PersonKey]) -> dict[UUID, bytes | None]:
    found: dict[UUID, bytes | None] = {}
    for row in rows:
        try:
            text = unseal(row.key, _purpose(row.customer), [settings.SECRET_KEY]) if row.key else None
        except NotOurs:
            continue
        found[row.customer] = bytes.fromhex(text) if text is not None else None
    return found


def _sealed(customer: UUID, key: bytes) -> bytes:
    return seal(key.hex(), _purpose(customer), settings.SECRET_KEY)


def _purpose(customer: UUID) -> str:
    return f"person:{customer}"


def _forgotten_on_record() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words->>'person' FROM journal_entry WHERE fact = 'PersonForgotten'")
        return [UUID(row[0]) for row in cursor.fetchall()]


def forget(customer: UUID, by: str) -> int:
    """Destroy a person's key and the words of their entries, on record; how many entries that closes.

    The rooms above erase what they hold when they read the fact.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        PersonKey.objects.update_or_create(
            customer=customer, defaults={"key": None, "forgotten_at": clock.now()}
        )
        cursor.execute("SET LOCAL beistand.forgetting = 'on'")
        cursor.execute("SELECT id, words::text FROM journal_entry WHERE customer = %s", [customer])
        rows = [(id, json.dumps(bare(json.loads(words)))) for id, words in cursor.fetchall()]
        cursor.execute(_BARE, [[id for id, _ in rows], [words for _, words in rows]])
        cursor.execute("SET LOCAL beistand.forgetting = 'off'")
        record(PersonForgotten(person=customer), About(by=by))
    return len(rows)


_BARE = """
UPDATE journal_entry e SET words = r.words::jsonb
FROM unnest(%s::bigint[], %s::text[]) AS r(id, words) WHERE e.id = r.id
"""


def signing_key() -> bytes:
    """The installation's key for heads and sweeps; it lies outside of the database."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"beistand/journal/1", hashlib.sha256)
