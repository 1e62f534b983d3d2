"""Rows of the mail channel: mailboxes that are fetched, and the smarthost through which a brand sends."""

from __future__ import annotations

from django.db import models

from beistand.house.models import Brand
from beistand.lib.ids import uuid7


class Mailbox(models.Model):
    """An IMAP folder that is fetched. `uid_validity` and `last_uid` say how far; secrets are enveloped.

    Up to `marked_uid` the mails have been marked (or moved) there. Below `known_until` a mail may have been
    fetched under an older UIDVALIDITY already. `state` is a code of `states.py`, `state_words` what the far
    side said; `trouble_since` is set while it does not work, `alarmed_at` once that was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="mailboxes")
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=993)
    folder = models.CharField(max_length=200, default="INBOX")
    user = models.CharField(max_length=254)
    secret = models.BinaryField(default=bytes)
    tls = models.CharField(max_length=8, default="tls")
    sign_in = models.CharField(max_length=8, default="password")
    authserv_id = models.CharField(max_length=253, default="", blank=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    marked_uid = models.BigIntegerField(default=0)
    known_until = models.BigIntegerField(default=0)
    marks_seen = models.BooleanField(default=True)
    moves_to = models.CharField(max_length=200, default="", blank=True)
    is_on = models.BooleanField(default=True)
    state = models.CharField(max_length=20, default="new")
    state_words = models.TextField(default="", blank=True)
    state_at = models.DateTimeField(null=True)
    trouble_since = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "port", "user", "folder"], name="mailbox_once"),
            models.CheckConstraint(
                condition=models.Q(tls__in=["none", "starttls", "tls"]), name="mailbox_tls"
            ),
            models.CheckConstraint(
                condition=models.Q(sign_in__in=["password", "oauth2"]), name="mailbox_sign_in"
            ),
        ]


class Smarthost(models.Model):
    """The server through which a brand's mails leave. Its state is told like a mailbox's."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, primary_key=True)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=587)
    user = models.CharField(max_length=254, default="", blank=True)
    secret = models.BinaryField(default=bytes)
    tls = models.CharField(max_length=8, default="starttls")
    sign_in = models.CharField(max_length=8, default="password")
    allows_loopback = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default="new")
    state_words = models.TextField(default="", blank=True)
    state_at = models.DateTimeField(null=True)
    trouble_since = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tls__in=["none", "starttls", "tls"]), name="smarthost_tls"
            ),
        ]


class OAuthGrant(models.Model):
    """A sign-in by OAuth 2 for a mailbox or a smarthost; secret and tokens are enveloped.

    `granted_at` is when somebody last signed in; `ended_at` is set when the provider has told us that the grant is over: somebody must sign in again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    mailbox = models.OneToOneField(Mailbox, null=True, on_delete=models.CASCADE, related_name="grant")
    smarthost = models.OneToOneField(Smarthost, null=True, on_delete=models.CASCADE, related_name="grant")
    provider = models.CharField(max_length=20)
    client_id = models.CharField(max_length=200)
    client_secret = models.BinaryField(default=bytes)
    authorize_url = models.URLField(max_length=500)
    token_url = models.URLField(max_length=500)
    device_url = models.URLField(max_length=500, default="", blank=True)
    scope = models.CharField(max_length=500)
    refresh_token = models.BinaryField(default=bytes)
    access_token = models.BinaryField(default=bytes)
    access_ends_at = models.DateTimeField(null=True)
    allows_loopback = models.BooleanField(default=False)
    granted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mailbox=None) ^ models.Q(smarthost=None), name="grant_is_for_one"
            ),
        ]


class DkimKey(models.Model):
    """The key with which a brand's mails from one domain are signed. `private` is enveloped."""

    domain = models.CharField(max_length=253)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    selector = models.CharField(max_length=63)
    private = models.BinaryField()
    public_record = models.TextField()
    is_on = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "selector"], name="dkim_once")]
