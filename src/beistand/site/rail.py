"""The rail of the desk: the rooms that are there. A room that is not built or switched off has no item."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Room:
    """One item of the rail. `key` is the letter after G."""

    href: str
    icon: str
    words: str
    key: str
    is_here: bool


def rail(request: HttpRequest | None) -> list[Room]:
    """The items in the order of the design guide."""
    path = request.path if request is not None else ""
    rooms = [
        ("/desk/", "inbox", _("Desk"), "d"),
        ("/customers/", "users", _("Customers"), "k"),
        ("/counter/", "store", _("Counter"), "t"),
        ("/outbox/", "send", _("Outbox"), "o"),
    ]
    return [Room(href, icon, words, key, path.startswith(href)) for href, icon, words, key in rooms]
