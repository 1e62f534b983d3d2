"""The main job: a mail comes in, a person answers, the answer goes out, the reply joins, the matter is done.

By keyboard alone, on a screen that is never reloaded.
"""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Page, expect

from cast import mail
from running_house import House
from stories.conftest import SignIn

SUBJECT = "Kindersitz passt nicht auf den Mittelplatz"


def test_a_mail_is_answered_by_keyboard_alone(house: House, demo: Any, sign_in: SignIn) -> None:
    page = sign_in()
    page.wait_for_timeout(800)  # the stream opens a moment after the page

    house.send(
        mail("Guten Tag,\n\nder Sitz wackelt. Was kann ich tun?\n\nNora Wild\n", subject=SUBJECT,
             sender="Nora Wild <nora@wild.example>", id=f"<k{time.time_ns()}@wild.example>"),
        to="hilfe@auenfeld.example", sender="nora@wild.example",
    )  # fmt: skip
    row = page.locator(".rw", has_text=SUBJECT)
    expect(row).to_be_visible(timeout=5000)

    walk_to(page, SUBJECT)
    page.keyboard.press("Enter")
    expect(page.locator("#talk h2")).to_have_text(SUBJECT)

    write(page, "Der Mittelplatz hat kein Isofix. Wir tauschen den Sitz, morgen ist er da.")
    expect(page.locator("#thread .bub", has_text="Wir tauschen den Sitz")).to_be_visible()
    expect(page.locator("#toasts .toast")).to_be_visible()
    expect(page.locator("#talk")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#thread .bub", has_text="Wir tauschen den Sitz")).to_have_count(0)
    expect(page.locator("#text")).to_have_value(re.compile("Wir tauschen den Sitz"))

    page.keyboard.press("r")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread .bub", has_text="Wir tauschen den Sitz")).to_be_visible()

    sent = wait_for(lambda: answered(house, demo["token"]))
    reply = mail(
        "Wunderbar, danke!\n",
        subject=f"AW: {sent['subject']}",
        sender="Nora Wild <nora@wild.example>",
        to=sent["to"],
        id=f"<r{time.time_ns()}@wild.example>",
    )
    house.send(reply, to=sent["to"], sender="nora@wild.example")
    expect(page.locator("#thread .bub", has_text="Wunderbar")).to_be_visible(timeout=5000)

    page.keyboard.press("e")
    expect(page.locator("#talk-head")).to_contain_text("erledigt")
    assert page.problems == []  # type: ignore[attr-defined]


def walk_to(page: Page, subject: str) -> None:
    for _ in range(60):
        page.keyboard.press("j")
        if subject in (page.evaluate("document.activeElement.innerText") or ""):
            return
    raise AssertionError("J never reached the new matter")


def write(page: Page, text: str) -> None:
    page.keyboard.press("r")
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def answered(house: House, token: str) -> dict[str, str] | None:
    found = house.get("/api/v1/outbox?state=sent&limit=100", token)["items"]
    for item in found:
        if SUBJECT in item.get("subject", ""):
            return {
                "subject": item["subject"],
                "to": "hilfe@auenfeld.example",
            }
    return None


def wait_for(ask: Any, seconds: float = 20.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.3)
    raise AssertionError("it never came")
