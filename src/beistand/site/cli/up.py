"""`beistand up` and the processes that run by themselves."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from beistand.lib.postgres import Tuning
from beistand.site.settings import Settings
from beistand.site.supervisor import Child, Plan, Port, Step, http_ready, port_ready, supervise


def up(settings: Settings, args: argparse.Namespace) -> int:
    """Start everything and stay in the foreground until told to stop."""
    return supervise(_plan(settings, args))


def _plan(settings: Settings, args: argparse.Namespace) -> Plan:
    command = [sys.executable, "-m", "beistand.site"]
    kind = "demo" if args.demo else "test" if args.test else "real"
    begin = [*command, "migrate", "--kind", kind]
    port = settings.port
    children = [
        Child("web", [*command, "web"], is_ready=http_ready(settings.bind, port)),
        Child("edge", [*command, "edge"], is_ready=http_ready(settings.bind, port + 1)),
        Child("work", [*command, "work"]),
        Child("door", [*command, "door"], is_ready=port_ready(settings.smtp_bind, settings.smtp_port)),
    ]
    ports = [
        Port(settings.bind, port, "pages", "--port"),
        Port(settings.bind, port + 1, "edge", "--port"),
        Port(settings.bind, port + 2, "files", "--port"),
        Port(settings.smtp_bind, settings.smtp_port, "mail door", "--smtp-port"),
    ]
    return Plan(
        data=settings.data_folder,
        children=children,
        before=[Step("migrate", begin)],
        ports=ports,
        database_url=os.environ.get("DATABASE_URL", ""),
        bindir=os.environ.get("PG_BINDIR", ""),
        tuning=Tuning(shared_buffers=settings.shared_buffers),
        on_ready=lambda: _welcome(settings),
    )


def _welcome(settings: Settings) -> str:
    note = Path(settings.data_folder / "welcome.txt")
    more = note.read_text(encoding="utf-8") if note.exists() else ""
    return f"Beistand: {settings.pages}/  ·  mail: {settings.smtp_bind}:{settings.smtp_port}\n{more}".rstrip()


def web(settings: Settings, args: argparse.Namespace) -> int:
    """Only the pages."""
    from beistand.site.processes.web import serve

    return serve(settings)


def edge(settings: Settings, args: argparse.Namespace) -> int:
    """Only the live edge and the files."""
    from beistand.site.processes.edge import serve

    return serve(settings)


def work(settings: Settings, args: argparse.Namespace) -> int:
    """Only the worker."""
    from beistand.site.processes.work import serve

    return serve(settings)


def door(settings: Settings, args: argparse.Namespace) -> int:
    """Only the mail door."""
    from beistand.site.processes.door import serve

    return serve(settings)


def migrate(settings: Settings, args: argparse.Namespace) -> dict[str, str]:
    """Bring the database up to this version, begin a new installation, gather the static files."""
    from beistand.site.beginning import begin

    return begin(settings, args.kind)
