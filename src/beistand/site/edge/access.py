"""Who is at the other end of a stream: an agent with a session, or a machine with a key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
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


@dataclass(frozen=True)
class Credentials:
    """What a request brought along: the text of a key, or the id of a session."""

    key: str = ""
    session: str = ""

    @classmethod
    def of(cls, headers: dict[bytes, bytes]) -> Credentials:
        """What is in these headers; a key counts more than a session."""
        bearer = headers.get(b"authorization", b"").decode("latin-1")
        if bearer.lower().startswith("bearer "):
            return cls(key=bearer[7:].strip())
        try:
            found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(
                settings.SESSION_COOKIE_NAME
            )
        except CookieError:
            return cls()
        return cls(session=found.value) if found is not None else cls()


def listener_of(credentials: Credentials) -> Listener | None:
    """The listener behind them, None for strangers. Asks the database."""
    return listeners_of([credentials]).get(credentials)


def listeners_of(credentials: Iterable[Credentials]) -> dict[Credentials, Listener]:
    """The listeners behind many; strangers are missing. Sessions and agents are asked for once for all."""
    wanted = set(credentials)
    found = {one: _machine(one.key) for one in wanted if one.key}
    sessions = _sessions(one.session for one in wanted if one.session and not one.key)
    agents = _agents(sessions.values())
    sights = {agent.id: sight(agent) for agent in agents.values()}
    for one in wanted:
        session = sessions.get(one.session)
        agent = agents.get(str(session.get(SESSION_KEY))) if session is not None else None
        if agent is not None and session is not None and _is_theirs(session, agent):
            found[one] = Listener(sights[agent.id], agent.locale, agent.id)
    return {one: listener for one, listener in found.items() if listener is not None}


def _machine(text: str) -> Listener | None:
    key = ApiKey.objects.filter(hash=digest(text), revoked_at=None).first()
    if key is None or "read" not in key.scopes:
        return None
    return Listener(brand_sight(key.brand_id) if key.brand_id else whole_house(), "de")


def _sessions(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the sessions hold whose time is not over."""
    at = clock.now()
    rows = Session.objects.filter(session_key__in=set(keys), expire_date__gt=at)
    kept = {row.session_key: SessionStore().decode(row.session_data) for row in rows}
    return {key: session for key, session in kept.items() if not is_over(session, at)}


def _agents(sessions: Iterable[dict[str, Any]]) -> dict[str, Agent]:
    ids = {
        str(session[SESSION_KEY])
        for session in sessions
        if session.get(SESSION_KEY) and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    }
    return {str(agent.pk): agent for agent in Agent.objects.filter(id__in=ids, is_active=True)}


def _is_theirs(session: dict[str, Any], agent: Agent) -> bool:
    """Whether the session was begun with the password that the agent still has."""
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), agent.get_session_auth_hash())
