"""Sinks, a smarthost that is one of them, and parcels with a mail in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from channels.email_out.sink import Script, Sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    one = Sink()
    yield one
    one.close()


@pytest.fixture
def smarthost(auenfeld: Any, sink: Sink) -> Any:
    """The sink is Auenfeld's smarthost."""
    return set_smarthost(auenfeld.brand, sink)


def set_smarthost(brand: Any, sink: Sink, *, user: str = "", password: str = "", tls: str = "none") -> Any:
    from beistand.channels.email.mailboxes import Wanted
    from beistand.channels.email.mailboxes import set_smarthost as set_it

    who = f"{user}@" if user else ""
    return set_it(
        brand,
        Wanted(
            address=f"smtp://{who}127.0.0.1:{sink.port}",
            password=password,
            tls=tls,
            allows_loopback=True,
            is_checked=False,
        ),
    )


@pytest.fixture
def put(auenfeld: Any) -> Callable[..., Any]:
    """Put a mail into the outbox; more words may be given."""
    from beistand.lib import outbox
    from beistand.lib.ids import uuid7

    def put(**more: Any) -> Any:
        id = uuid7()
        words = {
            "effect_key": f"message:{id}",
            "external_id": f"{id}@auenfeld.example",
            "sender": ["hilfe@auenfeld.example", "Auenfeld"],
            "to": [["emre@kunde.example", "Emre Yıldız"]],
            "subject": "Re: Wallbox doppelt abgebucht",
            "text": "Guten Tag,\nwir erstatten 489 Euro.\n",
            **more,
        }
        thread = words.pop("thread", None)
        return outbox.put(
            "message", effect_key=words["effect_key"], words=words, brand=auenfeld.brand.id, thread=thread
        )

    return put


@pytest.fixture
def carry(db: None) -> Callable[[], list[str]]:
    """Carry what is due, as `beistand work` does; the states of what was carried."""
    from beistand.channels.outbox import carry_message
    from beistand.lib import outbox

    def carry() -> list[str]:
        return [outbox.carry(p, {"message": carry_message}).state for p in outbox.claim(["message"], "test")]

    return carry


def set_clock(ahead: timedelta) -> None:
    """Set the told time so far ahead of the machine's; it stands still, so that pauses can be counted."""
    from datetime import UTC, datetime

    from beistand.lib import clock
    from beistand.lib.models import Installation

    row = Installation.objects.get(id=1)
    begin = row.created_at
    Installation.objects.filter(id=1).update(told=begin + ahead, since=datetime.now(UTC), speed=0)
    clock.forget()
    clock.now()


__all__ = ["Script", "Sink", "set_clock", "set_smarthost"]
