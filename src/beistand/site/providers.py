"""Signing in with a company's own provider (OpenID Connect): linked by issuer and subject, never by a mail address.

An address that a provider tells is a claim (Zammad CVE-2026-84458, Mautic CVE-2017-1000489 came from believing
it). So an admin links an agent to a subject by hand: `link`, see docs/accounts.md.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.http import HttpRequest
from django.utils.translation import gettext as _

from beistand.house.models import Agent
from beistand.lib.refusal import Refused


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up, no linking by mail, no linking by the agent themselves."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: who is not linked stays outside."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Never, whatever the settings say."""
        return

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """A provider may let somebody in whom we linked; it may not attach itself to whoever is signed in."""
        if not sociallogin.is_existing or sociallogin.state.get("process") not in (None, "login"):
            raise Refused(
                _("This account of your provider belongs to nobody here."),
                _("Ask the admin of your house to link it."),
                status=403,
            )


def add_provider(key: str, *, name: str, issuer: str, client: str, secret: str) -> SocialApp:
    """Add an OpenID Connect provider. `issuer` is its address; there its configuration is looked up."""
    if not issuer.startswith("https://"):
        raise Refused(_("A provider's address begins with https://."), code="issuer")
    if SocialApp.objects.filter(provider_id=key).exists():
        raise Refused(_("There is a provider of that name already."), status=409, code="exists")
    return SocialApp.objects.create(
        provider="openid_connect",
        provider_id=key,
        name=name,
        client_id=client,
        secret=secret,
        settings={"server_url": issuer.rstrip("/"), "fetch_userinfo": False, "oauth_pkce_enabled": True},
    )


def link(mail: str, key: str, subject: str) -> SocialAccount:
    """Let the subject of a provider sign in as an agent."""
    agent = Agent.objects.filter(email=mail.lower()).first()
    if agent is None:
        raise Refused(_("There is nobody with that mail address."), status=404, code="no-person")
    if not SocialApp.objects.filter(provider_id=key).exists():
        raise Refused(_("There is no such provider."), status=404, code="no-provider")
    if SocialAccount.objects.filter(provider=key, uid=subject).exclude(user=agent).exists():
        raise Refused(_("This subject is linked to somebody else."), status=409, code="exists")
    return SocialAccount.objects.get_or_create(provider=key, uid=subject, defaults={"user": agent})[0]
