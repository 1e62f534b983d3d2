"""A mail server that hangs holds up its own brand and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from channels.email_imap.conftest import _journal_may_be_emptied, until  # noqa: F401 (a fixture)
from channels.email_out.conftest import set_smarthost
from channels.email_out.sink import HANG, Script, Sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hanging() -> Any:
    one = Sink(Script(at={"mail": HANG}))
    yield one
    one.close()


def test_a_hanging_server_holds_only_its_own_brand(
    transactional_db: None,
    auenfeld: Any,
    sink: Sink,
    hanging: Sink,
    put: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from beistand.channels.email import smarthosts_line
    from beistand.channels.outbox import carry_message
    from beistand.house import setting_up
    from beistand.lib.lanes import LANES_OF_A_BRAND, Lanes
    from beistand.lib.models import Parcel

    monkeypatch.setattr(smarthosts_line, "REPLY_SECONDS", 28)
    other = setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="hilfe@stadtstrom.example"
    )
    set_smarthost(auenfeld.brand, hanging)
    set_smarthost(other, sink)
    stuck = [put().id for _ in range(30)]
    free = [put().id for _ in range(5)]
    Parcel.objects.filter(id__in=free).update(brand=other.id)
    lanes = Lanes({"message": carry_message}, "test")
    try:
        until(lambda: lanes.fill() + 1 and len(sink.taken) == 5, seconds=20)
        assert Parcel.objects.filter(id__in=stuck, state="sending").count() == LANES_OF_A_BRAND
    finally:
        hanging.cut_all()
        lanes.close()
    assert set(sink.count().values()) == {1}
    assert set(Parcel.objects.filter(id__in=stuck).values_list("state", flat=True)) == {"waiting"}
