"""A small house that ran for a moment and stands still: mails with files, an answer, a chain. Made once for all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from beistand.lib.postgres import launch
from beistand.lib.postgres.place import NOTE
from postgres import SMALL

FURNISH = """
import sys
from email.message import EmailMessage
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from datetime import UTC, datetime
from beistand.lib.models import Installation
Installation.objects.create(id=1, kind="test", created_at=datetime.now(UTC))
from beistand.channels.email.reading import MailReader
from beistand.channels.email.warm_child import WarmReader
from beistand.channels.intake import Raw, accept
from beistand.channels.reading import reader
from beistand.desk import filing
from beistand.house import setting_up
from beistand.journal.sealing import seal_on
from beistand.lib.dns import DnsResolver
setting_up.add_brand("auenfeld", name="Auenfeld", domain="auenfeld.example", sender="hilfe@auenfeld.example")
for number in range(6):
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Kundin {number} <k{number}@kunde.example>", "hilfe@auenfeld.example"
    mail["Subject"], mail["Message-ID"] = f"Frage {number}", f"<{number}@kunde.example>"
    mail.set_content(f"Guten Tag, Frage {number}.")
    mail.add_attachment(f"Inhalt {number}".encode() * 500, maintype="application", subtype="pdf", filename="a.pdf")
    raw = mail.as_bytes(policy=mail.policy.clone(linesep="\\r\\n"))
    accept(Raw("email", raw, {"mail_from": f"k{number}@kunde.example", "recipients": ["hilfe@auenfeld.example"]}))
with WarmReader() as warm:
    filing.file_waiting(reader(MailReader(warm, DnsResolver(()), frozenset())))
assert seal_on() == 6
"""


@dataclass
class Kept:
    """The house: its data folder and its PostgreSQL while one runs."""

    folder: Path
    data: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        mine = {
            k: v for k, v in os.environ.items() if not k.startswith(("BEISTAND_", "DATABASE_", "DJANGO_"))
        }
        return {**mine, "LC_ALL": "C.UTF-8", "BEISTAND_SHARED_BUFFERS": "64MB"}

    def say(self, *words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
        """One command."""
        argv = [sys.executable, "-m", "beistand.site", *words, "--data", str(data or self.data)]
        return subprocess.run(
            argv, capture_output=True, text=True, env=self.environment, cwd=self.folder, timeout=120
        )

    def told(self, *words: str, data: Path | None = None) -> dict[str, Any]:
        """One command that says yes, in JSON."""
        done = self.say(*words, "--json", data=data)
        assert done.returncode == 0, done.stdout + done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def edit(self, *statements: str) -> None:
        """As somebody who owns the database."""
        with (
            launch(self.data, tuning=SMALL) as running,
            psycopg.connect(running.url, autocommit=True) as line,
        ):
            for statement in statements:
                line.execute(statement.encode())


def _made(folder: Path) -> Kept:
    data = folder / "data"
    data.mkdir()
    with launch(data, tuning=SMALL) as running:
        kept = Kept(folder, data, running.cluster.place.home)
        env = {
            **kept.environment,
            "DATABASE_URL": running.url,
            "BEISTAND_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "beistand.site.django_settings",
        }
        done = subprocess.run([sys.executable, "-c", FURNISH], env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return kept


def _gone(folder: Path) -> None:
    for note in folder.glob(f"*/{NOTE}"):
        shutil.rmtree(note.read_text().strip())
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    folder = Path(tempfile.mkdtemp(prefix="beistand-test-"))
    folder.chmod(0o711)
    yield _made(folder)
    _gone(folder)


@pytest.fixture(scope="module")
def backup(kept: Kept) -> Path:
    """A backup of it."""
    file = kept.folder / "one.backup"
    kept.told("backup", str(file))
    return file
