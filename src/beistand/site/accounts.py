"""The door for agents: allauth decides who somebody is, this file what that means here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from beistand.house.models import Agent
from beistand.lib.envelope import seal, unseal
from beistand.site import guesses, sessions
from beistand.site.true_client import is_here

SECOND_FACTOR = "second-factor"


class Door(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves; guesses cost time; demo accounts stay on their machine."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Mail address and password do not go together."),
        "enter_current_password": _("This is not your password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit. It changes every 30 seconds."),
        "too_many_login_attempts": _("That was too often. Please wait five minutes, then try again."),
        "rate_limited": _("That was too often. Please wait a minute, then try again."),
        "invalid_password_reset": _("This link has been used or is too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an admin invites."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Already the true one, see `true_client`."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Before a password is looked at: has this account, or this place, tried too often?"""
        wait = guesses.sign_in(request, _mail(credentials))
        if wait:
            raise ValidationError(guesses.wait_words(wait), code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who this is, None when the password is wrong."""
        agent: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if agent is not None:
            guesses.was_right(request, _mail(credentials))
        return agent

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Is it still them? Our agents have one address, and it is in their own row."""
        assert isinstance(user, Agent)
        again = self.authenticate(context.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponseBase | None:
        """Before anybody comes in, by whatever way: password, passkey, another provider."""
        refusal: HttpResponseBase | None = super().pre_login(request, user, **how)
        if refusal is None and isinstance(user, Agent) and user.is_demo and not is_here(request):
            request.session.flush()
            return sessions.refuse_demo(request)
        return refusal

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponseBase:
        """They are in: from now on we know this browser."""
        response: HttpResponseBase = super().post_login(request, user, **how)
        assert isinstance(user, Agent)
        guesses.remember(response, user.email)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell an agent that something about their account has changed."""
        assert isinstance(user, Agent)
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def format_email_subject(self, subject: str) -> str:
        """Without the host name in brackets."""
        return str(subject)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seeds of codes lie enveloped in the database; the key does not lie beside them."""

    error_messages: Mapping[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. It changes every 30 seconds."),
    }

    def encrypt(self, text: str) -> str:
        """Envelope a seed."""
        return seal(text, SECOND_FACTOR, settings.SECRET_KEY).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it."""
        return unseal(bytes.fromhex(encrypted_text), SECOND_FACTOR, [settings.SECRET_KEY])

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """What a new passkey is called until somebody calls it otherwise."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {there + 1}" if there else "Passkey"

    def _get_site_name(self) -> str:
        return "Beistand"


def _mail(credentials: Mapping[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
