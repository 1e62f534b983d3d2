"""Every page of the house through axe: in `make test` twice, in `make hard` in every combination."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from running_house import House
from stories.conftest import SignIn

STAFF = [
    "/desk/",
    "/desk/?view=mine",
    "/desk/?view=later",
    "/desk/?view=closed",
    "/desk/?q=Rechnung",
    "/customers/",
    "/counter/",
    "/counter/letter/",
    "/outbox/",
    "/settings/",
    "/settings/status/",
    "/settings/quarantine/",
    "/settings/brands/",
    "/settings/teams/",
    "/settings/people/",
    "/settings/snippets/",
    "/settings/labels/",
    "/settings/mail/",
    "/settings/me/",
    "/settings/parts/",
]
PUBLIC = ["/in/", "/auenfeld/{lang}/help/", "/auenfeld/{lang}/write/"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ADMIN = "admin"
LOOKS = {
    "1440-light-de": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "locale": "de-DE"},
    "390-dark-en": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"},
    "1440-dark-en": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark", "locale": "en-GB"},
    "1440-dark-de": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark", "locale": "de-DE"},
    "1440-light-en": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "locale": "en-GB"},
    "390-light-de": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "locale": "de-DE"},
    "390-light-en": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "locale": "en-GB"},
    "390-dark-de": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "de-DE"},
}
FIRST = ("1440-light-de", "390-dark-en")


def looks() -> list[Any]:
    return [pytest.param(name, id=name, marks=() if name in FIRST else pytest.mark.hard) for name in LOOKS]


@pytest.mark.parametrize("look", looks())
def test_every_page_passes_axe(look: str, house: House, demo: Any, sign_in: SignIn) -> None:
    page = sign_in(somebody(demo, look), **LOOKS[look])
    pages = [*STAFF, *more_pages(page, house)]
    found = {path: violations(page, house.url + path) for path in pages}
    stranger = page.context.browser.new_page(**LOOKS[look])  # type: ignore[union-attr]
    for path in PUBLIC:
        there = path.format(lang=look[-2:])
        found[there] = violations(stranger, house.url + there)
    stranger.close()
    assert {path: bad for path, bad in found.items() if bad} == {}


def somebody(demo: Any, look: str) -> str:
    """An admin who reads the language of the look."""
    wanted = look[-2:]
    admins = [a for a in demo["accounts"] if a["role"] == ADMIN]
    fitting = [a for a in admins if a["locale"] == wanted] or admins or demo["accounts"]
    return str(fitting[0]["mail"])


def more_pages(page: Page, house: House) -> list[str]:
    """A conversation of each kind and a customer, as the desk links them."""
    page.goto(f"{house.url}/desk/?view=team")
    talks = page.eval_on_selector_all(
        "#rows .it", "rows => rows.slice(0, 4).map(r => r.getAttribute('href'))"
    )
    page.goto(f"{house.url}/customers/")
    customers = page.eval_on_selector_all(
        "main a[href^='/customers/']", "links => links.slice(0, 1).map(l => l.getAttribute('href'))"
    )
    return [*talks, *customers]


def violations(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    if answer.status != 200:
        return [f"status {answer.status}"]
    run: Callable[..., Any] = Axe().run
    result = run(page, options={"runOnly": {"type": "tag", "values": RULES["runOnly"]}})
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]]
