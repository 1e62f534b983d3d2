"""Who is there now: signed in and with a sign of life, or on a pause of their own choice.

The sign of life is the open stream of a desk (the edge tells it every half minute) and every look into a
conversation; nobody has to click for it. A pause is only ended by the agent themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from beistand.house.models import Agent, Presence
from beistand.lib import clock
from beistand.lib.refusal import Refused

HERE, PAUSE, AWAY = "here", "pause", "away"
GONE_AFTER = timedelta(minutes=2)


def choose(agent: Agent, state: str) -> str:
    """Say that one is here or on a pause; the state that is true now."""
    if state not in (HERE, PAUSE):
        raise Refused(_("You are either here or on a pause."))
    Presence.objects.update_or_create(agent=agent, defaults={"state": state, "seen_at": clock.now()})
    return state


def seen(agent: UUID) -> None:
    """A sign of life. Whoever had gone is here again; a pause stays a pause."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"agent": agent, "at": clock.now()})


_SEEN = """
INSERT INTO house_presence AS p (agent_id, state, seen_at) VALUES (%(agent)s, 'here', %(at)s)
ON CONFLICT (agent_id) DO UPDATE SET
    seen_at = greatest(p.seen_at, %(at)s), state = CASE p.state WHEN 'pause' THEN 'pause' ELSE 'here' END
"""


def left(agent: Agent) -> None:
    """Signed out: not here any more, and no pause either."""
    Presence.objects.filter(agent=agent).update(state=AWAY)


def state_of(agent: Agent) -> str:
    """here, pause or away, for the agent's own rail: whoever looks at a page is not away."""
    row = Presence.objects.filter(agent=agent).first()
    return PAUSE if row is not None and row.state == PAUSE else HERE


def who_is_here(agents: Iterable[UUID]) -> set[UUID]:
    """Those of these agents who can take something now."""
    since = clock.now() - GONE_AFTER
    here = Presence.objects.filter(agent__in=list(agents), state=HERE, seen_at__gte=since)
    return set(here.filter(agent__is_active=True).values_list("agent_id", flat=True))
