"""kill -9 of PostgreSQL, of its owner, and everything that may be left lying about afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from beistand.lib.child import is_alive
from beistand.lib.postgres import Running, start, stop

from .conftest import Ground


def test_kill_9_of_postgres_loses_no_committed_row(ground: Ground) -> None:
    with ground.launch() as running:
        _write(running, 1000)
        running.process.kill()
        running.process.wait()
        running.process = start(running.cluster)
        assert _count(running) == 1000


def test_the_zombie_of_a_killed_postgres_does_not_bar_the_way(ground: Ground) -> None:
    with ground.launch() as running:
        _write(running, 10)
        killed = running.process
        os.kill(killed.pid, signal.SIGKILL)  # and nobody waits for it: it stays a zombie
        _wait_until(lambda: not is_alive(killed.pid))
        begun = time.monotonic()
        running.process = start(running.cluster)
        assert time.monotonic() - begun < 10
        assert _state(killed.pid) == "Z"
        assert _count(running) == 10
        killed.wait()


def test_a_busy_session_of_a_killed_postgres_does_not_bar_the_way(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        busy = psycopg.connect(running.url)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        time.sleep(0.3)
        running.process.kill()
        running.process.wait()
        running.process = start(running.cluster)
        assert _count(running) == 0
        busy.close()


def test_kill_9_of_the_owner_takes_postgres_along_and_keeps_the_rows(ground: Ground) -> None:
    owner = _owner(ground)
    postgres = _told_pid(owner)
    owner.kill()
    owner.wait()
    _wait_until(lambda: not is_alive(postgres))
    with ground.launch() as running:
        assert _count(running) == 500


@pytest.mark.parametrize("moment", [0.15, 0.5, 0.9])
def test_kill_9_while_the_database_is_begun_is_made_good_by_the_next_start(
    folder: Path, moment: float
) -> None:
    ground = Ground(folder / "data", folder / "pg")
    owner = _owner(ground)
    _wait_until((folder / "pg" / "cluster.new").exists)
    time.sleep(moment)
    owner.kill()
    with ground.launch() as running:
        assert _count(running) in (0, 500)
    owner.communicate()


def test_an_orphaned_postgres_is_stopped_and_a_new_one_started(ground: Ground) -> None:
    with ground.launch() as running:
        _write(running, 7)
    account = running.cluster.place.account
    orphan = subprocess.Popen(
        running.cluster.command("postgres"),
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        stderr=subprocess.DEVNULL,
    )
    _wait_until(lambda: running.cluster.is_ready(orphan.pid))
    with ground.launch() as again:
        assert again.process.pid != orphan.pid
        assert orphan.wait(5) == 0
        assert _count(again) == 7


def test_a_note_whose_pid_is_somebody_elses_by_now_does_not_bar_the_way(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        running.process.kill()
        running.process.wait()
        running.cluster.close()
        stranger = subprocess.Popen(
            ["sleep", "60"], user=running.cluster.place.account and running.cluster.place.account.uid
        )
        note = ground_18.cluster / "postmaster.pid"
        lines = note.read_text().splitlines()
        note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with ground_18.launch() as again:
            assert _count(again) == 0
        assert stranger.poll() is None
        stranger.kill()
        stranger.wait()


def test_a_clean_stop_leaves_no_note_and_takes_under_two_seconds(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        open_session = psycopg.connect(running.url)
        begun = time.monotonic()
        stop(running.process)
        assert time.monotonic() - begun < 2
        assert running.process.returncode == 0
        assert not (ground_18.cluster / "postmaster.pid").exists()
        open_session.close()


def _write(running: Running, rows: int) -> None:
    with psycopg.connect(running.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, %s)", [rows])


def _count(running: Running) -> int:
    with psycopg.connect(running.url) as connection:
        row = connection.execute("SELECT to_regclass('kept')").fetchone()
        if row == (None,):
            return 0
        found = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert found
    return int(found[0])


def _owner(ground: Ground) -> subprocess.Popen[str]:
    """Another process that launches the cluster, writes 500 rows and waits to be killed."""
    program = f"""
import sys, time
sys.path[:0] = {sys.path!r}
from pathlib import Path
import psycopg
from postgres import SMALL
from beistand.lib.postgres import launch
running = launch(Path({str(ground.data)!r}), bindir={ground.bindir!r}, tuning=SMALL, home=Path({str(ground.home)!r}))
with psycopg.connect(running.url) as connection:
    connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 500) AS n")
print(running.process.pid, flush=True)
time.sleep(600)
"""
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def _told_pid(owner: subprocess.Popen[str]) -> int:
    assert owner.stdout
    with owner.stdout:
        return int(owner.stdout.readline())


def _state(pid: int) -> str:
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0]


def _wait_until(is_so: Callable[[], bool], patience: float = 10.0) -> None:
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
