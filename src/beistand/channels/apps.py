"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
