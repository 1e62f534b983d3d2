"""Rows of the site: answers kept for callers who ask twice, and who is told by webhook."""

from __future__ import annotations

from django.db import models

from beistand.house.models import ApiKey, Brand
from beistand.lib.ids import uuid7


class FirstAnswer(models.Model):
    """What a POST with an Idempotency-Key was answered. `request` is the digest of what was asked, `body` sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE)
    repeat_key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(max_length=100, default="")
    body = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "repeat_key"], name="first_answer_once")]
        indexes = [models.Index(fields=["made_at"], name="first_answer_by_age")]


class Subscription(models.Model):
    """Somebody who is told by webhook when something happens. No `facts` means all of them.

    It is told what stands behind (`transaction`, `entry`) in the journal, the place where it began. `failures`
    counts in a row; until `rests_until` nothing is tried. `secret` is sealed (`lib.envelope`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    url = models.CharField(max_length=2000)
    facts = models.JSONField(default=list)
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE)
    secret = models.BinaryField()
    allow_loopback = models.BooleanField(default=False)
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
