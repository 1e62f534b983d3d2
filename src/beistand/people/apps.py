"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
