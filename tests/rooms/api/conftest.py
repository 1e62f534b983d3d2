"""Keys and brands for the tests of the API."""

from __future__ import annotations

from typing import Any

import pytest
from api_caller import Caller

from cast import Auenfeld


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    from beistand.site.api import pace

    pace.forget()


@pytest.fixture
def machine(auenfeld: Auenfeld) -> Caller:
    """May read and write in the whole house."""
    return Caller(_key("machine", ["read", "write"]))


@pytest.fixture
def admin(auenfeld: Auenfeld) -> Caller:
    """May do everything."""
    return Caller(_key("admin", ["admin"]))


@pytest.fixture
def linden(auenfeld: Auenfeld) -> Any:
    """A second brand."""
    from beistand.house import setting_up

    return setting_up.add_brand(
        "linden", name="Linden", domain="linden.example", sender="post@linden.example"
    )


@pytest.fixture
def stranger(linden: Any) -> Caller:
    """A key of the other brand with every right there is."""
    return Caller(_key("stranger", ["read", "write", "admin"], "linden"))


def _key(name: str, scopes: list[str], brand: str | None = None) -> str:
    from beistand.house import setting_up

    return setting_up.add_key(name, scopes, brand)[1]
