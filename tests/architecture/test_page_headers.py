"""What every answer wears, and what no template may contain."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from beistand.site.settings import Settings, read_settings

HOUSE = Path(__file__).resolve().parents[2] / "src" / "beistand"
TEMPLATES = sorted(
    p for folder in ("templates", "templates_django") for p in HOUSE.glob(f"*/{folder}/**/*.html")
)
HANDLER = re.compile(r"""<[^>{%]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/in/login/", "/nothing-here/", "/in/password/reset/"])
def test_every_page_is_strict_about_what_it_runs(path: str) -> None:
    first, second = Client().get(path), Client().get(path)
    policy = first["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"'nonce-[\w-]{20,}'", script)
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert policy != second["Content-Security-Policy"], "a nonce is used once"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["X-Frame-Options"] == "DENY"
    assert first["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_an_address_with_a_secret_is_told_to_nobody() -> None:
    for path in ("/in/password/reset/key/0-a-secret/", "/in/invite/a-secret/"):
        assert Client().get(path)["Referrer-Policy"] in ("no-referrer", "same-origin"), path


@pytest.mark.django_db
def test_cookies_of_the_door_are_closed_to_scripts_and_other_sites() -> None:
    answer = Client().get("/in/login/")
    assert answer.cookies["beistand_csrf"]["samesite"] == "Lax"
    from django.conf import settings

    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_under_https_cookies_carry_the_host_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _cookies(replace(read_settings({}), url="https://desk.example")) == (
        "__Host-beistand",
        "__Host-beistand_csrf",
        True,
    )
    assert _cookies(read_settings({})) == ("beistand", "beistand_csrf", False)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_template_runs_anything_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert HANDLER.findall(text) == []
    assert "javascript:" not in text
    for attributes in SCRIPT.findall(text):
        is_data = "application/json" in attributes
        assert is_data or "nonce=" in attributes or " src=" in attributes, attributes


def _cookies(ours: Settings) -> tuple[str, str, bool]:
    """What the settings make of the cookies, asked of the same lines that Django reads."""
    source = (HOUSE / "site" / "django_settings.py").read_text(encoding="utf-8")
    wanted = [
        line
        for line in source.splitlines()
        if re.match(r"(_PREFIX|(SESSION|CSRF)_COOKIE_(NAME|SECURE))", line)
    ]
    known: dict[str, Any] = {"BEISTAND": ours}
    exec("\n".join(wanted), known)
    return known["SESSION_COOKIE_NAME"], known["CSRF_COOKIE_NAME"], known["SESSION_COOKIE_SECURE"]
