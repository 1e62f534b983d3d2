"""Dovecot for a module's tests, mailboxes that are fetched from it, and filing of what came."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from channels.email_imap.dovecot import PASSWORD, Dovecot

Until = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    at = Path(tempfile.mkdtemp(prefix="beistand-dovecot-"))
    at.chmod(0o711)
    server = Dovecot(at / "d")
    yield server
    server.stop()
    shutil.rmtree(at, ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def _journal_may_be_emptied(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads see only what is committed, so these tests commit, and the tables are emptied after each of them.

    The journal refuses that, as it should: its triggers rest for as long as a module runs.
    """
    from django.db import connection

    def let(verb: str) -> None:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE journal_entry {verb} TRIGGER USER")
        connection.close()

    let("DISABLE")
    yield
    let("ENABLE")


@pytest.fixture
def user() -> str:
    """A mailbox nobody has used before."""
    return f"hilfe-{uuid4().hex[:12]}@auenfeld.example"


def until(true: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait until something is true; what it was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


@pytest.fixture
def add(transactional_db: None, auenfeld: Any, dovecot: Dovecot) -> Callable[..., Any]:
    """Add a mailbox of Dovecot, as the command does."""
    from beistand.channels.email.mailboxes import Wanted, add_mailbox

    def add(user: str, *, folder: str = "INBOX", port: int = 0, password: str = PASSWORD, **more: Any) -> Any:
        address = f"imap://{user.replace('@', '%40')}@127.0.0.1:{port or dovecot.port}/{folder}"
        return add_mailbox(auenfeld.brand, Wanted(address=address, password=password, tls="none", **more))

    return add


@pytest.fixture
def watch(transactional_db: None) -> Iterator[Any]:
    """What fetches in `beistand work`; a test says when to look."""
    from beistand.channels.email.mailboxes_watch import watching

    with watching() as watch:
        yield watch


@pytest.fixture
def file_all(transactional_db: None) -> Callable[[], int]:
    """File what has arrived; how many messages there are then."""
    from beistand.channels.adapter import Unreadable
    from beistand.channels.email.parse import read
    from beistand.channels.email.reading import MailReader, Reading
    from beistand.channels.reading import reader
    from beistand.desk import filing
    from beistand.desk.models import Message
    from beistand.lib.dns import DnsResolver

    class Here:
        def read_and_clean(self, mails: Any) -> list[Reading | Unreadable]:
            return [_read(raw, null) for raw, null in mails]

    def _read(raw: bytes, null: bool) -> Reading | Unreadable:
        try:
            return Reading(incoming=read(raw, null_sender=null), html="")
        except Unreadable as problem:
            return problem

    reading = reader(MailReader(Here(), DnsResolver(()), frozenset()))

    def file_all() -> int:
        while filing.file_waiting(reading):
            pass
        return Message.objects.filter(direction="in").count()

    return file_all
