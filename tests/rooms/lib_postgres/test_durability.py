from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from beistand.lib.postgres import check_server
from beistand.lib.refusal import Refused

from .conftest import Ground


@pytest.mark.parametrize(
    ("version", "name"),
    [("18", "fsync"), ("15", "fsync"), ("18", "full_page_writes"), ("18", "synchronous_commit")],
)
def test_a_cluster_that_could_forget_is_not_even_started(
    ground_of: Callable[[str], Ground], version: str, name: str, in_english: None
) -> None:
    ground = ground_of(version)
    (ground.home / "operator.conf").write_text(f"{name} = off\n")
    with pytest.raises(Refused, match=f"{name} = off. A power cut could then lose mails"):
        ground.launch()
    assert not (ground.cluster / "postmaster.pid").exists()


def test_alter_system_does_not_get_around_it(ground_18: Ground) -> None:
    with ground_18.launch() as running:
        master = running.cluster.url_of("master-password", "postgres", "postgres")
        with psycopg.connect(master, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
    with pytest.raises(Refused) as refusal:
        ground_18.launch()
    assert refusal.value.code == "unsafe"


def test_any_server_is_asked_as_the_role_that_will_use_it(ground: Ground) -> None:
    with ground.launch() as running:
        with psycopg.connect(running.url, autocommit=True) as connection:
            check_server(connection)
            connection.execute("ALTER ROLE beistand SET synchronous_commit = off")
        with psycopg.connect(running.url) as connection, pytest.raises(Refused, match="synchronous_commit"):
            check_server(connection.cursor())


def test_a_stronger_promise_than_on_is_welcome(ground_18: Ground) -> None:
    (ground_18.home / "operator.conf").write_text("synchronous_commit = remote_apply\n")
    with ground_18.launch() as running, psycopg.connect(running.url) as connection:
        check_server(connection)
