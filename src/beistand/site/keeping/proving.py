"""The proof that a backup works: restored into a PostgreSQL that is thrown away, compared, and used for one mail."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import psycopg

from beistand.lib.postgres import Running
from beistand.lib.sentence import say
from beistand.site.keeping import archive
from beistand.site.keeping.archive import Manifest
from beistand.site.keeping.backing_up import counted_in
from beistand.site.keeping.restoring import pour, refuse_newer, throw_away
from beistand.site.keeping.words import NO_BRAND
from beistand.site.settings import Settings

SENDER = "probe@beistand.invalid"


@dataclass(frozen=True)
class Line:
    """One line of the proof: what was compared, what the backup says, what was found."""

    what: str
    told: str
    found: str
    holds: bool


@dataclass(frozen=True)
class Proof:
    """All lines. `has_key`: whether the installation's key was at hand, so that people's entries could be opened."""

    lines: list[Line]
    has_key: bool

    @property
    def holds(self) -> bool:
        """Whether the backup works."""
        return all(line.holds for line in self.lines)


def prove(file: Path, settings: Settings) -> Proof:
    """Restore, compare, file one mail. Must be called before Django is awake: it wakes in the restored house."""
    key = _key(settings)
    with _folder() as folder, archive.opened(file) as backup:
        refuse_newer(backup.manifest)
        data = folder / "data"
        with throw_away(folder) as running:
            pour(backup, data, running)
            lines = _compared(backup.manifest, running)
            _move_in(data, running, key)
            lines += _used(backup.manifest, has_key=bool(key))
    return Proof(lines, bool(key))


@contextmanager
def _folder() -> Iterator[Path]:
    """Directly in /tmp: as root PostgreSQL runs as another user, who may not enter closed folders."""
    folder = Path(tempfile.mkdtemp(prefix="beistand-prove-"))
    folder.chmod(0o711)
    (folder / "data").mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _key(settings: Settings) -> str:
    path = settings.data_folder / "secret.key"
    return settings.secret_key or (path.read_text(encoding="ascii").strip() if path.exists() else "")


def _compared(manifest: Manifest, running: Running) -> list[Line]:
    with psycopg.connect(running.url) as line:
        position, head, rows = counted_in(line)
    lines = [
        _line("head of the chain", f"{manifest.position} {manifest.head[:16]}", f"{position} {head[:16]}")
    ]
    if manifest.head != head:
        lines.append(_line("hash of the head", manifest.head, head))
    lines.append(_line("rows", str(sum(manifest.rows.values())), str(sum(rows.values()))))
    lines.append(_line("tables", str(len(manifest.rows)), str(len(rows))))
    lines += _differing(manifest.rows, rows)
    return lines


def _differing(told: Mapping[str, int], found: Mapping[str, int]) -> list[Line]:
    tables = sorted(set(told) | set(found))
    return [
        _line(f"rows of {t}", str(told.get(t, "-")), str(found.get(t, "-")))
        for t in tables
        if told.get(t) != found.get(t)
    ]


def _line(what: str, told: str, found: str) -> Line:
    return Line(what, told, found, told == found)


def _move_in(data: Path, running: Running, key: str) -> None:
    os.environ["DATABASE_URL"] = running.url
    os.environ["BEISTAND_DATA"] = str(data)
    os.environ["BEISTAND_SECRET_KEY"] = key or secrets.token_urlsafe(48)
    os.environ["BEISTAND_STORE"] = ""
    from beistand.site.cli import open_house

    open_house()


def _used(manifest: Manifest, *, has_key: bool) -> list[Line]:
    """Everything after this needs Django awake in the restored house."""
    from django.core.management import call_command
    from django.db import connection

    from beistand.site.keeping.checking import check_house

    call_command("migrate", interactive=False, verbosity=0)  # the backup may be of an older version
    found = check_house(has_key=has_key)
    lines = [_line("files with their sha256", str(manifest.files), str(found.files))]
    lines.append(Line("whole", "no faults", "; ".join(found.faults[:5]) or "no faults", not found.faults))
    lines.append(_filed())
    connection.close()
    return lines


def _filed() -> Line:
    """One mail through the real threshold, the real parser and the real filing."""
    from beistand.channels.email.reading import MailReader
    from beistand.channels.email.warm_child import WarmReader
    from beistand.channels.intake import Raw, accept
    from beistand.channels.reading import reader
    from beistand.desk import filing
    from beistand.desk.models import Message
    from beistand.house.models import BrandDomain
    from beistand.lib.dns import DnsResolver

    domain = BrandDomain.objects.order_by("domain").values_list("domain", flat=True).first()
    if domain is None:
        return Line("a test mail", "-", say(NO_BRAND), holds=True)
    to = f"probe@{domain}"
    envelope = {"mail_from": SENDER, "recipients": [to], "ip": "192.0.2.1", "helo": "beistand.invalid"}
    arrival = accept(Raw("email", _mail(to), envelope))
    with WarmReader() as warm:
        filing.file_one(arrival, reader(MailReader(warm, DnsResolver(()), frozenset())))
    text = Message.objects.filter(arrival=arrival).values_list("text", flat=True).first()
    return _line("a test mail", "Eine Probe.", (text or "was not filed").strip())


def _mail(to: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, to, "Probe"
    mail["Message-ID"] = f"<{secrets.token_hex(12)}@beistand.invalid>"
    mail.set_content("Eine Probe.\n")
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
