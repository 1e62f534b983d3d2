"""Ready texts for an answer, with the customer's name already in its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from beistand.desk.models import Conversation
from beistand.house.models import Brand, Snippet

MOST = 200


@dataclass(frozen=True)
class Ready:
    """One text as it would be put in."""

    key: str
    title: str
    text: str
    locale: str


def ready_texts(brand: Brand, row: Conversation | None = None) -> list[dict[str, Any]]:
    """The texts of a brand; with a conversation, those in the customer's language first and {name} filled in."""
    rows = list(Snippet.objects.filter(brand=brand).order_by("key", "locale")[:MOST])
    language = (row.customer.locale if row else "") or brand.locale
    name = row.customer.name if row else ""
    rows.sort(key=lambda snippet: snippet.locale != language)
    return [
        asdict(Ready(s.key, s.title, s.text.replace("{name}", name) if row else s.text, s.locale))
        for s in rows
    ]
