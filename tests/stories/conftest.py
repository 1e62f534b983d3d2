"""One running house with the demo, and one browser, for all stories of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from running_house import House, start_house

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    running = start_house("--demo")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo(house: House) -> Any:
    """Sign-ins, brands and a token of the demo."""
    return house.command("demo", "accounts")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(house: House, demo: Any, browser: Browser) -> Iterator[SignIn]:
    """Open the desk as somebody of the demo; by default Mara, on a desktop, in daylight, in German."""
    contexts: list[BrowserContext] = []

    def sign_in(mail: str = "mara.lindner@auenfeld.example", **look: Any) -> Page:
        account = next(a for a in demo["accounts"] if a["mail"] == mail)
        look = {
            "viewport": {"width": 1440, "height": 900},
            "color_scheme": "light",
            "locale": "de-DE",
            **look,
        }
        context = browser.new_context(**look)
        contexts.append(context)
        page = context.new_page()
        page.problems = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.problems.append(str(error)))  # type: ignore[attr-defined]
        page.goto(f"{house.url}/in/")
        page.locator("input[name=login]").fill(account["mail"])
        page.locator("input[name=password]").fill(account["password"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/**")
        return page

    yield sign_in
    for context in contexts:
        context.close()
