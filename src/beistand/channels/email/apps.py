"""Django's name for this channel."""

from __future__ import annotations

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """The channel, as Django lists it."""

    name = "beistand.channels.email"
    label = "email"
    default_auto_field = "django.db.models.BigAutoField"
