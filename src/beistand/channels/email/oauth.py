"""OAuth 2 as a mail program speaks it: code with PKCE (RFC 7636), device (RFC 8628), refresh (RFC 6749 §6).

Only HTTP and its answers are here; what is kept of a grant stands in `oauth_grants.py`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from beistand.lib.http import Forbidden, Unreachable, fetch

ENDED = {"invalid_grant", "access_denied", "expired_token", "interaction_required", "consent_required"}
PENDING = {"authorization_pending", "slow_down"}
SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Client:
    """Who we are at a provider, and where it listens. `device_url` is empty where the device flow is not offered."""

    client_id: str
    client_secret: str
    authorize_url: str
    token_url: str
    scope: str
    device_url: str = ""
    allows_loopback: bool = False


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What the provider gave. `refresh` is empty when the old one stays good; `lasts` is in seconds."""

    access: str
    refresh: str
    lasts: int


@dataclass(frozen=True, kw_only=True)
class Device:
    """A sign-in that waits for somebody to type `user_code` at `page`; ask every `interval` s for `lasts` s."""

    code: str
    user_code: str
    page: str
    interval: int
    lasts: int


class NoTokens(Exception):
    """The provider gave nothing. `code` is its error (RFC 6749 §5.2) or "unreachable"; `is_over`: don't ask again."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.is_over = code in ENDED
        self.is_pending = code in PENDING


def new_verifier() -> str:
    """A PKCE verifier; it stays with us until the code is redeemed."""
    return secrets.token_urlsafe(48)


def way_to_provider(client: Client, *, back: str, state: str, verifier: str, user: str = "") -> str:
    """The address at the provider where a person signs in and is sent `back` with a code."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": back,
        "scope": client.scope,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "access_type": "offline",  # Google gives a refresh token only when asked in these two words
        "prompt": "consent",
        **({"login_hint": user} if user else {}),
    }
    joint = "&" if "?" in client.authorize_url else "?"
    return f"{client.authorize_url}{joint}{urlencode(asked)}"


def redeem(client: Client, *, code: str, back: str, verifier: str) -> Tokens:
    """Exchange the code for tokens. Raises `NoTokens`."""
    return _tokens(
        client, grant_type="authorization_code", code=code, redirect_uri=back, code_verifier=verifier
    )


def refreshed(client: Client, refresh: str) -> Tokens:
    """A fresh access token. Raises `NoTokens`, `is_over` when the grant was withdrawn."""
    return _tokens(client, grant_type="refresh_token", refresh_token=refresh)


def begin_device(client: Client) -> Device:
    """Begin a sign-in at another device. Raises `NoTokens`."""
    told = _ask(client, client.device_url, {"client_id": client.client_id, "scope": client.scope})
    page = told.get("verification_uri") or told.get("verification_url")  # Google's older spelling
    if not (told.get("device_code") and told.get("user_code") and page):
        raise NoTokens("odd", "the answer names no code")
    return Device(
        code=str(told["device_code"]),
        user_code=str(told["user_code"]),
        page=str(page),
        interval=max(_seconds(told, "interval", 5), 1),
        lasts=_seconds(told, "expires_in", 900),
    )


def ask_device(client: Client, device: Device) -> Tokens:
    """Ask whether somebody has signed in by now. Raises `NoTokens`, `is_pending` while nobody has."""
    kind = "urn:ietf:params:oauth:grant-type:device_code"
    return _tokens(client, grant_type=kind, device_code=device.code)


def _tokens(client: Client, **asked: str) -> Tokens:
    form = {"client_id": client.client_id, **asked}
    if client.client_secret:
        form["client_secret"] = client.client_secret
    told = _ask(client, client.token_url, form)
    if not told.get("access_token"):
        raise NoTokens("odd", "the answer has no access token")
    return Tokens(
        access=str(told["access_token"]),
        refresh=str(told.get("refresh_token") or ""),
        lasts=_seconds(told, "expires_in", 3600),
    )


def _seconds(told: dict[str, Any], name: str, otherwise: int) -> int:
    try:
        return int(told.get(name, otherwise))
    except (TypeError, ValueError):
        return otherwise


def _ask(client: Client, url: str, form: dict[str, str]) -> dict[str, Any]:
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    try:
        answer = fetch(
            url,
            method="POST",
            headers=headers,
            body=urlencode(form).encode(),
            seconds=SECONDS,
            redirects=0,
            max_bytes=200_000,
            allow_loopback=client.allows_loopback,
        )
    except (Forbidden, Unreachable) as problem:
        raise NoTokens("unreachable", problem.reason) from problem
    told = _json(answer.body)
    if answer.status == 200:
        return told
    code = str(told.get("error") or f"status-{answer.status}")
    words = str(told.get("error_description") or code).splitlines()[0][:300]
    raise NoTokens(code, words)


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
