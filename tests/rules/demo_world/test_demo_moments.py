"""Whenever the demo is loaded, everything in it has already happened, in order and on working days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from beistand.site.demo.world import moment, world
from beistand.site.demo.world.moments import LONGEST_AGO

WORLD = world()
ANCHORS = [datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=5 * step) for step in range(34)]
ANCHORS += [datetime(2027, 3, 29, 6, 30, tzinfo=UTC), datetime(2026, 10, 26, 0, 5, tzinfo=UTC)]
ANCHORS += [datetime(2026, 11, 23, 23, 0, tzinfo=UTC), datetime(2026, 11, 24, 23, 1, tzinfo=UTC)]


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: f"{anchor:%a-%d-%b-%H%M}")
def test_all_is_past_and_in_order(anchor: datetime):
    for brand, talk in WORLD.conversations():
        times = [moment(said.at, anchor, brand) for said in talk.messages]
        assert times == sorted(times), talk.key
        assert times[-1] < anchor, talk.key
        if talk.until:
            assert moment(talk.until, anchor, brand) > anchor, talk.key


def test_nobody_of_us_writes_on_a_day_off_or_at_night():
    anchor = ANCHORS[3]
    for brand, talk in WORLD.conversations():
        for said in talk.messages:
            if said.kind != "in" and said.at.endswith(":" + said.at[-2:]):
                at = moment(said.at, anchor, brand).astimezone(ZoneInfo(brand.zone))
                assert at.weekday() in brand.open_days, talk.key
                assert brand.opens <= f"{at:%H:%M}" <= brand.closes, (talk.key, said.at)


def test_something_happened_a_moment_ago():
    for brand in WORLD.brands:
        latest = [talk.messages[-1].at for talk in brand.conversations]
        minutes = [int(at[1:-1]) for at in latest if at.endswith("m")]
        assert len(minutes) >= 3 and min(minutes) < 30, brand.slug
        assert max(minutes) <= LONGEST_AGO


def test_a_working_day_skips_the_weekend():
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    auenfeld, seeblick = WORLD.brands[0], WORLD.brands[3]
    assert f"{moment('-1d 10:15', monday, auenfeld):%a %H:%M %z}" == "Fri 10:15 +0100"
    assert f"{moment('-1d 10:15', monday, seeblick):%a %H:%M}" == "Sun 10:15"
    assert f"{moment('+5d 09:00', monday, auenfeld):%d.%m.}" == "30.11."
    assert moment("-25m", monday, auenfeld) == monday - timedelta(minutes=25)


@pytest.mark.parametrize("written", ["", "yesterday", "-1d", "-1d 9:00", "25m", "-1000m"])
def test_a_moment_that_nobody_would_say_is_refused(written: str):
    with pytest.raises(ValueError, match="not a moment"):
        moment(written, ANCHORS[0], WORLD.brands[0])
