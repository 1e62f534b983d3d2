"""Clear words when a port is taken, the disk is full or the data folder is not usable."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from beistand.lib.refusal import Refused
from beistand.site.supervisor import Port, ground

from .conftest import Up

NOBODY = 65534


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Root may write anywhere; to be refused one must be somebody else."""
    us = os.geteuid()
    if us == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(us)


def test_a_taken_port_is_named_with_the_option_that_chooses_another(up: Up) -> None:
    with socket.create_server(("127.0.0.1", up.port)):
        assert up.start().wait(10) == 1
    assert f"Port {up.port} on 127.0.0.1, wanted for the pages, is already taken" in up.screen
    assert "choose another port with --port" in up.screen


def test_a_second_start_on_the_same_folder_is_refused_with_the_process(up: Up) -> None:
    first = up.start_and_wait()
    assert up.start().wait(10) == 1
    assert f"Beistand is already up on {up.data} (process {first.pid})" in up.screen
    assert first.poll() is None


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(
        Refused, match=r"192\.0\.2\.7, wanted for the mail door, is no address of this machine"
    ):
        ground.free_ports([Port("192.0.2.7", 2525, "the mail door", "--smtp-port")])


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"file is a file"):
        ground.usable(tmp_path / "file" / "data")


def test_a_folder_of_somebody_else_is_refused_with_its_owner(tmp_path: Path, as_nobody: None) -> None:
    with pytest.raises(Refused, match=r"may not write in .*, which belongs to"):
        ground.usable(Path("/usr/lib/beistand-data"))


def test_a_read_only_disk_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        ground.usable(Path("/proc/beistand"))
    assert refusal.value.code == "read-only"


@pytest.mark.parametrize(("free", "is_refused"), [(49, True), (51, False)])
def test_a_full_disk_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, is_refused: bool
) -> None:
    monkeypatch.setattr(ground, "free_mb", lambda _: free)
    if not is_refused:
        assert ground.enough_room(tmp_path) == free
        return
    with pytest.raises(Refused, match="only 49 MB are left"):
        ground.enough_room(tmp_path)
