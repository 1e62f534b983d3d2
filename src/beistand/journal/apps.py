"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
