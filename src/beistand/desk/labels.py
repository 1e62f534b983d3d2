"""Labels of a brand: added, renamed, removed. On conversations they are put by `conversations.label`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from beistand.desk.models import Conversation, Label
from beistand.desk.shapes import Choice
from beistand.house.models import Brand
from beistand.lib.refusal import Refused


@dataclass(frozen=True)
class LabelRow:
    """One label with the number of matters that carry it."""

    id: UUID
    name: str
    count: int


def labels_of(brand: Brand) -> tuple[LabelRow, ...]:
    """The labels of a brand by name."""
    rows = Label.objects.filter(brand=brand).annotate(count=Count("conversations")).order_by("name")
    return tuple(LabelRow(r.id, r.name, r.count) for r in rows)


def choices_of(row: Conversation) -> tuple[Choice, ...]:
    """All labels of a conversation's brand; chosen are those it carries."""
    on = set(row.labels.values_list("id", flat=True))
    labels = Label.objects.filter(brand=row.brand_id).order_by("name")
    return tuple(Choice(label.name, label.name, label.id in on) for label in labels)


def add_label(brand: Brand, name: str) -> Label:
    """A new label."""
    name = _checked(brand, name)
    return Label.objects.create(brand=brand, name=name)


def rename_label(label: Label, name: str) -> None:
    """Another word for the same label."""
    label.name = _checked(label.brand, name, label.id)
    label.save(update_fields=["name"])


def remove_label(label: Label) -> None:
    """Take it off every matter and away. What the journal says about it stays."""
    with transaction.atomic():
        label.conversations.clear()
        label.delete()


def _checked(brand: Brand, name: str, own: UUID | None = None) -> str:
    name = " ".join(name.split())[:60]
    if not name:
        raise Refused(_("A label needs a word."), code="empty")
    twins = Label.objects.filter(brand=brand, name=name)
    if (twins.exclude(id=own) if own else twins).exists():
        raise Refused(_("There is a label of that name already."), status=409, code="exists")
    return name
