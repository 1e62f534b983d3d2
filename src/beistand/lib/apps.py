"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class LibConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.lib"
    label = "lib"
    default_auto_field = "django.db.models.BigAutoField"
