"""Rows of the desk: conversations, what was said in them, and what people did with them."""

from __future__ import annotations

import secrets

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from beistand.house.models import Agent, Brand, Team
from beistand.lib.ids import uuid7
from beistand.people.models import Customer

TAG_LETTERS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"


def fresh_tag() -> str:
    """Ten random letters (50 bits) that stand in our subjects, for clients that drop the headers of a thread."""
    return "".join(secrets.choice(TAG_LETTERS) for _ in range(10))


class Conversation(models.Model):
    """One matter of one customer. Its id is the *thread*, under which journal and ledgers speak of it.

    The columns below `state` repeat what rows elsewhere say (Assignment, Snooze, Closure, Message), so that a
    list of fifty among a million is one index scan. `waiting_since` is the one clock of every channel: since
    when the customer has been waiting for us, null when we spoke last.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    # No index of their own for keys with which one of the indices below begins.
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, db_index=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, db_index=False)
    subject = models.CharField(max_length=500, default="", blank=True)
    channel = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL)
    snoozed_until = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    preview = models.CharField(max_length=200, default="", blank=True)
    revision = models.PositiveIntegerField(default=0)
    mark = models.CharField(max_length=20, default="", blank=True)
    tag = models.CharField(max_length=12, unique=True, default=fresh_tag)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "snoozed", "closed"]), name="conversation_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="snoozed", snoozed_until__isnull=False)
                | (~models.Q(state="snoozed") & models.Q(snoozed_until=None)),
                name="conversation_snooze_has_end",
            ),
        ]
        # The last column is the id, so that a list comes out of its index in order, also where times are equal.
        indexes = [
            models.Index(
                fields=["team", "waiting_since", "id"],
                name="conversation_waiting",
                condition=models.Q(state="open", waiting_since__isnull=False, merged_into=None),
            ),
            models.Index(
                fields=["team", "last_at", "id"],
                name="conversation_answered",
                condition=models.Q(state="open", waiting_since=None, merged_into=None),
            ),
            models.Index(
                fields=["agent", "waiting_since", "id"],
                name="conversation_mine",
                condition=models.Q(state="open", merged_into=None),
            ),
            models.Index(
                fields=["brand", "last_at", "id"],
                name="conversation_no_team",
                condition=models.Q(team=None, merged_into=None),
            ),
            models.Index(
                fields=["team", "snoozed_until", "id"],
                name="conversation_snoozed",
                condition=models.Q(state="snoozed", merged_into=None),
            ),
            models.Index(
                fields=["snoozed_until"], name="conversation_due", condition=models.Q(state="snoozed")
            ),
            models.Index(fields=["customer", "-last_at"], name="conversation_by_customer"),
            models.Index(fields=["team", "last_at", "id"], name="conversation_by_team"),
            models.Index(fields=["brand", "-last_at"], name="conversation_by_brand"),
            models.Index(
                fields=["last_at", "id"], name="conversation_latest", condition=models.Q(merged_into=None)
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """Something said, by the customer (`in`) or by us (`out`). Append-only: words are never changed.

    A quarantined arrival is a message too, without a conversation, so that it is seen and can be retried.
    `proof`, `bounce` and the address lists are as in `channels.adapter`. `delivery_key` makes the same mail
    twice one message of a brand. `parcel` is the outbox row that carries an outgoing one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, db_index=False)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, db_index=False)
    arrival = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=3)
    author = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL)
    is_automated = models.BooleanField(default=False)
    subject = models.CharField(max_length=1000, default="", blank=True)
    sender_address = models.CharField(max_length=320, default="", blank=True)
    sender_name = models.CharField(max_length=200, default="", blank=True)
    recipient = models.CharField(max_length=320, default="", blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    reply_to = models.JSONField(default=list)
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    filed_at = models.DateTimeField()
    text = models.TextField(default="", blank=True)
    new_text = models.TextField(default="", blank=True)
    html = models.TextField(default="", blank=True)
    language = models.CharField(max_length=5, default="", blank=True)
    external_id = models.CharField(max_length=998, default="", blank=True)
    in_reply_to = models.JSONField(default=list)
    references = models.JSONField(default=list)
    delivery_key = models.CharField(max_length=200)
    raw_sha256 = models.CharField(max_length=64, default="", blank=True)
    auto = models.CharField(max_length=20, default="", blank=True)
    bounce = models.JSONField(null=True)
    proof = models.JSONField(default=dict)
    quarantined = models.CharField(max_length=200, default="", blank=True)
    remarks = models.JSONField(default=list)
    parcel = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="", blank=True)
    state_words = models.TextField(default="", blank=True)
    search = SearchVectorField(null=True)  # filled by a trigger

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "delivery_key"], name="message_once"),
            models.CheckConstraint(condition=models.Q(direction__in=["in", "out"]), name="message_direction"),
            models.CheckConstraint(
                condition=models.Q(conversation__isnull=False) | ~models.Q(quarantined=""),
                name="message_has_thread_or_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "said_at", "id"], name="message_in_thread"),
            models.Index(fields=["filed_at", "id"], name="message_as_filed"),
            models.Index(fields=["brand", "filed_at", "id"], name="message_of_brand"),
            models.Index(
                fields=["brand", "filed_at"], name="message_answered", condition=models.Q(direction="out")
            ),
            models.Index(fields=["recipient", "filed_at"], name="message_by_recipient"),
            models.Index(fields=["customer", "-said_at"], name="message_by_customer"),
            models.Index(fields=["brand", "external_id"], name="message_by_external_id"),
            models.Index(fields=["arrival"], name="message_by_arrival"),
            models.Index(
                fields=["parcel"], name="message_by_parcel", condition=models.Q(parcel__isnull=False)
            ),
            models.Index(
                fields=["-filed_at"], name="message_quarantined", condition=~models.Q(quarantined="")
            ),
            GinIndex(fields=["search"], name="message_search", fastupdate=True),
        ]


