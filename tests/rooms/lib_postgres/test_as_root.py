"""Root's own path: PostgreSQL under another user, in folders that this user can reach. Collected only as root."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import psutil
import psycopg
import pytest

from beistand.lib.postgres import find, launch, place
from beistand.lib.postgres.account import account_of
from beistand.lib.postgres.copies import copied
from beistand.lib.refusal import Refused
from postgres import SMALL

from .conftest import Ground


@pytest.fixture
def roots(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for /var/lib/beistand."""
    monkeypatch.setattr(place, "ROOTS", folder / "roots")
    return folder / "roots"


@pytest.fixture
def closed(folder: Path) -> Path:
    """A home that nobody but root may enter, as root's own."""
    home = folder / "root"
    home.mkdir(mode=0o700)
    return home


def test_a_clone_in_roots_closed_home_just_works_and_the_home_stays_closed(closed: Path, roots: Path) -> None:
    data = closed / "beistand" / "data"
    for _ in range(2):
        with launch(data, tuning=SMALL) as running, psycopg.connect(running.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert psutil.Process(running.process.pid).username() == "beistand"
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert len(list(roots.glob("beistand-*"))) == 1


def test_the_user_of_postgres_can_sign_in_nowhere_and_reads_no_password(ground_18: Ground) -> None:
    with ground_18.launch():
        pass
    account = account_of("beistand")
    assert account
    shell = subprocess.run(
        ["getent", "passwd", "beistand"], capture_output=True, text=True, check=True
    ).stdout
    assert shell.strip().endswith(("nologin", "false"))
    tried = subprocess.run(
        ["cat", ground_18.home / "password"],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        check=False,
    )
    assert tried.returncode != 0


def test_another_user_of_the_machine_does_not_even_reach_the_socket(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        run = running.cluster.place.run
        tried = subprocess.run(
            ["ls", run], user=65534, group=65534, extra_groups=[], check=False, capture_output=True
        )
    assert b"Permission denied" in tried.stderr


def test_the_copy_is_made_once_and_a_changed_file_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = copied(find(), folder)
    made = (first.bin / "postgres").stat().st_mtime_ns
    assert copied(find(), folder).bin == first.bin
    assert (first.bin / "postgres").stat().st_mtime_ns == made
    assert not (first.bin.parent / "include").exists()
    (folder / "postgres-18.6.3" / "copied-whole").unlink()
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read_bytes(path) + b"!")
    with pytest.raises(Refused, match="RECORD"):
        copied(find(), folder)


def test_programs_in_a_closed_folder_are_refused_by_name(
    closed: Path, folder: Path, in_english: None
) -> None:
    (closed / "bin").symlink_to("/usr/lib/postgresql/15/bin")
    with pytest.raises(Refused, match=r"can't get to .*: .*root is closed to it"):
        launch(folder / "data", bindir=str(closed / "bin"), tuning=SMALL, home=folder / "pg")


def test_a_data_folder_that_was_removed_begins_anew(closed: Path, roots: Path) -> None:
    data = closed / "data"
    first = place.settle(data).home
    (data / place.NOTE).unlink()
    assert place.settle(data).home != first


def test_a_moved_data_folder_keeps_its_database(closed: Path, roots: Path) -> None:
    home = place.settle(closed / "data").home
    (closed / "data").rename(closed / "elsewhere")
    assert place.settle(closed / "elsewhere").home == home


def test_a_copied_data_folder_is_refused(closed: Path, roots: Path, in_english: None) -> None:
    place.settle(closed / "data")
    subprocess.run(["cp", "-a", closed / "data", closed / "copy"], check=True)
    with pytest.raises(Refused, match="is a copy of"):
        place.settle(closed / "copy")


def test_a_database_that_vanished_is_not_replaced_by_an_empty_one(
    closed: Path, roots: Path, in_english: None
) -> None:
    home = place.settle(closed / "data").home
    home.rename(closed / "away")
    with pytest.raises(Refused, match="that folder is gone"):
        place.settle(closed / "data")


def test_root_does_not_take_over_an_ordinary_users_database(
    folder: Path, roots: Path, in_english: None
) -> None:
    cluster = folder / "data" / "pg" / "cluster"
    cluster.mkdir(parents=True)
    os.chown(cluster.parent, 65534, 65534)
    with pytest.raises(Refused, match="belongs to the user nobody, and you are root"):
        place.settle(folder / "data")
