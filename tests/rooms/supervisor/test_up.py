from __future__ import annotations

import signal
import stat
import time
import urllib.request

import pytest

from .conftest import Up, all_gone, wait_until


def test_everything_starts_in_order_and_says_so(up_with_postgres: Up) -> None:
    up_with_postgres.start_and_wait()
    wait_until(lambda: "come in" in up_with_postgres.screen)
    said = [line.partition("| ")[2] for line in up_with_postgres.screen.splitlines()]
    assert said.index("postgres is ready") < said.index("migrated") < said.index("web starts")
    assert said.index("web is ready") < said.index("come in")
    with urllib.request.urlopen(f"http://127.0.0.1:{up_with_postgres.port}/healthz", timeout=5) as page:
        assert page.status == 200
    assert set(up_with_postgres.pids()) == {"postgres", "web", "work"}


def test_sigterm_stops_all_cleanly_with_the_database_last(up_with_postgres: Up) -> None:
    process = up_with_postgres.start_and_wait()
    pids = up_with_postgres.pids()
    wait_until(lambda: "work begins" in up_with_postgres.screen)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert all_gone(pids)
    assert "work was asked to stop" in up_with_postgres.screen
    assert not (up_with_postgres.data / "home" / "cluster" / "postmaster.pid").exists()
    assert "database system is shut down" in (up_with_postgres.data / "log" / "postgres.log").read_text()
    assert up_with_postgres.run() == {}


def test_a_second_start_on_the_same_database_is_quick_and_finds_what_was_there(up_with_postgres: Up) -> None:
    up_with_postgres.start_and_wait().send_signal(signal.SIGTERM)
    up_with_postgres.processes[0].wait(10)
    begun = time.monotonic()
    up_with_postgres.start_and_wait()
    assert time.monotonic() - begun < 5


def test_children_learn_the_address_of_the_database(up: Up) -> None:
    up.work = "import os, time; print(os.environ['DATABASE_URL']); time.sleep(600)"
    up.start_and_wait()
    wait_until(lambda: "work     | postgresql://elsewhere" in up.screen)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_the_terminal_may_stop_it_too(up: Up, number: signal.Signals) -> None:
    process = up.start_and_wait()
    process.send_signal(number)
    assert process.wait(10) == 0


def test_a_child_that_does_not_listen_is_killed_in_the_end(up: Up) -> None:
    up.work = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(600)"
    )
    process = up.start_and_wait()
    wait_until(lambda: "deaf" in up.screen)
    pids = up.pids()
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(12) == 1
    assert 5 < time.monotonic() - begun < 10
    assert "work did not stop in time" in up.screen
    assert all_gone(pids)


def test_a_second_signal_stops_at_once(up: Up) -> None:
    up.work = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(600)"
    )
    process = up.start_and_wait()
    wait_until(lambda: "deaf" in up.screen)
    process.send_signal(signal.SIGTERM)
    wait_until(lambda: "once more to stop at once" in up.screen)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 1
    assert time.monotonic() - begun < 3


def test_a_step_that_fails_stops_the_start_and_names_its_log(up: Up) -> None:
    up.step = "print('no such column'); raise SystemExit(3)"
    assert up.start().wait(20) == 1
    assert "migrate failed (exit code 3), so nothing was started" in up.screen
    assert "no such column" in (up.data / "log" / "migrate.log").read_text()
    assert "web starts" not in up.screen


def test_it_stops_also_while_it_starts(up: Up) -> None:
    up.step = "import time; print('long'); time.sleep(600)"
    process = up.start()
    wait_until(lambda: "long" in up.screen)
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    assert "web starts" not in up.screen


def test_it_speaks_german_to_a_german_terminal(up: Up) -> None:
    up.language = "de_DE.UTF-8"
    up.start_and_wait()
    wait_until(lambda: "web ist bereit" in up.screen)


def test_words_go_to_a_file_per_child_without_colour(up: Up) -> None:
    up.start_and_wait()
    log = up.data / "log" / "work.log"
    wait_until(log.exists)
    wait_until(lambda: log.read_text() == "work begins\n")
    assert "\x1b" not in up.screen
    assert stat.S_ISREG(log.stat().st_mode)


def test_it_stays_small(up_with_postgres: Up) -> None:
    process = up_with_postgres.start_and_wait()
    with open(f"/proc/{process.pid}/smaps_rollup") as rollup:
        pss = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    assert pss < 25_000
