"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.house"
    label = "house"
    default_auto_field = "django.db.models.BigAutoField"
