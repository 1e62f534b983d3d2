"""Search in everything that was said: the question (`rules/query`), the way to the answer, and the answer as a list."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from beistand.desk.lists import Wish, brand_choices, rows_of, topics, within
from beistand.desk.rules.query import Phrase, Query, Word, understand
from beistand.desk.searching import sql
from beistand.desk.searching.chips import chips_of
from beistand.desk.searching.excerpt import excerpt
from beistand.desk.searching.finding import Cursor, Found, Search
from beistand.desk.shapes import Group, ListView, Row

LONGEST = 400


def search_view(wish: Wish, text: str, begun: str = "") -> ListView:
    """The left pane as the answer to a search; `begun` is where the page before ended. May raise `Refused`."""
    query = understand(text, timezone.localtime(wish.at))
    sight = within(wish.sight, wish.brand) if wish.brand else wish.sight
    found = Search(query, sight, wish.at, Cursor.read(begun)).find()
    here = {"view": wish.view, "q": text[:LONGEST], **({"brand": wish.brand} if wish.brand else {})}
    address = f"{reverse('desk:list')}?{urlencode(here)}"
    rows = _rows(found, query, wish)
    return ListView(
        tabs=(),
        groups=(Group("found", rows, len(rows)),),
        refresh_url=address,
        search_url=reverse("desk:home"),
        query=text,
        chips=chips_of(query),
        next_url=f"{address}&{urlencode({'before': str(found.next)})}" if found.next else "",
        topics=topics(wish.sight),
        brands=brand_choices(wish),
    )


def _rows(found: Found, query: Query, wish: Wish) -> tuple[Row, ...]:
    places = _excerpts(found, query)
    rows = rows_of([hit.thread for hit in found.hits], wish)
    return tuple(replace(row, preview=places[row.id]) if row.id in places else row for row in rows)


def _excerpts(found: Found, query: Query) -> dict[str, str]:
    """By thread: the words around the match."""
    wanted = [p.text for p in query.parts if isinstance(p, Word | Phrase) and not p.is_excluded]
    messages: dict[UUID, UUID] = {hit.message: hit.thread for hit in found.hits if hit.message}
    if not wanted or not messages:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql.TEXTS, {"ids": list(messages)})
        texts = cursor.fetchall()
    shown = {str(messages[id]): excerpt(text, wanted) for id, text in texts}
    return {thread: words for thread, words in shown.items() if words}
