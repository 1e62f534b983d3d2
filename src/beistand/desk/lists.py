"""The list of matters: which groups a view has, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beistand.desk import sql
from beistand.desk.rows import row_of, wanted_words
from beistand.desk.shapes import Choice, Group, GroupKey, ListView, Row, Tab
from beistand.house.models import Agent, Brand, Team
from beistand.house.rights import Sight
from beistand.lib.prepared import ask

LONG = timedelta(hours=4)
ROWS = 50
ROWS_EACH = 25  # where a view has several groups
CAP = 1000
VIEWS = ("mine", "team", "later", "closed", "mentioned")


@dataclass(frozen=True)
class Wish:
    """Which list somebody wants to see. `brand` is a slug, "" for all; `onward` goes on behind a group's last row."""

    agent: Agent
    sight: Sight
    view: str
    at: datetime
    current: UUID | None = None
    brand: str = ""
    onward: Mapping[str, tuple[datetime, UUID]] = field(default_factory=dict)
    limit: int = 0  # rows a group, 0 for what is usual
    is_whole: bool = False  # the page around the list too: what was answered today is only told there


@dataclass(frozen=True)
class Heading:
    """One group of a view: where its rows come from, in which order, and which number counts it."""

    key: GroupKey
    source: str
    order: Literal["ASC", "DESC"]
    column: str
    count: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def _waiting(key: GroupKey, source: str, count: str) -> Heading:
    """What waits: long ago (`now`, the oldest first) or not so long (`today`, the newest first)."""
    is_long = key == "now"
    side, order = ("<=", "ASC") if is_long else (">", "DESC")
    return Heading(key, source, order, "waiting_since", count, {"side": side})  # type: ignore[arg-type]


HEADINGS: Mapping[str, tuple[Heading, ...]] = {
    "mine": (
        _waiting("now", sql.MINE_WAITING, "mine_long"),
        _waiting("today", sql.MINE_WAITING, "mine_short"),
        Heading("customer", sql.MINE_ANSWERED, "DESC", "last_at", "mine_answered"),
    ),
    "team": (
        _waiting("now", sql.WAITING, "waiting_long"),
        _waiting("today", sql.WAITING, "waiting_short"),
        Heading("customer", sql.BY_TIME, "DESC", "last_at", "answered", {"state": sql.ANSWERED_STATE}),
    ),
    "later": (Heading("later", sql.SNOOZED, "ASC", "snoozed_until", "later"),),
    "closed": (Heading("closed", sql.BY_TIME, "DESC", "last_at", "", {"state": sql.CLOSED_STATE}),),
    "mentioned": (Heading("found", sql.MENTIONED, "DESC", "key"),),
}


def list_view(wish: Wish) -> ListView:
    """The left pane for a view."""
    inside = replace(wish, sight=_within(wish))
    counts = _counts(inside, wish.sight)
    groups, onward = _groups(inside, counts)
    return ListView(
        tabs=_tabs(wish, counts),
        groups=groups,
        refresh_url=_address("desk:list", wish),
        search_url=reverse("desk:home"),
        next_url=_address("desk:list", wish, onward) if onward else "",
        waiting_count=counts["waiting"],
        answered_today=_answered_today(inside) if wish.is_whole else 0,
        brands=brand_choices(wish),
        topics=topics(wish.sight),
        held_count=counts["held"],
    )


def topics(sight: Sight) -> tuple[str, ...]:
    """The live topics whose rows the reader may see."""
    return ("desk",)


def brand_choices(wish: Wish) -> tuple[Choice, ...]:
    """The brands to choose from, for those who see several."""
    if len(wish.sight.brands) < 2:
        return ()
    _names, found = ask(sql.BRANDS, {"brands": list(wish.sight.brands)})
    every = Choice("", _("All brands"), not wish.brand)
    return (every, *(Choice(slug, name, slug == wish.brand) for slug, name in found))


def rows_of(ids: Sequence[UUID], wish: Wish) -> tuple[Row, ...]:
    """The rows of these conversations, in this order (search results). Rights are the caller's matter."""
    found = fetch(sql.ROWS_CHOSEN, {"ids": list(ids), "agent": wish.agent.id})
    words = wanted_words()
    return tuple(row_of(r, words, zone="found", current=wish.current) for r in found)


def read_onward(text: str) -> dict[str, tuple[datetime, UUID]]:
    """Where groups go on, as `next_url` wrote it; what is not so is left out."""
    found: dict[str, tuple[datetime, UUID]] = {}
    for piece in text[:1000].split(","):
        key, _sign, place = piece.partition("~")
        at, _sign, id = place.partition("~")
        try:
            when, row = datetime.fromisoformat(at), UUID(id)
        except ValueError:
            continue
        if when.tzinfo is not None:
            found[key] = (when, row)
    return found


