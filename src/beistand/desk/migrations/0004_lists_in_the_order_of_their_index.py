"""Indices of the lists end in the id, so that a page of a list is read off its index without sorting."""

from django.db import migrations, models

GONE = (
    "conversation_waiting", "conversation_answered", "conversation_mine", "conversation_no_team",
    "conversation_snoozed", "conversation_by_team",
)
INDICES = (
    models.Index(
        fields=["team", "waiting_since", "id"], name="conversation_waiting",
        condition=models.Q(("merged_into", None), ("state", "open"), ("waiting_since__isnull", False)),
    ),
    models.Index(
        fields=["team", "last_at", "id"], name="conversation_answered",
        condition=models.Q(("merged_into", None), ("state", "open"), ("waiting_since", None)),
    ),
    models.Index(
        fields=["agent", "waiting_since", "id"], name="conversation_mine",
        condition=models.Q(("merged_into", None), ("state", "open")),
    ),
    models.Index(
        fields=["brand", "last_at", "id"], name="conversation_no_team",
        condition=models.Q(("merged_into", None), ("team", None)),
    ),
    models.Index(
        fields=["team", "snoozed_until", "id"], name="conversation_snoozed",
        condition=models.Q(("merged_into", None), ("state", "snoozed")),
    ),
    models.Index(fields=["snoozed_until"], name="conversation_due", condition=models.Q(("state", "snoozed"))),
    models.Index(fields=["team", "last_at", "id"], name="conversation_by_team"),
    models.Index(fields=["last_at", "id"], name="conversation_latest", condition=models.Q(("merged_into", None))),
)


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_leave_out_doubled_indices")]

    operations = [
        *(migrations.RemoveIndex(model_name="conversation", name=name) for name in GONE),
        *(migrations.AddIndex(model_name="conversation", index=index) for index in INDICES),
    ]
