"""Grants that are kept: who may sign in for which mailbox or smarthost, renewed early, ended in plain words."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from beistand.channels.email import oauth
from beistand.channels.email.models import Mailbox, OAuthGrant, Smarthost
from beistand.channels.email.oauth import Client, NoTokens, Tokens
from beistand.channels.email.trouble import Trouble
from beistand.lib import clock, live
from beistand.lib.envelope import seal, unseal

EARLY = timedelta(minutes=5)
TOPIC = "mailboxes"


def new_grant(owner: Mailbox | Smarthost, provider: str, client: Client) -> OAuthGrant:
    """Keep a client for a mailbox or smarthost, in place of an older one; nobody has signed in with it yet."""
    _grants_of(owner).delete()
    grant = OAuthGrant(
        mailbox=owner if isinstance(owner, Mailbox) else None,
        smarthost=owner if isinstance(owner, Smarthost) else None,
        provider=provider,
        client_id=client.client_id,
        authorize_url=client.authorize_url,
        token_url=client.token_url,
        device_url=client.device_url,
        scope=client.scope,
        allows_loopback=client.allows_loopback,
    )
    grant.client_secret = _sealed(grant, "secret", client.client_secret)
    grant.save(force_insert=True)
    return grant


def grant_of(owner: Mailbox | Smarthost) -> UUID:
    """The id of the grant. Raises `Trouble` when there is none."""
    found = _grants_of(owner).values_list("id", flat=True).first()
    if found is None:
        raise Trouble("not-granted")
    return found


def _grants_of(owner: Mailbox | Smarthost) -> QuerySet[OAuthGrant]:
    if isinstance(owner, Mailbox):
        return OAuthGrant.objects.filter(mailbox=owner)
    return OAuthGrant.objects.filter(smarthost=owner)


def client_of(grant: OAuthGrant) -> Client:
    """Who we are for this grant."""
    return Client(
        client_id=grant.client_id,
        client_secret=_unsealed(grant, "secret", grant.client_secret),
        authorize_url=grant.authorize_url,
        token_url=grant.token_url,
        device_url=grant.device_url,
        scope=grant.scope,
        allows_loopback=grant.allows_loopback,
    )


def keep(grant_id: UUID, tokens: Tokens) -> None:
    """Somebody has signed in: keep what the provider gave."""
    with transaction.atomic():
        grant = OAuthGrant.objects.select_for_update().get(id=grant_id)
        grant.granted_at = clock.now()
        grant.save(update_fields=["granted_at"])
        _keep(grant, tokens)
        live.wake(TOPIC)


def access_token(grant_id: UUID, *, instead_of: str = "") -> str:
    """A token that is good for five minutes at least; a fresh one when `instead_of` is the one we have.

    Raises `Trouble`: not-granted, grant-ended, token-unreachable. The row is locked while we ask: refresh
    tokens may be good for one use only.
    """
    with transaction.atomic():
        grant = OAuthGrant.objects.select_for_update().get(id=grant_id)
        found = _token_or_trouble(grant, instead_of)
    if isinstance(found, Trouble):  # raised only now: the end of a grant must be kept, not rolled back
        raise found
    return found


def _token_or_trouble(grant: OAuthGrant, instead_of: str) -> str | Trouble:
    if grant.ended_at is not None:
        return Trouble("grant-ended")
    refresh = _unsealed(grant, "refresh", grant.refresh_token)
    token = _unsealed(grant, "access", grant.access_token)
    is_fresh = grant.access_ends_at is not None and grant.access_ends_at - EARLY > clock.now()
    if token and is_fresh and token != instead_of:
        return token
    if not refresh:
        return Trouble("grant-ended" if token else "not-granted")
    try:
        tokens = oauth.refreshed(client_of(grant), refresh)
    except NoTokens as problem:
        if not problem.is_over:
            is_good = grant.access_ends_at is not None and grant.access_ends_at > clock.now()
            if token and is_good and token != instead_of:
                return token
            return Trouble("token-unreachable", problem.words)
        grant.ended_at = clock.now()
        grant.save(update_fields=["ended_at"])
        return Trouble("grant-ended", problem.words)
    _keep(grant, tokens)
    return tokens.access


def _keep(grant: OAuthGrant, tokens: Tokens) -> None:
    grant.access_token = _sealed(grant, "access", tokens.access)
    if tokens.refresh:
        grant.refresh_token = _sealed(grant, "refresh", tokens.refresh)
    grant.access_ends_at = clock.now() + timedelta(seconds=tokens.lasts)
    grant.ended_at = None
    grant.save(update_fields=["access_token", "refresh_token", "access_ends_at", "ended_at"])


def _sealed(grant: OAuthGrant, what: str, text: str) -> bytes:
    return seal(text, f"oauth:{what}:{grant.id}", settings.SECRET_KEY)


def _unsealed(grant: OAuthGrant, what: str, value: bytes | memoryview) -> str:
    return unseal(value, f"oauth:{what}:{grant.id}", [settings.SECRET_KEY])
