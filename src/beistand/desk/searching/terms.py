"""Words as PostgreSQL compares them. The text of a tsquery is only ever made by PostgreSQL itself, from parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import connection

from beistand.desk.rules.query import Part, Phrase, Query, Word
from beistand.desk.searching import sql

_WHOLE = re.compile(r"\w{3,40}")


def words_of(query: Query) -> str | None:
    """The tsquery of all words and phrases of a query, None when it has none that says anything."""
    last = query.parts[-1] if query.parts else None
    wanted: list[str] = []
    for part in query.parts:
        # An excluded phrase is only compared letter by letter: its stems may well occur.
        if isinstance(part, Word) or (isinstance(part, Phrase) and not part.is_excluded):
            one = _term(part, as_beginning=part is last)
            if one:
                wanted.append(f"!({one})" if part.is_excluded else f"({one})")
    return " & ".join(wanted) or None


def has_wanted_words(query: Query) -> bool:
    """Whether something is looked for that the index can find (only "without" can't be found)."""
    return any(isinstance(p, Word | Phrase) and not p.is_excluded for p in query.parts)


def _term(part: Part, *, as_beginning: bool) -> str:
    """One word or phrase in German, English and as it stands: whichever of them a message was read in."""
    assert isinstance(part, Word | Phrase)
    if isinstance(part, Phrase):
        found = _ask(sql.PHRASE, part.text)
    elif as_beginning and not part.is_excluded and _WHOLE.fullmatch(part.text):
        found = _ask(sql.PREFIX, f"'{part.text}':*")
    else:
        found = _ask(sql.TERM, part.text)
    german, english, simple = found
    if isinstance(part, Word) and not (german and english):
        return ""
    return " | ".join(f"({one})" for one in dict.fromkeys((german, english, simple)) if one)


def _ask(statement: str, text: str) -> Sequence[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [[text]])
        row: Sequence[str] = cursor.fetchone()
    return row
