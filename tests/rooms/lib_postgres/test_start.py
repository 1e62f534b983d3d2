from __future__ import annotations

import stat
from pathlib import Path

import psutil
import psycopg
import pytest

from beistand.lib.postgres import cluster, launch, trim
from beistand.lib.refusal import Refused
from postgres import SMALL

from .conftest import BINDIRS, Ground


@pytest.mark.parametrize("version", ["18", "15"])
def test_an_empty_folder_becomes_a_database_that_knows_german_letters(folder: Path, version: str) -> None:
    with (
        launch(folder / "data", bindir=BINDIRS[version], tuning=SMALL, home=folder / "pg") as running,
        psycopg.connect(running.url) as connection,
    ):
        row = connection.execute(
            "SELECT current_user, current_database(), lower('ÄÖÜ'), 'GRÖSSE' ILIKE 'größe' OR 'Ä' ILIKE 'ä',"
            " to_tsvector('german', '„Bücher“ – schön')::text, current_setting('data_checksums'),"
            " pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        names = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    assert running.version.startswith(version)
    assert row == ("beistand", "beistand", "äöü", True, "'buch':1 'schon':2", "on", "UTF8")
    assert {"pg_trgm", "unaccent", "btree_gin"} <= names


def test_it_listens_on_a_private_socket_and_on_no_port(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        process = psutil.Process(running.process.pid)
        assert [c for c in process.net_connections(kind="inet") if c.status == "LISTEN"] == []
        run = running.cluster.place.run
        assert stat.S_IMODE(run.stat().st_mode) == 0o700
        assert (run / ".s.PGSQL.5432").exists()


def test_the_wrong_password_opens_nothing(ground_18: Ground) -> None:
    with ground_18.launch() as running, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(running.url.replace("beistand:", "beistand:x"))


def test_passwords_are_readable_for_their_owner_only(ground_18: Ground) -> None:
    modes = {name: (ground_18.home / name).stat().st_mode & 0o777 for name in ("password", "master-password")}
    assert modes == {"password": 0o600, "master-password": 0o600}


def test_a_database_of_tests_may_be_made_with_the_same_extensions(ground: Ground) -> None:
    with ground.launch() as running:
        with psycopg.connect(running.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE probe")
        with psycopg.connect(running.url, dbname="probe") as connection:
            assert connection.execute("SELECT similarity('Haus', 'Haus')").fetchone() == (1.0,)


def test_a_long_path_gets_its_socket_elsewhere(folder: Path) -> None:
    deep = folder / ("sehr-langer-ordnername-" * 4)
    deep.mkdir(mode=0o711)
    with (
        launch(deep / "data", tuning=SMALL, home=deep / "pg") as running,
        psycopg.connect(running.url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert running.cluster.place.run.parent == Path("/tmp")
    running.cluster.place.run.rmdir()


def test_a_cluster_in_use_is_refused_with_the_process_that_uses_it(
    ground_18: Ground, in_english: None
) -> None:
    with ground_18.launch(), pytest.raises(Refused, match=r"already in use by process \d+") as refusal:
        ground_18.launch()
    assert refusal.value.code == "in-use"


def test_a_beginning_cut_short_is_begun_again(folder: Path) -> None:
    left_over = folder / "pg" / "cluster.new"
    left_over.mkdir(parents=True)
    (left_over / "PG_VERSION").write_text("18")
    with (
        launch(folder / "data", tuning=SMALL, home=folder / "pg") as running,
        psycopg.connect(running.url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not left_over.exists()


def test_a_server_that_can_not_start_says_why(ground_18: Ground, in_english: None) -> None:
    (ground_18.home / "operator.conf").write_text("shared_buffers = 'much'\n")
    with pytest.raises(Refused, match="shared_buffers"):
        ground_18.launch()


def test_a_long_log_is_laid_aside_under_the_running_server(
    ground_18: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ground_18.launch() as running:
        log = running.cluster.place.log
        before = log.read_text()
        monkeypatch.setattr(cluster, "FULL_LOG", 100)
        trim(log)
        assert log.read_text() == ""
        assert log.with_suffix(".log.1").read_text() == before
    assert log.read_bytes().startswith(b"2")
