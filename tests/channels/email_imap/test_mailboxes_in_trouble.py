"""A mailbox that fails, hangs, forgets its numbers or holds a mail nobody can read stops nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cast import mail
from channels.email_imap.conftest import until
from channels.email_imap.dovecot import Dovecot, free_port
from channels.email_imap.odd_line import OddLine, cutting, refusing
from channels.email_imap.test_a_mailbox_is_fetched import arrived, mails, state_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def odd(dovecot: Dovecot) -> Iterator[OddLine]:
    line = OddLine(dovecot.port)
    yield line
    line.close()


@pytest.fixture
def silent() -> Iterator[int]:
    """A server that takes the line and never says a word; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def ids() -> list[bytes]:
    found = [a.raw.content for a in arrived() if "left_out" not in a.envelope]
    return [[*bytes(f).split(b"Message-ID: "), b""][1].split(b"\r\n")[0] for f in found]


def test_a_wrong_password_beside_a_good_mailbox(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    wrong = add("wrong-" + user, password="not-it", is_checked=False)
    good = add(user)
    dovecot.lay(user, mail())
    watch.look()
    until(arrived)
    until(lambda: state_of(wrong) == "refused")
    until(lambda: state_of(good) == "well")
    assert "AUTHENTICATIONFAILED" in wrong.state_words


def test_a_silent_server_holds_up_nobody(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, silent: int
) -> None:
    add("silent-" + user, port=silent, is_checked=False)
    add(user)
    dovecot.lay(user, mail())
    watch.look()
    until(arrived, seconds=5)


def test_a_server_that_is_not_there_is_told_and_tried_again(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    port = free_port()
    mailbox = add(user, port=port, is_checked=False)
    dovecot.lay(user, mail())
    watch.look()
    until(lambda: state_of(mailbox) == "unreachable")
    line = OddLine(dovecot.port, port=port)
    until(arrived)
    until(lambda: state_of(mailbox) == "well")
    line.close()


def test_the_same_mails_under_a_new_uidvalidity_are_no_new_messages(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, file_all: Callable[[], int]
) -> None:
    dovecot.lay(user, *mails(3), mail("ohne Kennung\n", id=""), folder="Service")
    mailbox = add(user, folder="Service")
    watch.look()
    until(lambda: len(arrived()) == 4)
    assert file_all() == 4
    until(lambda: state_of(mailbox) == "well")
    watch.close()
    mailbox.refresh_from_db()
    before = mailbox.uid_validity
    assert dovecot.begin_anew(user, "Service") != before
    dovecot.lay(user, mail("neu\n", id="<neu@kunde.example>"), folder="Service")
    watch.look()
    until(lambda: b"<neu@kunde.example>" in ids())
    assert file_all() == 5
    mailbox.refresh_from_db()
    assert mailbox.uid_validity != before
    assert mailbox.last_uid == 5


def test_a_mail_without_an_id_is_not_doubled_by_a_new_uidvalidity_weeks_later(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, file_all: Callable[[], int]
) -> None:
    from datetime import timedelta

    dovecot.lay(user, mail("ohne Kennung\n", id=""), folder="Service")
    mailbox = add(user, folder="Service")
    watch.look()
    until(arrived)
    file_all()
    watch.close()
    set_clock(timedelta(days=30))
    dovecot.begin_anew(user, "Service")
    watch.look()
    until(lambda: _last_uid(mailbox, 1))
    assert file_all() == 1


@pytest.mark.parametrize("after", [10, 900, 5000])
def test_a_line_cut_in_the_midst_of_a_mail_loses_and_doubles_nothing(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, odd: OddLine, after: int
) -> None:
    dovecot.lay(user, *mails(12))
    odd.cut_after = after
    add(user, port=odd.port, is_checked=False)
    watch.look()
    until(lambda: len(arrived()) == 12)
    assert sorted(ids()) == sorted(b"<%d@kunde.example>" % n for n in range(1, 13))


@pytest.mark.parametrize("how", [refusing, cutting], ids=["refused", "cut"])
def test_a_mail_that_the_server_cannot_give_does_not_stop_the_ones_behind(
    dovecot: Dovecot,
    user: str,
    add: Callable[..., Any],
    watch: Any,
    odd: OddLine,
    how: Callable[[int], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from beistand.channels.email import fetching

    monkeypatch.setattr(fetching, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(fetching, "LONGEST_PAUSE", 0.1)
    dovecot.lay(user, *mails(5))
    odd.instead = how(3)
    add(user, port=odd.port, is_checked=False)
    watch.look()
    until(lambda: len(arrived()) == 5, seconds=20)
    assert sorted(ids()) == sorted(b"<%d@kunde.example>" % n for n in (1, 2, 4, 5))
    (left,) = [a for a in arrived() if "left_out" in a.envelope]
    assert left.envelope["left_out"] == "not-given"


def test_a_mail_that_is_too_large_stays_there_and_is_told(
    dovecot: Dovecot,
    user: str,
    add: Callable[..., Any],
    watch: Any,
    file_all: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from beistand.channels.email import fetching
    from beistand.channels.models import Arrival

    monkeypatch.setattr(fetching, "LARGEST", 20_000)
    dovecot.lay(
        user, *mails(1), mail("x" * 70 + "\n" * 30_000, id="<gross@kunde.example>"), mail(id="<3@x.example>")
    )
    add(user)
    watch.look()
    until(lambda: len(arrived()) == 3)
    file_all()
    large = Arrival.objects.get(state="quarantined")
    assert large.reason == "left-in-mailbox"
    assert b"<gross@kunde.example>" in bytes(large.raw.content)
    assert len(dovecot.flags(user)) == 3


def test_poison_between_good_mails_is_kept_and_the_others_are_filed(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, file_all: Callable[[], int]
) -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(200)
    )
    poison = b"From: x@kunde.example\r\nMessage-ID: <gift@kunde.example>\r\nMIME-Version: 1.0\r\n" + deep
    dovecot.lay(user, *mails(2), poison, mail(id="<4@kunde.example>"))
    add(user)
    watch.look()
    until(lambda: len(arrived()) == 4)
    file_all()
    assert [a.state for a in arrived()].count("filed") == 3
    (kept,) = [a for a in arrived() if a.state == "quarantined"]
    assert bytes(kept.raw.content) == poison


def test_killed_between_keeping_and_marking_loses_and_doubles_nothing(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    dovecot.lay(user, *mails(60))
    mailbox = add(user)
    child = _fetch_and_die(mailbox.id)
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    kept = len(arrived())
    assert kept == 50
    assert dovecot.flags(user) == [set()] * 60
    watch.look()
    until(lambda: len(arrived()) == 60)
    until(lambda: dovecot.flags(user) == [{b"\\Seen"}] * 60)
    assert len(set(ids())) == 60


def test_what_does_not_work_for_a_quarter_of_an_hour_is_told_once(
    user: str, add: Callable[..., Any], watch: Any
) -> None:
    from datetime import timedelta

    from beistand.channels.email import states
    from beistand.journal.models import Entry

    mailbox = add(user, password="not-it", is_checked=False)
    watch.look()
    until(lambda: state_of(mailbox) == "refused")
    assert states.sound_alarms() == 0
    set_clock(timedelta(minutes=16))
    assert states.sound_alarms() == 1
    assert states.sound_alarms() == 0
    assert Entry.objects.get(fact="MailInStuck").words["code"] == "refused"
    (line,) = states.lines()
    assert line.state == "late"


def set_clock(ahead: Any) -> None:
    from datetime import UTC, datetime

    from beistand.lib import clock
    from beistand.lib.models import Installation

    at = datetime.now(UTC)
    Installation.objects.filter(id=1).update(told=at + ahead, since=at)
    clock.forget()
    clock.now()


def _last_uid(mailbox: Any, uid: int) -> bool:
    mailbox.refresh_from_db()
    return bool(mailbox.last_uid == uid and mailbox.known_until)


def _fetch_and_die(mailbox: Any) -> subprocess.CompletedProcess[bytes]:
    """A worker that is killed right after the first portion was committed."""
    from django.conf import settings

    program = textwrap.dedent(
        """
        import os, signal, sys
        import django
        from django.conf import settings
        settings.DATABASES["default"]["NAME"] = sys.argv[2]
        django.setup()
        from uuid import UUID
        from beistand.channels.email import fetching
        keep = fetching.take
        def keep_and_die(mailbox, mails):
            keep(mailbox, mails)
            os.kill(os.getpid(), signal.SIGKILL)
        fetching.take = keep_and_die
        fetching.Fetcher(UUID(sys.argv[1])).run()
        """
    )
    name = str(settings.DATABASES["default"]["NAME"])
    return subprocess.run(
        [sys.executable, "-c", program, str(mailbox), name],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "beistand.site.django_settings"},
        capture_output=True,
        timeout=60,
        check=False,
    )
