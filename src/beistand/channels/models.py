"""Rows of the channels: what has arrived, byte by byte, before anybody has understood it."""

from __future__ import annotations

from django.db import models

from beistand.lib.ids import uuid7


class RawArrival(models.Model):
    """The bytes as they came. One row a content, so that the same bytes twice are kept once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()


class Arrival(models.Model):
    """Something came to the door and is kept. Committed before the far side hears "250".

    kept: waits for filing · filed: stands on its thread(s) · quarantined: could not be read, `reason` says why.
    `envelope` holds what the door knew and the bytes don't: mail_from, recipients, helo, ip, mailbox, relay.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    channel = models.CharField(max_length=20)
    raw = models.ForeignKey(RawArrival, on_delete=models.PROTECT)
    envelope = models.JSONField(default=dict)
    arrived_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="kept")
    reason = models.CharField(max_length=200, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["kept", "filed", "quarantined"]), name="arrival_state"
            )
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], name="arrival_waiting", condition=models.Q(state="kept")),
            models.Index(
                fields=["-arrived_at"], name="arrival_quarantined", condition=models.Q(state="quarantined")
            ),
            models.Index(fields=["raw"], name="arrival_by_raw"),
        ]
