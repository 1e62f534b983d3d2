"""The first minute of an installation, and of every start: schema, the row that says what it is, static files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from beistand.lib import clock
from beistand.lib.models import Installation
from beistand.lib.postgres import check_server
from beistand.site.demo.loading import load_demo
from beistand.site.settings import Settings
from beistand.site.welcome import write_welcome

ONE_AT_A_TIME = 4_201_137  # advisory lock: two hosts may start at once


def begin(settings: Settings, kind: str) -> dict[str, str]:
    """Everything that must be true before the processes start. Quick when nothing has to be done."""
    with connection.cursor() as cursor:
        check_server(cursor)
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            _migrate()
            made = _first_row(kind)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    gather_static()
    if made and kind == "demo":
        load_demo(settings)
        write_welcome(settings)
    return {"said": "ready"}


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _first_row(kind: str) -> bool:
    with transaction.atomic():
        if Installation.objects.exists():
            return False
        Installation.objects.create(id=1, kind=kind, created_at=datetime.now(UTC))
    clock.forget()
    return True


def gather_static() -> None:
    """Collect and fingerprint the static files, once for each state of them."""
    root = Path(django_settings.STATIC_ROOT)
    seal = _seal([Path(d) for d in django_settings.STATICFILES_DIRS])
    marker = root / ".gathered"
    if marker.exists() and marker.read_text(encoding="ascii") == seal:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    marker.write_text(seal, encoding="ascii")


def _seal(folders: list[Path]) -> str:
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            found.update(
                f"{path.relative_to(folder)}:{path.stat().st_size}:{path.stat().st_mtime_ns}\n".encode()
            )
    return found.hexdigest()
