"""Pages of a long list: `{items, next}`. A cursor names the last item seen, so that nothing shifts under it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, WithJsonSchema

from beistand.lib.refusal import Refused
from beistand.site.api.shapes import Order, Words, instant

MOST = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError(_("This must be a whole number."))
    return value


class Page(Order):
    """Which part of a list. `limit` is at most 100; `cursor` is the `next` of the page before."""

    limit: Annotated[
        int,
        BeforeValidator(_whole),
        Field(ge=1, le=MOST),
        WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST, "default": MOST}),
    ] = MOST
    cursor: Annotated[Words, Field(max_length=200)] | None = None


Row = TypeVar("Row", bound=Model)
Spot = tuple[datetime, UUID]


def page_by_time(
    rows: QuerySet[Row], field: str, page: Page, show: Callable[[Sequence[Row]], list[Any]]
) -> dict[str, Any]:
    """A page in the order (time, id), oldest first."""
    if page.cursor:
        at, id = read_spot(page.cursor)
        rows = rows.filter(**{f"{field}__gte": at}).exclude(**{field: at, "id__lte": id})
    found = list(rows.order_by(field, "id")[: page.limit + 1])
    last = found[: page.limit][-1:]
    more = len(found) > page.limit
    return {
        "items": show(found[: page.limit]),
        "next": write_spot(getattr(last[0], field), last[0].pk) if more else None,
    }


def page_by_id(rows: QuerySet[Row], page: Page, show: Callable[[Sequence[Row]], list[Any]]) -> dict[str, Any]:
    """A page in the order of ids, which is the order of birth."""
    if page.cursor:
        rows = rows.filter(id__gt=read_spot(page.cursor)[1])
    found = list(rows.order_by("id")[: page.limit + 1])
    last = found[: page.limit][-1:]
    more = len(found) > page.limit
    return {
        "items": show(found[: page.limit]),
        "next": write_spot(EPOCH, last[0].pk) if more else None,
    }


def write_spot(at: datetime, id: UUID) -> str:
    """A cursor. Callers need not know what is in it."""
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{id}".encode()).decode().rstrip("=")


def read_spot(cursor: str) -> Spot:
    """What `write_spot` wrote. Raises `Refused`."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        at, _bar, id = text.partition("|")
        return instant(at), UUID(id)
    except (ValueError, binascii.Error):
        raise Refused(_("This is no cursor of ours."), _("Start without one."), code="cursor") from None
