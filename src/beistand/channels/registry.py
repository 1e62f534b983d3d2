"""Which channels there are: our own by name, third parties' through the entry-point group `beistand.channels`."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import cast

from django.utils.module_loading import import_string

from beistand.channels.adapter import Channel

OWN = {
    "email": "beistand.channels.email.adapter.Email",
    "form": "beistand.channels.form.adapter.Form",
    "counter": "beistand.channels.counter.adapter.Counter",
    "post": "beistand.channels.post.adapter.Post",
}
GROUP = "beistand.channels"


def names() -> list[str]:
    """All channels of this installation."""
    return sorted({*OWN, *(entry.name for entry in entry_points(group=GROUP))})


@cache
def channel(name: str) -> Channel:
    """The adapter of a channel. Raises `LookupError` for a name that nobody offers."""
    if name in OWN:
        return cast(Channel, import_string(OWN[name])())
    for entry in entry_points(group=GROUP):
        if entry.name == name:
            return cast(Channel, entry.load()())
    raise LookupError(f"There is no channel {name!r}; there are {', '.join(names())}.")
