"""kill -9 of children and of the supervisor: nothing stays down, nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from beistand.lib.child import is_alive
from beistand.site.supervisor import read_run

from .conftest import WEB, Up, all_gone, wait_until


@pytest.mark.parametrize("name", ["web", "work", "postgres"])
def test_a_killed_child_is_started_again_and_the_others_stay(up_with_postgres: Up, name: str) -> None:
    up_with_postgres.start_and_wait()
    before = up_with_postgres.pids()
    os.kill(before[name], signal.SIGKILL)
    wait_until(lambda: up_with_postgres.pids()[name] not in (0, before[name]))
    wait_until(lambda: up_with_postgres.run()["ready"])
    after = up_with_postgres.pids()
    assert {n for n in after if after[n] != before[n]} == {name}
    assert f"{name} ended (killed by signal 9) and starts again in 0.2 s" in up_with_postgres.screen


def test_a_child_that_keeps_failing_is_started_ever_less_often(up: Up) -> None:
    up.work = "raise SystemExit(7)"
    up.start()
    wait_until(lambda: "work ended (exit code 7) and starts again in 1.6 s" in up.screen)
    waits = [line.split(" in ")[1] for line in up.screen.splitlines() if "starts again" in line]
    assert waits == ["0.2 s", "0.4 s", "0.8 s", "1.6 s"]


def test_kill_9_of_the_supervisor_leaves_nobody(up_with_postgres: Up) -> None:
    process = up_with_postgres.start_and_wait()
    pids = up_with_postgres.pids()
    process.kill()
    process.wait()
    wait_until(lambda: all_gone(pids))
    assert read_run(up_with_postgres.data) == {}


def test_after_kill_9_the_next_start_comes_up_at_once_with_every_row(up_with_postgres: Up) -> None:
    up_with_postgres.work = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    connection.execute("INSERT INTO kept VALUES (1)")
print("written")
import time; time.sleep(600)
"""
    for times in (1, 2, 3):
        process = up_with_postgres.start_and_wait()
        wait_until(lambda times=times: up_with_postgres.screen.count("written") == times)
        process.kill()
        process.wait()
    up_with_postgres.work = up_with_postgres.work.replace(
        "VALUES (1)", "SELECT count(*) FROM kept RETURNING n"
    )
    up_with_postgres.start_and_wait()
    password = (up_with_postgres.data / "home" / "password").read_text()
    run = up_with_postgres.data / "home" / "run"
    wait_until(lambda: up_with_postgres.screen.count("written") == 4)
    with psycopg.connect(f"postgresql://beistand:{password}@/beistand", host=str(run)) as connection:
        assert connection.execute("SELECT max(n), count(*) FROM kept").fetchone() == (3, 4)


def test_a_grandchild_does_not_keep_the_port_of_its_killed_parent(up: Up) -> None:
    up.web = f"""
import subprocess, sys
worker = subprocess.Popen([sys.executable, "-c", {WEB!r}, sys.argv[1]])
print("worker", worker.pid)
worker.wait()
"""
    up.start_and_wait()
    wait_until(lambda: "worker" in up.screen)
    worker = int(up.screen.split("worker ")[1].split()[0])
    os.kill(up.pids()["web"], signal.SIGKILL)
    wait_until(lambda: not is_alive(worker))
    wait_until(lambda: up.run()["ready"] and up.run()["children"]["web"]["starts"] == 2)


def test_what_outlived_an_earlier_start_is_ended_by_the_next(up: Up) -> None:
    outliver = subprocess.Popen(
        [sys.executable, "-c", WEB, str(up.port)], env={**os.environ, "UP_IN": str(up.data)}
    )
    time.sleep(0.5)
    up.start_and_wait()
    assert outliver.wait(1) == -signal.SIGTERM
    assert "1 processes of an earlier start were left behind" in up.screen
