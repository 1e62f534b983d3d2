"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
