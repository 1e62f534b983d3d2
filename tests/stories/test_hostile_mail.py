"""A real browser opens every hostile payload after cleaning: nothing runs, nothing asks, nothing is fetched.

Twice: in the closed frame in which mail is shown, and in an open page without any policy, where cleaning alone must hold.
The same pages with uncleaned payloads prove that the alarm bells work.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

from beistand.lib.markup import clean_html, frame_document, plain_to_html
from beistand.lib.markup.html import ATTRIBUTES, TAGS
from hostile_html import cases, payloads

_HOME = "http://desk.example/"
_PAGE_HEAD = "<!doctype html><meta charset=utf-8><script>window.ran=0;window.pwn=()=>{window.ran++}</script>"
_POKE = """
() => {
  const events = ['click', 'mouseover', 'focus', 'error', 'load', 'toggle', 'animationstart', 'pointerdown', 'submit'];
  document.addEventListener('click', event => event.preventDefault());
  for (const element of document.querySelectorAll('body *'))
    for (const name of events) element.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}));
}
"""
_STRANGE = """
([tags, attributes]) => [...document.querySelectorAll('main *')].filter(element =>
  element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !tags.includes(element.localName) ||
  element.getAttributeNames().some(name => !attributes.includes(name))).map(element => element.outerHTML)
"""


@dataclass
class Alarm:
    """What a browser did that it must not."""

    fetched: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    ran: int = 0

    def is_silent(self) -> bool:
        return not (self.fetched or self.asked or self.blocked or self.ran)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    yield context
    context.close()


def visit(context: BrowserContext, body: str, strange: list[str] | None = None) -> Alarm:
    """Open one page with this body, poke every element, and hear what happens."""
    alarm = Alarm()

    def answer(route: Route) -> None:
        address = route.request.url
        if address == _HOME:
            route.fulfill(body=_PAGE_HEAD + body, content_type="text/html; charset=utf-8")
        else:
            if not address.startswith(("blocked:", "cid:", "data:", "about:")):
                alarm.fetched.append(address)
            route.abort()

    page = context.new_page()
    page.route("**/*", answer)
    page.on("dialog", lambda dialog: (alarm.asked.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda line: alarm.blocked.append(line.text) if "locked script" in line.text else None)
    page.goto(_HOME, wait_until="load", timeout=60_000)
    page.evaluate(_POKE)
    page.wait_for_timeout(150)
    alarm.ran = page.evaluate("window.ran")
    if strange is not None:
        known = sorted(
            set().union(*ATTRIBUTES.values(), {"target", "title", "rel", "referrerpolicy", "class"})
        )
        strange += page.evaluate(_STRANGE, [sorted(TAGS), known])
    page.close()
    return alarm


def bundles(items: list[str], size: int) -> list[list[str]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def frame(document: str, sandbox: str = 'sandbox="allow-popups"') -> str:
    return f'<iframe {sandbox} srcdoc="{html.escape(document)}"></iframe>'


def test_cleaned_mail_is_harmless_even_in_an_open_page(context: BrowserContext) -> None:
    for bundle in bundles(payloads(), 400):
        strange: list[str] = []
        alarm = visit(context, "".join(f"<main>{clean_html(item).html}</main>" for item in bundle), strange)
        assert alarm.is_silent(), alarm
        assert strange == []


def test_cleaned_mail_is_harmless_when_a_script_puts_it_into_the_page(context: BrowserContext) -> None:
    for bundle in bundles(payloads(), 1_000):
        cleaned = (
            json.dumps([clean_html(item).html for item in bundle])
            .replace("</", "<\\/")
            .replace("<!--", "<\\!--")
        )
        script = f"<main></main><script>for (const item of {cleaned}) {{ const box = document.createElement('div');"
        alarm = visit(
            context, script + "box.innerHTML = item; document.querySelector('main').append(box) }</script>"
        )
        assert alarm.is_silent(), alarm


def test_cleaned_mail_in_its_closed_frame_tries_nothing(context: BrowserContext) -> None:
    for bundle in bundles(payloads(), 1_000):
        frames = [
            frame(
                frame_document("".join(clean_html(item).html for item in few), images="http://files.example")
            )
            for few in bundles(bundle, 25)
        ]
        alarm = visit(context, "".join(frames))
        assert alarm.is_silent(), alarm


def test_hostile_plain_text_is_harmless_in_an_open_page(context: BrowserContext) -> None:
    alarm = visit(context, "".join(plain_to_html(case) for case in cases()))
    assert alarm.is_silent(), alarm


def test_pictures_that_are_asked_for_come_from_our_own_address_only(context: BrowserContext) -> None:
    mail = '<img src="https://a.example/1.png"><img src="cid:2"><img src="https://spy.example/3.gif" width=1 height=1>'
    shown = clean_html(
        mail, images=lambda source: f"http://files.example/{'cid' if source[:4] == 'cid:' else 'far'}"
    )
    alarm = visit(context, shown.html)
    assert sorted(alarm.fetched) == ["http://files.example/cid", "http://files.example/far"]


def test_the_alarm_rings_when_nothing_is_cleaned(context: BrowserContext) -> None:
    """Every payload alone in an open frame: most of those with a script must run, or this test hears nothing."""
    ringing = fetching = 0
    for bundle in bundles([case for case in cases() if "pwn" in case], 60):
        alarm = visit(context, "".join(frame(case, sandbox="") for case in bundle))
        ringing += alarm.ran
        fetching += len(alarm.fetched)
    assert ringing >= 60
    assert fetching >= 10


def test_the_alarm_rings_for_a_script_that_the_closed_frame_stopped(context: BrowserContext) -> None:
    alarm = visit(context, frame("<script>parent.pwn(1)</script>", sandbox="sandbox"))
    assert alarm.blocked
    assert alarm.ran == 0


def test_the_alarm_rings_for_a_picture_that_is_loaded(context: BrowserContext) -> None:
    assert visit(context, '<img src="https://sink.example/pixel.gif">').fetched == [
        "https://sink.example/pixel.gif"
    ]
