"""A new password by mail: a token of `lib.tokens` in the link, one hour, once, and no word about who is here."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.signals import password_changed, password_reset
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from beistand.house.models import Agent
from beistand.lib import tokens
from beistand.site import guesses, sessions
from beistand.site.reset_tokens import PURPOSE

FLOOR = 0.35  # seconds: writing a letter takes a few milliseconds, which must not be heard


def listen() -> None:
    """Whoever has a new password needs no link any more, and all sessions but the present one are over."""
    password_reset.connect(_settled, dispatch_uid="beistand-password-reset")
    password_changed.connect(_settled, dispatch_uid="beistand-password-changed")


def _settled(sender: object, request: HttpRequest, user: Agent, **more: Any) -> None:
    tokens.revoke(PURPOSE, str(user.pk))
    sessions.end_all(user, but=request.session.session_key or "")


class AskForNewPassword(ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """The same answer after the same time, whether or not there is such an account."""

    def clean_email(self) -> str:
        """Counts the wish before anything is looked up."""
        wait = guesses.reset(context.request, self.cleaned_data["email"])
        if wait:
            raise ValidationError(guesses.wait_words(wait), code="rate_limited")
        return str(super().clean_email())

    def save(self, request: HttpRequest, **more: Any) -> str:
        """Put the letter into the outbox, if there is somebody to write to."""
        began = time.monotonic()
        mail = str(super().save(request, **more))
        time.sleep(max(0.0, FLOOR - (time.monotonic() - began)))
        return mail
