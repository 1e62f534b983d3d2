"""The list of matters: which groups a view has, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from beistand.desk import sql
from beistand.desk.held import count_held
from beistand.desk.shapes import Group, ListView, Row, Tab, Tag
from beistand.house.models import Agent
from beistand.house.rights import Sight

LONG = timedelta(hours=4)
ROWS = 50
CAP = 1000
VIEWS = ("mine", "team", "later", "closed", "mentioned")
MARKS = {
    "bounced": ("late", "unlink"),
    "failed": ("late", "circle-alert"),
    "unknown": ("warn", "circle-alert"),
}


@dataclass(frozen=True)
class Wish:
    """Which list somebody wants to see."""

    agent: Agent
    sight: Sight
    view: str
    at: datetime
    current: UUID | None = None
    limit: int = ROWS


def list_view(wish: Wish, *, brands: Sequence[Any] = ()) -> ListView:
    """The left pane for a view."""
    here = reverse("desk:list")
    return ListView(
        tabs=_tabs(wish),
        groups=tuple(_groups(wish)),
        refresh_url=f"{here}?view={wish.view}",
        search_url=reverse("desk:home"),
        waiting_count=_count(sql.WAITING, wish, {"cut": wish.at}, side="<=", order="ASC"),
        answered_today=0,
        topics=topics(wish.sight),
        held_count=count_held(wish.sight),
    )


def topics(sight: Sight) -> tuple[str, ...]:
    """The live topics whose rows the reader may see."""
    return ("desk",)


def _groups(wish: Wish) -> Iterable[Group]:
    cut = wish.at - LONG
    match wish.view:
        case "mine":
            yield _group("now", sql.MINE_WAITING, wish, {"cut": cut}, side="<=", order="ASC")
            yield _group("today", sql.MINE_WAITING, wish, {"cut": cut}, side=">", order="DESC")
            yield _group("customer", sql.MINE_ANSWERED, wish, order="DESC")
        case "later":
            yield _group("later", sql.SNOOZED, wish, order="ASC")
        case "closed":
            yield _group("closed", sql.CLOSED, wish, order="DESC")
        case "mentioned":
            yield _group("found", sql.MENTIONED, wish, order="DESC")
        case _:
            yield _group("today", sql.WAITING, wish, {"cut": cut}, side=">", order="DESC")
            yield _group("now", sql.WAITING, wish, {"cut": cut}, side="<=", order="ASC")
            yield _group("customer", sql.ANSWERED, wish, order="DESC")


def _group(
    key: Any, source: str, wish: Wish, more: dict[str, Any] | None = None, *, side: str = "", order: str
) -> Group:
    params = {**_params(wish), **(more or {})}
    source = source.format(side=side, order=order)
    found = _fetch(sql.ROWS.format(source=source, order=order), params)
    rows = tuple(row_of(r, wish.at, zone=key, current=wish.current) for r in found)
    count = len(rows) if len(rows) < wish.limit else _count_source(source, params)
    return Group(key=key, rows=rows, count=count)


def rows_of(ids: Sequence[UUID], wish: Wish) -> tuple[Row, ...]:
    """The rows of these conversations, in this order (search results)."""
    params = {**_params(wish), "ids": list(ids), "limit": max(len(ids), 1)}
    found = _fetch(sql.ROWS.format(source=sql.CHOSEN, order="ASC"), params)
    return tuple(row_of(r, wish.at, zone="found", current=wish.current) for r in found)


def row_of(r: dict[str, Any], at: datetime, *, zone: str = "", current: UUID | None = None) -> Row:
    """One row of the list from its columns."""
    heard, read = r["heard_at"], r["read_to"]
    return Row(
        id=str(r["id"]),
        href=reverse("desk:talk", args=[r["id"]]),
        customer=r["customer"] or _("Somebody"),
        subject=r["subject"],
        channel=r["channel"],
        last_at=r["last_at"],
        preview=r["preview"],
        waiting_since=r["waiting_since"],
        is_unread=bool(r["is_unread"] or (heard is not None and (read is None or read < heard))),
        brand=r["brand"],
        team=r["team"],
        agent=r["agent"],
        state=r["state"],
        snoozed_until=r["snoozed_until"],
        tags=_tags(r),
        is_current=r["id"] == current,
        zone=zone,
    )


def _tags(r: dict[str, Any]) -> tuple[Tag, ...]:
    mark = r["mark"]
    if mark not in MARKS:
        return ()
    words = {
        "bounced": _("our answer came back"),
        "failed": _("our answer could not be sent"),
        "unknown": _("unknown whether it arrived"),
    }
    tone, icon = MARKS[mark]
    return (Tag(words[mark], tone, icon),)


def _tabs(wish: Wish) -> tuple[Tab, ...]:
    home = reverse("desk:home")
    counts = {
        "mine": _count(sql.MINE_WAITING, wish, {"cut": wish.at}, side="<=", order="ASC"),
        "later": _count(sql.SNOOZED, wish),
    }
    return tuple(Tab(v, f"{home}?view={v}", counts.get(v), v == wish.view) for v in VIEWS)


def _count(
    source: str, wish: Wish, more: dict[str, Any] | None = None, *, side: str = "", order: str = ""
) -> int:
    return _count_source(source.format(side=side, order=order), {**_params(wish), **(more or {})})


def _count_source(source: str, params: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.COUNT.format(source=source), {**params, "limit": CAP})
        row = cursor.fetchone()
    return min(int(row[0]), CAP) if row else 0


def _fetch(query: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        names = [column.name for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _params(wish: Wish) -> dict[str, Any]:
    return {
        "teams": list(wish.sight.teams),
        "brands": list(wish.sight.brands),
        "agent": wish.agent.id,
        "limit": wish.limit,
    }


__all__ = ["Wish", "list_view", "row_of", "rows_of", "topics"]
