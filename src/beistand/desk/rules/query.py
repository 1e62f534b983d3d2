"""What somebody typed into the search box, understood. Pure: text in, frozen parts out; no SQL is made of words.

    von:emre kanal:email hat:anhang vor:gestern "genau so" -Werbung Wallbox

Operators are German or English, whatever the reader's language; values with spaces stand in quotes; a minus
turns any part round. An operator that nobody knows, or a value it can't take, is searched for as plain words and
reported in `Query.not_understood`. Days are days of the zone in which `at` is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

LONGEST = 400
MOST_PARTS = 24


@dataclass(frozen=True)
class Word:
    """A word that must occur, in any of its forms."""

    text: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words that must stand exactly so."""

    text: str
    is_excluded: bool = False


@dataclass(frozen=True)
class From:
    """Said by somebody with this in their name or address."""

    who: str
    is_excluded: bool = False


@dataclass(frozen=True)
class To:
    """Addressed to somebody with this in their name or address."""

    who: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Channel:
    """Came or left by this channel, by its name in `channels.registry`."""

    name: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Status:
    """Where the matter stands: open, waiting (for us), snoozed or closed."""

    state: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Promise:
    """How its promise stands: kept, at-risk or broken. Nobody can answer this before there are promises."""

    state: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Team:
    """The matter of a team with this in its name."""

    name: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Label:
    """The matter carries this label."""

    name: str
    is_excluded: bool = False


@dataclass(frozen=True)
class Brand:
    """The matter of a brand with this in its name."""

    name: str
    is_excluded: bool = False


@dataclass(frozen=True)
class HasAttachment:
    """A file came along."""

    is_excluded: bool = False


@dataclass(frozen=True)
class Before:
    """Said before this day began."""

    day: date
    is_excluded: bool = False


@dataclass(frozen=True)
class After:
    """Said on this day or later."""

    day: date
    is_excluded: bool = False


Part: TypeAlias = (
    Word
    | Phrase
    | From
    | To
    | Channel
    | Status
    | Promise
    | Team
    | Label
    | Brand
    | HasAttachment
    | Before
    | After
)


@dataclass(frozen=True)
class Query:
    """The parts in the order in which they were typed; `not_understood` are pieces of the text as typed."""

    parts: tuple[Part, ...] = ()
    not_understood: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.parts


CHANNELS: Mapping[str, str] = {
    "email": "email", "e-mail": "email", "mail": "email", "form": "form", "formular": "form",
    "counter": "counter", "schalter": "counter", "filiale": "counter", "theke": "counter",
    "post": "post", "brief": "post", "letter": "post", "chat": "chat", "phone": "phone", "telefon": "phone",
}  # fmt: skip
STATES: Mapping[str, str] = {
    "open": "open", "offen": "open", "waiting": "waiting", "wartet": "waiting", "wartend": "waiting",
    "snoozed": "snoozed", "later": "snoozed", "später": "snoozed", "spaeter": "snoozed",
    "closed": "closed", "done": "closed", "erledigt": "closed", "geschlossen": "closed",
}  # fmt: skip
PROMISES: Mapping[str, str] = {
    "kept": "kept", "gehalten": "kept", "at-risk": "at-risk", "knapp": "at-risk",
    "broken": "broken", "gebrochen": "broken",
}  # fmt: skip
FILES = {"anhang", "anhänge", "anlage", "datei", "attachment", "attachments", "file"}
WEEKDAYS: Mapping[str, int] = {
    name: number
    for names in (
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mo di mi do fr sa so",
    )
    for number, name in enumerate(names.split())
}
SPANS: Mapping[str, int] = {"d": 1, "t": 1, "w": 7}

_QUOTES = {'"': '"', "„": '“”"', "“": "”“", "»": "«", "«": "»"}
_OPERATOR = re.compile(r"([^\W\d_]+):(?!//)")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_SPAN = re.compile(r"(\d{1,4})([dtw])")


