"""Search in everything that was said."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.urls import reverse

from beistand.desk.lists import Wish, rows_of, topics
from beistand.desk.shapes import Group, ListView

FOUND = """
SELECT conversation_id FROM (
    SELECT m.conversation_id, max(m.filed_at) AS newest FROM desk_message m
    JOIN desk_conversation c ON c.id = m.conversation_id
    WHERE m.brand_id = ANY(%(brands)s) AND (c.team_id IS NULL OR c.team_id = ANY(%(teams)s))
      AND m.search @@ (websearch_to_tsquery('german', %(q)s) || websearch_to_tsquery('english', %(q)s)
                       || websearch_to_tsquery('simple', %(q)s))
    GROUP BY m.conversation_id) AS f
ORDER BY newest DESC LIMIT %(limit)s
"""


def search_view(wish: Wish, query: str) -> ListView:
    """The left pane as the answer to a search."""
    params: dict[str, Any] = {
        "q": query[:400],
        "brands": list(wish.sight.brands),
        "teams": list(wish.sight.teams),
        "limit": wish.limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, params)
        found = [row[0] for row in cursor.fetchall()]
    return ListView(
        tabs=(),
        groups=(Group("found", rows_of(found, wish), len(found)),),
        refresh_url=f"{reverse('desk:list')}?view={wish.view}",
        search_url=reverse("desk:home"),
        query=query,
        topics=topics(wish.sight),
    )
