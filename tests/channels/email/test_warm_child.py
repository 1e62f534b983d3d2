"""One warm child reads strangers' mails; a mail that breaks a limit loses only itself."""

from __future__ import annotations

import base64
import os
import signal
import time
from collections.abc import Iterator
from threading import Thread

import psutil
import pytest

from beistand.channels.adapter import Incoming, Unreadable
from beistand.channels.email.parse import read
from beistand.channels.email.warm_child import WarmReader

MAIL = b"From: Ina <ina@kundin.example>\r\nSubject: Frage\r\n\r\nHallo"
# A boundary that never ends a line, in nearly the largest allowed mail: linear, but far more than fifty milliseconds of work.
SLOW = b"Subject: langsam\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x" * 12_000_000
LARGE = b"Subject: gross\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
LARGE += base64.encodebytes(b"%PDF" * 7_000_000)


@pytest.fixture
def warm() -> Iterator[WarmReader]:
    with WarmReader() as reader:
        yield reader


def _subjects(answers: list[Incoming | Unreadable]) -> list[str]:
    return [answer.reason if isinstance(answer, Unreadable) else answer.subject for answer in answers]


def test_the_child_reads_what_the_parser_reads(warm: WarmReader) -> None:
    assert warm.read(MAIL) == read(MAIL)
    assert warm.read(MAIL, null_sender=True) == read(MAIL, null_sender=True)


def test_what_the_parser_refuses_the_child_refuses(warm: WarmReader) -> None:
    with pytest.raises(Unreadable, match="empty"):
        warm.read(b"")
    assert warm.read(MAIL).subject == "Frage"
    assert warm.started == 1


def test_many_mails_come_back_in_order_from_one_child(warm: WarmReader) -> None:
    mails = [(b"Subject: %d\r\n\r\n" % n + b"x" * 20_000, False) for n in range(300)]
    assert _subjects(warm.read_many(mails)) == [str(n) for n in range(300)]
    assert warm.started == 1
    assert warm.read_many([]) == []


def test_a_mail_that_takes_too_long_loses_only_itself() -> None:
    with WarmReader(cpu_seconds=0.05) as warm:
        answers = warm.read_many(
            [(b"Subject: vorher\r\n\r\n", False), (SLOW, False), (b"Subject: nachher\r\n\r\n", False)]
        )
        assert _subjects(answers) == ["vorher", "took-too-long", "nachher"]
        assert warm.started == 2


def test_a_mail_that_takes_too_much_memory_loses_only_itself() -> None:
    with WarmReader(memory_bytes=40 * 1024 * 1024) as warm:
        answers = warm.read_many(
            [(b"Subject: vorher\r\n\r\n", False), (LARGE, False), (b"Subject: nachher\r\n\r\n", False)]
        )
        assert _subjects(answers) == ["vorher", "took-too-much-memory", "nachher"]


def test_the_largest_mail_fits_into_the_limits(warm: WarmReader) -> None:
    found = warm.read(LARGE)
    assert found.attachments[0].size == 28_000_000


def test_a_mail_beyond_the_limit_is_not_even_sent(warm: WarmReader) -> None:
    assert _subjects(warm.read_many([(b"x" * (40 * 1024 * 1024 + 1), False), (MAIL, False)])) == [
        "too-large",
        "Frage",
    ]


def test_a_child_that_somebody_killed_costs_no_mail(warm: WarmReader) -> None:
    for _ in range(5):
        os.kill(warm.pid, signal.SIGKILL)
        assert warm.read(MAIL).subject == "Frage"


def test_a_child_killed_in_the_midst_of_many_mails_costs_none(warm: WarmReader) -> None:
    mails = [(b"Subject: %d\r\n\r\n" % n + b"Am 1.1.2024 schrieb ich\r\n" * 300, False) for n in range(400)]
    pid = warm.pid

    def kill_soon() -> None:
        time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)

    killer = Thread(target=kill_soon)
    killer.start()
    answers = warm.read_many(mails)
    killer.join()
    assert _subjects(answers) == [str(n) for n in range(400)]
    assert warm.started == 2


def test_a_child_that_hangs_is_ended() -> None:
    with WarmReader(wall_seconds=0.3) as warm:
        os.kill(warm.pid, signal.SIGSTOP)
        with pytest.raises(Unreadable, match="took-too-long"):
            warm.read(MAIL)
        assert warm.read(MAIL).subject == "Frage"


def test_the_child_is_small_and_knows_no_django_and_no_secret(
    warm: WarmReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://geheim")
    warm.read(MAIL)
    child = psutil.Process(warm.pid)
    assert child.memory_full_info().pss < 40 * 1024 * 1024
    assert not [entry.path for entry in child.memory_maps() if "psycopg" in entry.path]
    assert "DATABASE_URL" not in child.environ()
    assert "DJANGO_SETTINGS_MODULE" not in child.environ()


def test_closing_ends_the_child() -> None:
    with WarmReader() as warm:
        pid = warm.pid
    assert not psutil.pid_exists(pid)


def test_several_threads_may_share_it(warm: WarmReader) -> None:
    found: list[str] = []
    threads = [
        Thread(target=lambda n=n: found.append(warm.read(b"Subject: %d\r\n\r\nx" % n).subject))
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found, key=int) == [str(n) for n in range(20)]


def test_html_is_cleaned_within_the_same_limits(warm: WarmReader) -> None:
    page = b'Content-Type: text/html\r\n\r\n<p onclick="x()">Hallo<script>boese()</script><img src="https://spy.example/a.png"></p>'
    (reading,) = warm.read_and_clean([(page, False)])
    assert not isinstance(reading, Unreadable)
    assert "Hallo" in reading.html
    assert "script" not in reading.html
    assert "onclick" not in reading.html
    assert reading.remote_images == 1
    assert reading.incoming.html.startswith("<p onclick")
