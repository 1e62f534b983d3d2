"""The token in the link of a new password: random, kept as a hash, for one agent, one hour and one use."""

from __future__ import annotations

from datetime import timedelta

from beistand.house.models import Agent
from beistand.lib import tokens

PURPOSE = "new-password"
LASTS = timedelta(hours=1)


class ResetTokens:
    """What allauth asks for a token and asks about one. Only a hash is kept; see `lib.tokens`."""

    def make_token(self, agent: Agent) -> str:
        """A new one; the ones before stop working."""
        tokens.revoke(PURPOSE, str(agent.pk))
        return tokens.make(PURPOSE, audience=str(agent.pk), lasts=LASTS)

    def check_token(self, agent: Agent | None, token: str | None) -> bool:
        """Whether it is good now and for this agent."""
        if agent is None or not token or not agent.is_active:
            return False
        found = tokens.look(token, PURPOSE)
        return found is not None and found.audience == str(agent.pk)
