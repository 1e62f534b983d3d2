"""The pictures of the docs, taken from the running product. `BEISTAND_TEST_PICTURES=1` writes them to docs/stories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stories.conftest import SignIn

ROOT = Path(__file__).resolve().parents[2]
INTO = ROOT / ("docs/stories" if os.environ.get("BEISTAND_TEST_PICTURES") else "build/stories")
LOOKS = {
    "desk-1440-light": {"color_scheme": "light"},
    "desk-1440-dark": {"color_scheme": "dark"},
    "desk-390-light": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}


@pytest.mark.parametrize("name", LOOKS)
def test_the_desk_can_be_shown(name: str, sign_in: SignIn) -> None:
    page = sign_in(**LOOKS[name])
    first = page.locator("#rows .it").first
    page.goto(page.url.split("/desk/")[0] + str(first.get_attribute("href")))
    page.wait_for_timeout(600)
    page.mouse.move(900, 5)
    INTO.mkdir(parents=True, exist_ok=True)
    picture = INTO / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
    assert page.locator("#thread li").count() > 0
