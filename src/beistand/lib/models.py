"""Rows of the ground: the installation, its clock, one-time tokens, and what leaves the house."""

from __future__ import annotations

from django.db import models

from beistand.lib.ids import uuid7


class Installation(models.Model):
    """One row that says what this data folder is. Clock, demo and reset work only on `demo` and `test`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=8, default="real")
    operator = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField()
    # The clock: now = told + (real - since) * speed; told null means the real time.
    told = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    speed = models.FloatField(default=1.0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["real", "demo", "test"]), name="installation_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["demo", "test"]) | models.Q(told=None),
                name="real_time_is_not_told",
            ),
        ]


class Token(models.Model):
    """A right that travels in a link or a header. Only its hash is kept; see `lib.tokens`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    hash = models.BinaryField(unique=True)
    purpose = models.CharField(max_length=40)
    audience = models.CharField(max_length=200, default="")
    words = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    single_use = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "audience"], name="token_by_purpose")]


class Parcel(models.Model):
    """One thing that leaves the house. Written in the transaction of its fact, carried after commit.

    held: may still be taken back until `not_before` · waiting: to be carried at `next_at` · sending: a carrier
    has it · sent · unknown: the far side may have taken it, a person decides · failed · withdrawn.
    """

    STATES = ("held", "waiting", "sending", "sent", "unknown", "failed", "withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=20)
    effect_key = models.CharField(max_length=200, unique=True)
    brand = models.UUIDField(null=True)
    customer = models.UUIDField(null=True)
    thread = models.UUIDField(null=True)
    words = models.JSONField(default=dict)
    gate = models.CharField(max_length=100, default="")
    state = models.CharField(max_length=10, default="waiting")
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")
    claimed_by = models.CharField(max_length=80, default="")
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    receipt = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["held", "waiting", "sending", "sent", "unknown", "failed", "withdrawn"]
                ),
                name="parcel_state",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="parcel_due", condition=models.Q(state__in=["held", "waiting"])
            ),
            models.Index(fields=["state", "-made_at"], name="parcel_by_state"),
            models.Index(
                fields=["-made_at"],
                name="parcel_lying",
                condition=models.Q(state="sent", receipt="no-smarthost"),
            ),
            models.Index(fields=["thread"], name="parcel_by_thread"),
        ]


class Tries(models.Model):
    """How often something was tried on one target, and from when on it may be tried again; see `lib.limits`."""

    key = models.CharField(max_length=80, primary_key=True)
    count = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    free_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="tries_by_age")]


class Cached(models.Model):
    """A short-lived value that all processes share; see `lib.shared_cache`."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="cached_by_age")]


class SignOfLife(models.Model):
    """When a process of a host was last heard of (real time); see `lib.alive`."""

    process = models.CharField(max_length=12)
    host = models.CharField(max_length=80)
    pid = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "host"], name="sign_of_life_once")]
