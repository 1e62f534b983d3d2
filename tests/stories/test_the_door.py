"""Somebody keeps their own door: password, passkey, codes from an app; in a real browser with a key of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from running_house import House
from stories.test_every_page import LOOKS, looks, violations

PASSWORD = "ein-langer-roter-faden-9"
SHOTS = os.environ.get("DOOR_SHOTS", "")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def names(house: House) -> str:
    """The house under a name: browsers keep passkeys for names only."""
    return f"http://localhost:{house.port}"


@pytest.fixture
def keyring(browser: Browser) -> Iterator[Page]:
    """A page whose browser has a built-in key (a fingerprint) that always says yes."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def newcomer(house: House, mail: str, locale: str = "de") -> str:
    """Somebody new in Auenfeld; not of the demo."""
    words = ("person", "add", mail, "--name", "Thea Tür", "--locale", locale, "--password-stdin")
    house.command(*words, given=PASSWORD)
    return mail


def enter(page: Page, at: str, mail: str) -> None:
    page.goto(f"{at}/in/")
    page.locator("input[name=login]").fill(mail)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def confirm(page: Page) -> None:
    """Say once more that it is oneself."""
    page.wait_for_url("**/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def code_of(secret: str) -> str:
    """What an app shows for a secret now (RFC 6238)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    ).digest()
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def sign_out(page: Page, at: str) -> None:
    page.goto(f"{at}/in/logout/")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/in/login/")


def test_with_a_passkey_one_comes_in_without_a_password(house: House, names: str, keyring: Page) -> None:
    enter(keyring, names, newcomer(house, "thea.passkey@auenfeld.example"))
    keyring.wait_for_url("**/desk/")
    keyring.goto(f"{names}/in/2fa/")
    keyring.get_by_role("link", name="Passkey hinzufügen").click()
    confirm(keyring)
    keyring.get_by_label("Name").fill("Mein Rechner")
    keyring.locator("input[name=passwordless]").check()
    keyring.get_by_role("button", name="Passkey hinzufügen").click()
    keyring.wait_for_url("**/recovery-codes/")
    assert len(keyring.locator("pre").inner_text().split()) == 10
    sign_out(keyring, names)
    keyring.get_by_role("button", name="Mit Passkey anmelden").click()
    keyring.wait_for_url("**/desk/")


def test_codes_from_an_app_are_the_second_step(house: House, names: str, keyring: Page) -> None:
    mail = newcomer(house, "thea.codes@auenfeld.example")
    enter(keyring, names, mail)
    keyring.wait_for_url("**/desk/")
    keyring.goto(f"{names}/in/2fa/totp/activate/")
    confirm(keyring)
    secret = keyring.locator("#secret").input_value()
    keyring.locator("input[name=code]").fill(code_of(secret))
    keyring.get_by_role("button", name="Codes einschalten").click()
    keyring.wait_for_url("**/recovery-codes/")
    recovery = keyring.locator("pre").inner_text().split()[0]
    sign_out(keyring, names)
    enter(keyring, names, mail)
    keyring.wait_for_url("**/2fa/authenticate/")
    keyring.locator("input[name=code]").fill("000000")
    keyring.get_by_role("button", name="Anmelden").click()
    expect(keyring.get_by_text("Dieser Code passt nicht")).to_be_visible()
    keyring.locator("input[name=code]").fill(recovery)
    keyring.get_by_role("button", name="Anmelden").click()
    keyring.wait_for_url("**/desk/")


def test_a_pause_is_one_press_and_stays_until_the_next(house: House, keyring: Page) -> None:
    enter(keyring, house.url, newcomer(house, "thea.pause@auenfeld.example"))
    keyring.wait_for_url("**/desk/")
    button = keyring.locator(".rail .there button")
    expect(button).to_have_text("Da")
    button.click()
    expect(button).to_have_text("Pause")
    keyring.reload()
    expect(button).to_have_text("Pause")
    button.click()
    expect(button).to_have_text("Da")


ENTRANCE = ["/in/login/", "/in/password/reset/", "/in/password/reset/done/", "/in/inactive/"]
ENTRANCE += ["/in/password/reset/key/0-gone/", "/in/password/reset/key/done/", "/in/provider/cancelled/"]
INSIDE = ["/settings/me/", "/in/password/change/", "/in/2fa/", "/in/2fa/webauthn/", "/in/2fa/webauthn/add/"]
INSIDE += ["/in/2fa/totp/activate/", "/in/2fa/recovery-codes/generate/", "/in/sessions/", "/in/logout/"]
INSIDE += ["/in/reauthenticate/"]
WITH_KEY = ["/in/2fa/", "/in/2fa/webauthn/", "/in/2fa/recovery-codes/", "/in/2fa/totp/deactivate/"]


@pytest.mark.parametrize("look", looks())
def test_every_page_of_the_door_passes_axe(look: str, house: House, names: str, browser: Browser) -> None:
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    bad = {path: _looked_at(page, names, path, look) for path in ENTRANCE}
    mail = newcomer(house, f"thea.{look}@auenfeld.example", look[-2:])
    enter(page, names, mail)
    page.wait_for_url("**/desk/")
    page.goto(f"{names}/in/reauthenticate/?next=/in/2fa/")
    confirm(page)
    page.wait_for_url(f"{names}/in/2fa/")
    bad |= {path: _looked_at(page, names, path, look) for path in INSIDE}
    page.goto(f"{names}/in/2fa/totp/activate/")
    page.locator("input[name=code]").fill(code_of(page.locator("#secret").input_value()))
    page.locator("form .btn.p").click()
    page.wait_for_url("**/recovery-codes/")
    bad |= {f"{path} with codes": _looked_at(page, names, path, look) for path in WITH_KEY}
    page.context.clear_cookies()
    enter(page, names, mail)
    page.wait_for_url("**/2fa/authenticate/")
    bad["second step"] = _looked_at(page, names, "/in/2fa/authenticate/", look)
    context.close()
    assert {path: found for path, found in bad.items() if found} == {}


def _looked_at(page: Page, at: str, path: str, look: str) -> list[str]:
    found = violations(page, at + path)
    if SHOTS:
        name = path.strip("/").replace("/", "-")
        page.screenshot(path=str(Path(SHOTS) / f"{name}.{look}.png"), full_page=True)
    return found