class Attachment(models.Model):
    """A file of a message. `name` is only data; the bytes lie in the content store under `sha256`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey("Draft", null=True, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255, default="")
    type = models.CharField(max_length=255, default="application/octet-stream")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    cid = models.CharField(max_length=255, default="", blank=True)
    is_inline = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, default="file")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="attachment_by_content")]


class Note(models.Model):
    """A remark among colleagues. Never leaves the house."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL)
    text = models.TextField()
    at = models.DateTimeField()
    search = SearchVectorField(null=True)  # filled by a trigger

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "at"], name="note_in_thread"),
            GinIndex(fields=["search"], name="note_search"),
        ]


class Mention(models.Model):
    """A colleague was named in a note with @."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "agent"], name="mention_once")]


class Assignment(models.Model):
    """Who had a conversation, from when to when. `team` or `agent` may be null: nobody in particular."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="assignments")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Snooze(models.Model):
    """A conversation was put off until a time. A customer's word always wakes it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="snoozes")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, default="")


class Closure(models.Model):
    """A conversation was done, until it was opened again."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="closures")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=60, default="")


class ThreadJoining(models.Model):
    """Two conversations were joined into one. Undone by moving `moved` back; nothing is joined silently."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kept = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="joinings")
    absorbed = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="joined")
    moved = models.JSONField(default=dict)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, default="")


class Draft(models.Model):
    """What an agent is writing, kept on the server so that it survives a change of device."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    kind = models.CharField(max_length=5, default="reply")
    text = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "agent", "kind"], name="draft_once")]


class Reading(models.Model):
    """How far an agent has read a conversation. `is_unread` was set by hand (U)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    read_to = models.DateTimeField()
    is_unread = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "conversation"], name="reading_once")]


class Viewing(models.Model):
    """Who has a conversation open right now, and whether they are writing. Old rows are nobody."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    seen_at = models.DateTimeField()
    writing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "agent"], name="viewing_once")]


class Label(models.Model):
    """A word a brand sorts by."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=60)
    conversations: models.ManyToManyField[Conversation, models.Model] = models.ManyToManyField(
        Conversation, related_name="labels"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="label_once")]
