"""Mara with a password, and a clock that stands still until it is told to move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from doors import PASSWORD, knock

from beistand.lib import clock
from beistand.lib.models import Installation
from cast import Auenfeld


@pytest.fixture(autouse=True)
def _own_mail(settings: Any) -> None:
    """Django's test run would catch letters before they reach our outbox."""
    settings.EMAIL_BACKEND = "beistand.site.own_mail.OutboxBackend"


@pytest.fixture
def mara(auenfeld: Auenfeld) -> Any:
    auenfeld.mara.set_password(PASSWORD)
    auenfeld.mara.save()
    return auenfeld.mara


@pytest.fixture
def inside(mara: Any) -> Client:
    """A browser in which Mara is signed in."""
    client = Client()
    assert knock(client, mara.email).status_code == 302
    return client


@pytest.fixture
def pass_time(db: None) -> Iterator[Callable[[timedelta], None]]:
    """Let the told time pass."""

    def later(span: timedelta) -> None:
        at = clock.now() + span
        Installation.objects.update(told=at, since=datetime.now(UTC))
        clock.forget()

    yield later
    clock.forget()
