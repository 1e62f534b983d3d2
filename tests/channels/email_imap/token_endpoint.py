"""A provider of our own: sign-in page, token endpoint, device codes, and introspection for Dovecot."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass
class Provider:
    """What it knows. `good` are access tokens in force, `refresh` the one refresh token in force (each is good once)."""

    user: str
    lasts: int = 3600
    good: set[str] = field(default_factory=set)
    refresh: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    is_revoked: bool = False
    is_down: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)

    def give(self) -> dict[str, Any]:
        """New tokens; the refresh token before is worth nothing any more."""
        token, self.refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.good.add(token)
        return {
            "access_token": token,
            "refresh_token": self.refresh,
            "expires_in": self.lasts,
            "token_type": "Bearer",
        }

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        if self.is_down:
            return 503, {}
        if form.get("client_id") != "beistand" or form.get("client_secret", "secret-1") != "secret-1":
            return 401, {"error": "invalid_client"}
        kind = form["grant_type"]
        if kind == "refresh_token":
            is_good = form["refresh_token"] == self.refresh and not self.is_revoked
            return (
                (200, self.give())
                if is_good
                else (400, {"error": "invalid_grant", "error_description": "Token has been revoked."})
            )
        if kind == "authorization_code":
            return self._redeem(form)
        error = self.pending.pop(0) if self.pending else ""
        return (400, {"error": error}) if error else (200, self.give())

    def _redeem(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form["code"], {})
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        is_right = (
            asked.get("code_challenge") == proof.decode()
            and asked.get("redirect_uri") == form["redirect_uri"]
        )
        return (200, self.give()) if is_right else (400, {"error": "invalid_grant"})

    def authorize(self, asked: dict[str, str]) -> str:
        """Somebody has signed in: where their browser is sent."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"


class Endpoint:
    """The provider over HTTP on loopback."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                form = {key: values[0] for key, values in parse_qs(raw).items()}
                status, told = answer(urlsplit(self.path).path, form)
                body = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        def answer(path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
            if path == "/introspect":
                active = form.get("token") in provider.good
                return 200, {"active": active, **({"username": provider.user} if active else {})}
            if path == "/device":
                told = {"device_code": "d-1", "user_code": "WXYZ-1234", "expires_in": 60, "interval": 1}
                return 200, {**told, "verification_uri": "https://id.example/device"}
            return provider.token(form)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def client(self) -> Any:
        """How we are known there."""
        from beistand.channels.email.oauth import Client

        return Client(
            client_id="beistand",
            client_secret="secret-1",
            authorize_url=f"{self.url}/authorize",
            token_url=f"{self.url}/token",
            device_url=f"{self.url}/device",
            scope="imap smtp",
            allows_loopback=True,
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
