"""Django's name for this room, and what it listens to."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room, as Django lists it."""

    name = "beistand.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the moments of signing in."""
        from beistand.site import new_password, sessions

        sessions.listen()
        new_password.listen()