def fetch(query: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as dicts."""
    names, found = ask(query, params)
    return [dict(zip(names, row, strict=True)) for row in found]


def within(sight: Sight, slug: str) -> Sight:
    """What somebody sees of one brand; nothing when the brand is not theirs."""
    teams = Team.objects.filter(brand__slug=slug, brand__in=sight.brands, id__in=sight.teams)
    brands = Brand.objects.filter(slug=slug, id__in=sight.brands).values_list("id", flat=True)
    return Sight(tuple(brands), tuple(teams.order_by("id").values_list("id", flat=True)))


def _within(wish: Wish) -> Sight:
    return within(wish.sight, wish.brand) if wish.brand else wish.sight


def _groups(wish: Wish, counts: Mapping[str, int]) -> tuple[tuple[Group, ...], dict[str, str]]:
    groups: list[Group] = []
    onward: dict[str, str] = {}
    words = wanted_words()
    every = HEADINGS.get(wish.view, HEADINGS["team"])
    limit = wish.limit or (ROWS if len(every) == 1 else ROWS_EACH)
    headings = [h for h in every if not wish.onward or h.key in wish.onward]
    for heading, found in zip(headings, _found(headings, wish, limit + 1), strict=True):
        rows = tuple(row_of(r, words, zone=heading.key, current=wish.current) for r in found[:limit])
        groups.append(Group(heading.key, rows, max(counts.get(heading.count, 0), len(rows))))
        if len(found) > limit:
            last = found[limit - 1]
            onward[heading.key] = f"{last['key'].isoformat()}~{last['id']}"
    return tuple(groups), onward


def _found(headings: Sequence[Heading], wish: Wish, limit: int) -> list[list[dict[str, Any]]]:
    """The rows of each heading, all asked for in one statement."""
    if not headings:
        return []
    params = {**_params(wish), "cut": wish.at - LONG, "limit": limit}
    groups = []
    for n, heading in enumerate(headings):
        onward = ""
        if heading.key in wish.onward:
            params[f"key{n}"], params[f"id{n}"] = wish.onward[heading.key]
            after = ">" if heading.order == "ASC" else "<"
            onward = f"AND ({heading.column}, id) {after} (%(key{n})s, %(id{n})s::uuid)"
        source = heading.source.format(order=heading.order, onward=onward, **heading.words)
        groups.append(sql.GROUP.format(n=n, source=source, order=heading.order, key="key"))
    found = fetch(sql.ROWS.format(groups=" UNION ALL ".join(groups)), params)
    return [[row for row in found if row["grp"] == n] for n in range(len(headings))]


def _counts(wish: Wish, sight: Sight) -> dict[str, int]:
    """All numbers of headings and tabs, none above `CAP`."""
    names = list(sql.COUNTS)
    counted = [sql.COUNTED.format(what=sql.COUNTS[name]) for name in names]
    select = ", ".join([*counted, sql.HOMELESS, sql.HELD])
    _names, found = ask(
        f"SELECT {select}",
        {**_params(wish), "all_brands": list(sight.brands), "cut": wish.at - LONG, "cap": CAP},
    )
    counts = dict(zip([*names, "homeless", "held"], map(int, found[0]), strict=True))
    counts["waiting"] = min(counts["waiting"] + counts["homeless"], CAP)
    counts["waiting_short"] = max(counts["waiting"] - counts["waiting_long"], 0)
    counts["mine_short"] = max(counts["mine"] - counts["mine_long"], 0)
    return counts


def _answered_today(wish: Wish) -> int:
    here = timezone.localtime(wish.at)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    _names, found = ask(sql.ANSWERED_TODAY, {**_params(wish), "midnight": midnight, "cap": CAP})
    return int(found[0][0])


def _tabs(wish: Wish, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    numbers = {"mine": counts["mine"], "later": counts["later"]}
    return tuple(
        Tab(v, _address("desk:home", replace(wish, view=v)), numbers.get(v), v == wish.view) for v in VIEWS
    )


def _address(name: str, wish: Wish, onward: Mapping[str, str] | None = None) -> str:
    said = {"view": wish.view, "brand": wish.brand}
    if onward:
        said["onward"] = ",".join(f"{key}~{place}" for key, place in onward.items())
    return f"{reverse(name)}?{urlencode({k: v for k, v in said.items() if v})}"


def _params(wish: Wish) -> dict[str, Any]:
    return {
        "teams": list(wish.sight.teams),
        "brands": list(wish.sight.brands),
        "agent": wish.agent.id,
    }