def understand(text: str, at: datetime) -> Query:
    """The query behind a text. `at` is now, in the reader's zone."""
    parts: list[Part] = []
    odd: list[str] = []
    for piece in _pieces(_tidy(text)):
        if len(parts) >= MOST_PARTS:
            odd.append(piece.whole)
            continue
        part = _operated(piece, at.date()) if piece.operator else None
        if part is None:
            if piece.operator:
                odd.append(piece.whole)
            part = Phrase(piece.value) if piece.is_quoted and not piece.operator else Word(piece.plain)
        parts.append(replace(part, is_excluded=piece.is_excluded))
    return Query(tuple(parts), tuple(odd))


@dataclass(frozen=True)
class _Piece:
    whole: str
    operator: str
    value: str
    is_quoted: bool
    is_excluded: bool

    @property
    def plain(self) -> str:
        """The piece as words to look for."""
        return f"{self.operator} {self.value}".strip()


def _tidy(text: str) -> str:
    """Control and format characters have no meaning in a question, and PostgreSQL can't hold NUL."""
    seen = unicodedata.normalize("NFC", text[:LONGEST])
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in seen)


def _pieces(text: str) -> Iterator[_Piece]:
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        begun = place
        is_excluded = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
        place += is_excluded
        found = _OPERATOR.match(text, place)
        operator = found.group(1) if found else ""
        place = found.end() if found else place
        value, place, is_quoted = _value(text, place)
        if operator or value.strip():
            yield _Piece(text[begun:place].strip(), operator, value.strip(), is_quoted, is_excluded)


def _value(text: str, place: int) -> tuple[str, int, bool]:
    """The value at a place, where it ends, and whether it stood in quotes. An open quote ends with the text."""
    if place < len(text) and text[place] in _QUOTES:
        ends = _QUOTES[text[place]]
        end = next((i for i in range(place + 1, len(text)) if text[i] in ends), len(text))
        return text[place + 1 : end], end + 1, True
    end = place
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[place:end], end, False


def _operated(piece: _Piece, today: date) -> Part | None:
    reading = OPERATORS.get(piece.operator.casefold())
    return reading(piece.value, today) if reading is not None and piece.value else None


def day_of(words: str, today: date) -> date | None:
    """The day that is meant: 24.12.2026, 24.12., 2026-12-24, heute, gestern, montag (the last one), 3d, 2w."""
    said = words.casefold()
    if said in {"heute", "today"}:
        return today
    if said in {"gestern", "yesterday"}:
        return today - timedelta(days=1)
    if said in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS[said]) % 7)
    span = _SPAN.fullmatch(said)
    if span:
        return today - timedelta(days=min(int(span[1]) * SPANS[span[2]], 40_000))
    try:
        german = _GERMAN_DAY.fullmatch(said)
        if german:
            return date(int(german[3] or today.year), int(german[2]), int(german[1]))
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


_Reading: TypeAlias = Callable[[str, date], Part | None]


def _one_of(make: Callable[[str], Part], known: Mapping[str, str]) -> _Reading:
    def read(value: str, _today: date) -> Part | None:
        name = known.get(value.casefold())
        return make(name) if name else None

    return read


def _any(make: Callable[[str], Part]) -> _Reading:
    return lambda value, _today: make(value)


def _on(make: Callable[[date], Part]) -> _Reading:
    def read(value: str, today: date) -> Part | None:
        day = day_of(value, today)
        return make(day) if day else None

    return read


def _files(value: str, _today: date) -> Part | None:
    return HasAttachment() if value.casefold() in FILES else None


OPERATORS: Mapping[str, _Reading] = {
    "von": _any(From), "from": _any(From), "an": _any(To), "to": _any(To),
    "kanal": _one_of(Channel, CHANNELS), "channel": _one_of(Channel, CHANNELS),
    "status": _one_of(Status, STATES), "zusage": _one_of(Promise, PROMISES), "promise": _one_of(Promise, PROMISES),
    "team": _any(Team), "etikett": _any(Label), "label": _any(Label), "marke": _any(Brand), "brand": _any(Brand),
    "hat": _files, "has": _files, "vor": _on(Before), "before": _on(Before), "nach": _on(After), "after": _on(After),
}  # fmt: skip
