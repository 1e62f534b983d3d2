"""Finding: which way to walk, until a page of matters is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from beistand.desk.rules.query import Query, Word
from beistand.desk.searching import sql
from beistand.desk.searching.conditions import conditions_of, people
from beistand.desk.searching.terms import has_wanted_words, words_of
from beistand.house.rights import Sight
from beistand.lib.refusal import Refused

PATIENCE = "4s"
FIRST_ID = UUID(int=0)
LAST_ID = UUID(int=(1 << 128) - 1)
FEW_PEOPLE = 20


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: before this message of that time."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.id}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """What `str` wrote, None for anything else."""
        at, _sign, id = text.partition("~")
        try:
            found = cls(datetime.fromisoformat(at), UUID(id))
        except ValueError:
            return None
        return found if found.at.tzinfo is not None else None


@dataclass(frozen=True)
class Hit:
    """A matter that was found, by which message (None: by a note or by its customer), and from when that is."""

    thread: UUID
    message: UUID | None
    at: datetime


@dataclass(frozen=True)
class Found:
    """A page of matters, newest match first, each once. `next` is None at the end."""

    hits: tuple[Hit, ...]
    next: Cursor | None


class Search:
    """One search of one reader."""

    def __init__(self, query: Query, sight: Sight, at: datetime, begun: Cursor | None) -> None:
        self.query = query
        self.sight = sight
        self.begun = begun
        self.cursor = begun or Cursor(at + timedelta(days=2), LAST_ID)

    def find(self) -> Found:
        """The page. Raises `Refused` when it would take too long."""
        if self.query.is_empty or not self.sight.brands:
            return Found((), None)
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
                return self._find()
        except OperationalError as problem:
            if isinstance(problem.__cause__, QueryCanceled):
                raise Refused(
                    _("This search would take too long."), _("Add a word, a name or a time.")
                ) from None
            raise

    def _find(self) -> Found:
        self.words = words_of(self.query)
        self.conditions = conditions_of(self.query, self.sight)
        if self.conditions.before is not None and self.conditions.before < self.cursor.at:
            self.cursor = Cursor(self.conditions.before, FIRST_ID)
        if self.words and has_wanted_words(self.query):
            aside = self._aside()
            rows = self._lately(sql.WALK)
            if self._fills(rows):
                return self._page(rows, aside)
            if not self._is_common(rows):
                return self._page(self._hits(sql.ANY_TIME), aside)
            return self._far(aside)
        if self.conditions.by_customers is not None:
            return self._page(self._hits(sql.BY_PEOPLE), [])
        if not self.words and not self.conditions.of_messages:
            return self._page(self._hits(sql.MATTERS), [])
        return self._far([])

    def _far(self, aside: list[Hit]) -> Found:
        rows = self._lately(sql.FAR_WALK)
        return self._page(rows, aside, end=None if self._fills(rows) else self._walked_to())

    def _lately(self, walk: int) -> list[tuple[Any, ...]]:
        return self._hits(sql.LATELY_IN_ONE if len(self.sight.brands) == 1 else sql.LATELY, walk)

    def _is_common(self, rows: Sequence[tuple[Any, ...]]) -> bool:
        """Whether the words alone stand in so many messages that the index would gather too much."""
        many = sql.WALK * sql.COMMON
        if len(rows) >= many or not (self.conditions.of_messages or self.conditions.of_matters):
            return len(rows) >= many
        return bool(self._ask(sql.HOW_OFTEN, {"walk": sql.WALK})[0][0] >= many)

    def _hits(self, source: str, walk: int = 0) -> list[tuple[Any, ...]]:
        conditions = self.conditions
        also = conditions.text("m")
        only_newest = ""
        if self.begun is not None and source is not sql.MATTERS:
            only_newest = sql.ONLY_NEWEST.format(also=conditions.text("n"))
        statement = sql.HITS_OF.format(source=source, also=also, only_newest=only_newest)
        return self._ask(statement, {"walk": walk, "hits": sql.HITS, **conditions.params})

    def _ask(self, statement: str, more: dict[str, Any]) -> list[tuple[Any, ...]]:
        params = {
            "brands": list(self.sight.brands),
            "brand": self.sight.brands[0],
            "teams": list(self.sight.teams),
            "words": self.words,
            "before_at": self.cursor.at,
            "before_id": self.cursor.id,
            "by_customers": self.conditions.by_customers or [],
            "by_agents": self.conditions.by_agents,
            **more,
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _aside(self) -> list[Hit]:
        """Matters found by a note or by their customer's name. They stand on the first page, and on no other."""
        if self.conditions.of_messages or self.conditions.of_matters:
            return []
        noted = self._ask(sql.NOTED, {"most": FEW_PEOPLE * 2})
        hits = [Hit(thread, None, at) for thread, at in noted]
        if all(isinstance(part, Word) and not part.is_excluded for part in self.query.parts):
            text = " ".join(part.text for part in self.query.parts if isinstance(part, Word))
            known = people(text, self.sight, FEW_PEOPLE) if len(text) >= 3 else []
            hits += [Hit(t, None, at) for t, _id, at in self._ask(sql.THEIR_MATTERS, {"people": known})]
        return list({hit.thread: hit for hit in reversed(hits)}.values())

    def _fills(self, rows: Sequence[tuple[Any, ...]]) -> bool:
        return len(rows) >= sql.HITS or len({row[1] for row in rows}) > sql.PAGE

    def _page(self, rows: Sequence[tuple[Any, ...]], aside: list[Hit], end: Cursor | None = None) -> Found:
        elsewhere = {hit.thread for hit in aside} if self.begun else set()
        taken: dict[UUID, Hit] = {}
        for id, thread, at in rows:
            if thread not in taken and thread not in elsewhere:
                if len(taken) == sql.PAGE:
                    break
                taken[thread] = Hit(thread, id, at)
            last = Cursor(at, id)
        else:
            full = len(rows) >= sql.HITS
            return Found(self._with(taken, aside), last if full and rows else end)
        return Found(self._with(taken, aside), last)

    def _with(self, taken: dict[UUID, Hit], aside: list[Hit]) -> tuple[Hit, ...]:
        more = [] if self.begun else [hit for hit in aside if hit.thread not in taken]
        return tuple(sorted([*taken.values(), *more], key=lambda hit: hit.at, reverse=True))

    def _walked_to(self) -> Cursor | None:
        rows = self._ask(sql.WALKED_TO, {"walk": sql.FAR_WALK - 1})
        return Cursor(*rows[0]) if rows else None
