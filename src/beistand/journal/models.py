"""Rows of the journal: what happened, how far each reader has read, and the chain that seals it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class TransactionId(models.BigIntegerField):  # type: ignore[type-arg]  # can't be subscripted at run time
    """PostgreSQL's xid8: the transaction that wrote a row."""

    def db_type(self, connection: object) -> str:
        """The column type."""
        return "xid8"

    def get_placeholder(self, value: object, compiler: object, connection: object) -> str:
        """Numbers have no cast to xid8, only texts have."""
        return "%s::text::xid8"

    def from_db_value(self, value: object, expression: object, connection: object) -> int | None:
        """xid8 comes as text."""
        return None if value is None else int(str(value))


class Entry(models.Model):
    """One fact. Holds references and few words; bodies stay in their room. Never changed, never deleted.

    `id` comes from a sequence and commits out of order, so readers go by (`transaction`, `id`) below
    `pg_snapshot_xmin`. `customer`, `thread`, `brand`, `team` and `agent` are bare ids: everybody records.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = TransactionId()
    fact = models.CharField(max_length=60)
    brand = models.UUIDField(null=True)
    team = models.UUIDField(null=True)
    customer = models.UUIDField(null=True)
    thread = models.UUIDField(null=True)
    by = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    words = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["transaction", "id"], name="entry_in_order"),
            models.Index(fields=["thread", "transaction", "id"], name="entry_by_thread"),
            models.Index(fields=["customer", "transaction", "id"], name="entry_by_customer"),
        ]


class Bookmark(models.Model):
    """How far a reader has read: everything up to and including (transaction, entry)."""

    reader = models.CharField(max_length=80, primary_key=True)
    transaction = TransactionId()
    entry = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)


class PersonKey(models.Model):
    """The key under which a person's entries are committed to the chain. Destroyed when they are forgotten."""

    customer = models.UUIDField(primary_key=True)
    key = models.BinaryField(null=True)
    forgotten_at = models.DateTimeField(null=True)


class Seal(models.Model):
    """One link of the hash chain, see `rules.chain`."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    commitment = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()


class Head(models.Model):
    """How far the chain is laid, one row: the last link and the place of the entry it seals.

    `mac` is made with the installation's key, so that nobody with the database alone can shorten the chain.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField()
    hash = models.BinaryField()
    transaction = TransactionId()
    entry = models.BigIntegerField()
    mac = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="head_is_one")]
