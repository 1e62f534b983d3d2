"""What the tests of the sign-in do again and again."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from typing import Any

from django.test import Client

PASSWORD = "grüner-faden-und-zwei-knoten"
LOGIN = "/in/login/"


def knock(client: Client, mail: str, password: str = PASSWORD, **more: Any) -> Any:
    """Try to sign in."""
    return client.post(LOGIN, {"login": mail, "password": password}, **more)


def is_in(client: Client, **more: Any) -> bool:
    """Whether this browser is signed in."""
    return bool(client.get("/settings/me/", **more).status_code == 200)


def code_of(secret: str) -> str:
    """The code that an app shows now (RFC 6238)."""
    value = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    number = struct.unpack(">I", value[value[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def secret_on(page: Any) -> str:
    """The secret on the page that switches codes on."""
    found = re.search(r'id="secret" value="([A-Z2-7]+)"', page.content.decode())
    assert found
    return found.group(1)


def link_in(text: str) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/in/password/reset/key/\S+)", text)
    assert found
    return found.group(1)
