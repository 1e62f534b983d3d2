"""One PostgreSQL of our own for a whole run, begun only when a test wants the database.

`BEISTAND_TEST_PG` names a folder of PostgreSQL programs (Debian's 15, say); without it the wheel's are used.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import django
import pytest
from django.db import connection

from beistand.lib.postgres import launch
from beistand.lib.postgres.place import settle
from corpora_found import pytest_terminal_summary
from postgres import SMALL

pytest_plugins = ["cast"]
__all__ = ["pytest_terminal_summary"]

GROUND = Path(tempfile.mkdtemp(prefix="beistand-tests-"))
GROUND.chmod(0o711)
atexit.register(shutil.rmtree, GROUND, ignore_errors=True)
HOME = GROUND / "pg"
DATA = GROUND / "data"
DATA.mkdir()

for name in [n for n in os.environ if n.startswith("BEISTAND_") and not n.startswith("BEISTAND_TEST_")]:
    del os.environ[name]
_place = settle(DATA, HOME)
os.environ["BEISTAND_DATA"] = str(DATA)
os.environ["DATABASE_URL"] = (
    f"postgresql://beistand:{_place.password()}@/beistand?host={quote(str(_place.run), safe='')}"
)
# Named here and not in pyproject.toml, where pytest-django would read the settings before the lines above.
os.environ["DJANGO_SETTINGS_MODULE"] = "beistand.site.django_settings"
# The browser of the stories leaves its event loop running in this thread, where other tests use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers must not inherit the addresses of this process, whose PostgreSQL is never started."""
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "BEISTAND_DATA"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session", autouse=True)
def _unhashed() -> None:
    """Pages name static files as they are: fingerprints are made by `begin`, which tests do not run."""
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start PostgreSQL before pytest-django makes its test database."""
    running = launch(DATA, bindir=os.environ.get("BEISTAND_TEST_PG", ""), tuning=SMALL, home=HOME)
    atexit.register(running.stop)
    return


@pytest.fixture(autouse=True)
def _house(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test with the database stands in an installation made for tests."""
    if not {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    from beistand.lib import clock
    from beistand.lib.models import Installation

    Installation.objects.get_or_create(id=1, defaults={"kind": "test", "created_at": datetime.now(UTC)})
    clock.forget()
    _sweep("off")
    yield
    if not connection.in_atomic_block:
        _sweep("on")  # after real transactions Django empties every table, and the journal lets nobody else


def _sweep(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('beistand.demo_sweep', %s, false)", [how])
