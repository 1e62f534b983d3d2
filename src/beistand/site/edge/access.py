"""Who is at the other end of a stream: an agent with a session, or a machine with a key."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from beistand.house.models import Agent, ApiKey
from beistand.house.rights import Sight, brand_sight, sight, whole_house
from beistand.lib import clock
from beistand.lib.tokens import digest
from beistand.site.session_time import is_over


@dataclass(frozen=True)
class Listener:
    """What somebody may see, and in which language."""

    sight: Sight
    language: str
    agent: UUID | None = None


def listener_of(headers: dict[bytes, bytes]) -> Listener | None:
    """The listener behind a request's headers, None for strangers. Asks the database."""
    bearer = headers.get(b"authorization", b"").decode("latin-1")
    if bearer.lower().startswith("bearer "):
        return _machine(bearer[7:].strip())
    return _agent(headers.get(b"cookie", b"").decode("latin-1"))


def _machine(text: str) -> Listener | None:
    key = ApiKey.objects.filter(hash=digest(text), revoked_at=None).first()
    if key is None or "read" not in key.scopes:
        return None
    return Listener(brand_sight(key.brand_id) if key.brand_id else whole_house(), "de")


def _agent(cookie: str) -> Listener | None:
    try:
        found = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if found is None:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(found.value)
    if is_over(session, clock.now()):
        return None
    agent_id, backend = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    if not agent_id or backend not in settings.AUTHENTICATION_BACKENDS:
        return None
    agent = Agent.objects.filter(id=agent_id, is_active=True).first()
    if agent is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), agent.get_session_auth_hash()
    ):
        return None
    return Listener(sight(agent), agent.locale, agent.id)
