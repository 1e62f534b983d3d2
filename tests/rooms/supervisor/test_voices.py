from __future__ import annotations

import os
from pathlib import Path

import pytest

from beistand.site.supervisor import voices
from beistand.site.supervisor.voices import Voices


@pytest.fixture
def pipe() -> tuple[int, int]:
    return os.pipe()


def test_only_whole_lines_go_out_and_the_end_ends_the_last(tmp_path: Path, pipe: tuple[int, int]) -> None:
    heard = Voices(tmp_path, pipe[1])
    for said in (b"guten ", b"Tag\nund", b" so"):
        heard.heard("web", said)
    assert (tmp_path / "web.log").read_bytes() == b"guten Tag\n"
    heard.heard("web", b"")
    assert os.read(pipe[0], 1000) == b"web      | guten Tag\nweb      | und so\n"


def test_a_reader_who_does_not_read_makes_nobody_wait(tmp_path: Path, pipe: tuple[int, int]) -> None:
    heard = Voices(tmp_path, pipe[1])
    for n in range(5000):
        heard.heard("web", b"%05d " % n + b"x" * 100 + b"\n")
    heard.close()
    assert len((tmp_path / "web.log").read_bytes().splitlines()) == 5000


def test_a_log_is_laid_aside_when_it_is_full(
    tmp_path: Path, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices, "FULL", 100)
    heard = Voices(tmp_path, pipe[1])
    for n in range(25):
        heard.heard("web", b"line %02d\n" % n)
    assert (tmp_path / "web.log.1").stat().st_size <= 108
    assert (tmp_path / "web.log").read_bytes().endswith(b"line 24\n")
    assert {p.name for p in tmp_path.iterdir()} == {"web.log", "web.log.1"}
