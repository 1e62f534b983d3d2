"""Rows of people: customers, the addresses by which they are known, and what joins two of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from beistand.house.models import Brand
from beistand.lib.ids import uuid7


class Customer(models.Model):
    """Somebody we help, inside one brand.

    While they are joined with another, `merged_into` is the one who was kept at the very end of the chain: never
    somebody who is absorbed themselves. Nothing else moves when two are joined (see `people.joining`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    name = models.CharField(max_length=200, default="", blank=True)
    locale = models.CharField(max_length=5, default="", blank=True)
    about = models.TextField(default="", blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")
    first_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="customer_not_into_themselves"
            )
        ]
        indexes = [
            models.Index(fields=["brand", "-first_at"], name="customer_by_brand"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="customer_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head_id(self) -> UUID:
        """The customer under whom this one is shown: the one they were joined into, or themselves."""
        return self.merged_into_id or self.id


class Identity(models.Model):
    """An address under which somebody writes: a claim until it is proven.

    `value` is normalised (mail: lower case). One value belongs to at most one customer of a brand.
    """

    KINDS = ("email", "phone", "handle")

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, default="email")
    value = models.CharField(max_length=320)
    shown = models.CharField(max_length=320, default="")
    name = models.CharField(max_length=200, default="")
    first_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    proven_by = models.CharField(max_length=40, default="")
    is_contested = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # A contested identity is somebody who failed the proof for an address that belongs to another.
            models.UniqueConstraint(
                fields=["brand", "kind", "value", "is_contested"], name="identity_belongs_to_one"
            )
        ]
        indexes = [GinIndex(OpClass(Upper("value"), name="gin_trgm_ops"), name="identity_by_value")]


class Trace(models.Model):
    """Something somebody left that is no address of theirs, but may tell that two customers are one person.

    name: a full name, normalised · phone: a number in a signature (E.164) · reply_to: where they want answers ·
    shown_as: their display name is an address.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="traces")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=320)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "value"], name="trace_once")]
        indexes = [models.Index(fields=["brand", "value"], name="trace_by_value")]


class Joining(models.Model):
    """Two customers were found to be one person. Undone by setting `undone_at`; nothing is joined silently.

    The joinings that stand form a forest: a customer is absorbed by at most one other at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kept = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="joinings")
    absorbed = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="joined")
    evidence = models.JSONField(default=list)
    by = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="absorbed_by_one"
            )
        ]


class JoinProposal(models.Model):
    """Evidence that two customers may be one person. A person decides. `state`: open, accepted, declined."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    one = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="open")
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="proposed_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="proposed_in_order"),
        ]
        indexes = [models.Index(fields=["other"], name="proposal_by_other", condition=models.Q(state="open"))]
