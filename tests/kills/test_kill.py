"""kill -9 of anybody at any moment while mails stream in and answers stream out.

What these tests do not prove: that the disk has what the kernel was given. SIGKILL leaves the page cache alone; for power
cuts stand `fsync` and `synchronous_commit`, which the launcher demands (see rooms/lib_postgres/test_durability.py).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from beistand.site.supervisor import read_run
from kills.checking import LEAVING, UNDER_WAY, Findings, check_incoming, check_outgoing
from kills.house import CHILDREN, House
from kills.senders import begin_sending, end_sending
from kills.sink import Sink

HERE = Path(__file__).parent
EVERYBODY = (*CHILDREN, "supervisor")
SEED = int(os.environ.get("BEISTAND_TEST_SEED") or random.randrange(10**9))
SENDERS = 4


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.close()


def _shoot(house: House, kills: int, patience: float) -> Findings:
    """A stream of mails and answers under fire, then peace, then the count."""
    dice, begun = random.Random(SEED), time.monotonic()
    house.start()
    with Sink(wait=0.05) as sink:
        house.begin_beside(HERE / "colleague.py", str(sink.port))
        senders = begin_sending(house.smtp_port, house.folder, SENDERS)
        killed = house.kill_some(kills, dice, EVERYBODY)
        shot = time.monotonic() - begun
        promises = end_sending(senders)
        house.wait_ready()
        house.settle(UNDER_WAY, patience)
        house.others.pop().terminate()
        # What a dead worker had in hand is named after ten minutes, what was refused for a while is tried again.
        house.say("clock", "--speed", "600")
        house.settle(LEAVING, patience)
        found = check_outgoing(house, sink.taken, check_incoming(house, promises))
    again = sum(s.again for s in senders)
    sys.stdout.write(
        f"seed {SEED}: {kills} kills ({', '.join(killed[:20])}), {len(promises)} mails kept, {again} sent again, "
        f"{found.sent} answers sent, {found.unknown} unknown, "
        f"{shot:.0f} s under fire, {time.monotonic() - begun:.0f} s in all, faults: {found.faults}\n"
    )
    return found


def test_every_mail_that_got_its_250_is_there_exactly_once_after_10_kills(house: House) -> None:
    found = _shoot(house, 10, 60)
    assert found.faults == [], f"seed {SEED}"


@pytest.mark.hard
def test_every_mail_that_got_its_250_is_there_exactly_once_after_200_kills(house: House) -> None:
    found = _shoot(house, 200, 300)
    assert found.faults == [], f"seed {SEED}"


def test_a_door_that_says_250_before_it_has_kept_the_mail_is_found_out() -> None:
    with _house("thanks-first") as house:
        house.start()
        house.begin_beside(HERE / "colleague.py")
        senders = begin_sending(house.smtp_port, house.folder, SENDERS)
        _wait(lambda: all(sender.kept > 10 for sender in senders))
        house.kill("door")
        time.sleep(1)
        promises = end_sending(senders)
        house.settle(UNDER_WAY, 60)
        assert check_incoming(house, promises).lost


def test_a_worker_that_sends_again_what_a_dead_one_had_in_hand_is_found_out() -> None:
    with _house("sends-again") as house, Sink(wait=1.5) as sink:
        house.start()
        house.begin_beside(HERE / "colleague.py", str(sink.port))
        senders = begin_sending(house.smtp_port, house.folder, 1)
        _wait(sink.has_one.is_set)
        end_sending(senders)
        house.kill("work")
        house.settle(LEAVING, 60)
        assert check_outgoing(house, sink.taken, Findings()).sent_twice


def test_while_postgresql_stands_still_nobody_hears_250_and_nothing_is_lost(house: House) -> None:
    house.start()
    house.begin_beside(HERE / "colleague.py")
    senders = begin_sending(house.smtp_port, house.folder, SENDERS)
    _wait(lambda: all(sender.kept > 3 for sender in senders))
    postmaster = psutil.Process(read_run(house.data)["children"]["postgres"]["pid"])
    everybody = [postmaster, *postmaster.children(recursive=True)]
    for process in everybody:
        process.send_signal(signal.SIGSTOP)
    time.sleep(0.5)  # answers that were on their way
    before = sum(sender.kept for sender in senders)
    time.sleep(5)
    during = sum(sender.kept for sender in senders) - before
    for process in everybody:
        process.send_signal(signal.SIGCONT)
    _wait(lambda: sum(sender.kept for sender in senders) > before + 8)
    promises = end_sending(senders)
    house.settle(UNDER_WAY, 60)
    assert during == 0
    assert check_incoming(house, promises).faults == []


@contextmanager
def _house(guard: str) -> Iterator[House]:
    house = House((sys.executable, str(HERE / "hasty.py"), guard))
    try:
        yield house
    finally:
        house.close()


def _wait(is_so: Callable[[], bool], patience: float = 60) -> None:
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)
