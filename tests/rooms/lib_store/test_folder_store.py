"""Content that was kept is there, whole, whatever happened; content that was not kept leaves nothing behind."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beistand.lib.store import Damaged, FolderStore, Missing, Problem, Store, StoreFull, durable

ABSENT = "0" * 64


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def drafts(store: FolderStore) -> list[Path]:
    return list((store.root / "aside").iterdir())


def test_content_is_found_under_its_hash(store: FolderStore) -> None:
    sha = store.put(b"Guten Tag")
    assert sha == sha256(b"Guten Tag").hexdigest()
    assert store.get(sha) == b"Guten Tag"
    assert store.exists(sha) and store.size(sha) == 9
    assert isinstance(store, Store)


@settings(max_examples=25, deadline=None)
@given(contents=st.lists(st.binary(max_size=200), max_size=12))
def test_many_are_kept_like_one(contents: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    store = FolderStore(tmp_path_factory.mktemp("files"))
    names = store.put_many(contents)
    assert names == [sha256(content).hexdigest() for content in contents]
    assert [store.get(name) for name in names] == contents
    assert sorted(store.names()) == sorted(set(names))
    assert drafts(store) == []


def test_twice_is_once(store: FolderStore) -> None:
    sha = store.put(b"x")
    before = store.path(sha).stat()
    assert store.put_many([b"x", b"x"]) == [sha, sha]
    after = store.path(sha).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_not_there_is_missing(store: FolderStore) -> None:
    for ask in (store.get, store.size):
        with pytest.raises(Missing):
            ask(ABSENT)
    assert not store.exists(ABSENT)
    store.remove(ABSENT)


def test_a_forgotten_content_is_gone(store: FolderStore) -> None:
    sha = store.put(b"x")
    store.remove(sha)
    assert not store.exists(sha)


@pytest.mark.parametrize(
    "name",
    ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "ab/" + "a" * 61, "٣" * 64],
)
def test_only_a_hash_becomes_a_path(store: FolderStore, name: str) -> None:
    for ask in (store.get, store.exists, store.size, store.path, store.remove):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_every_flipped_bit_is_noticed_and_mended_by_putting_again(store: FolderStore) -> None:
    content = b"Ihre Rechnung"
    sha = store.put(content)
    for bit in range(len(content) * 8):
        broken = bytearray(content)
        broken[bit // 8] ^= 1 << bit % 8
        store.path(sha).write_bytes(broken)
        with pytest.raises(Damaged):
            store.get(sha)
    assert store.put(content) == sha
    assert store.get(sha) == content


def test_verify_names_what_is_damaged_and_what_is_missing(store: FolderStore) -> None:
    names = store.put_many([b"%d" % number for number in range(20)])
    store.path(names[3]).write_bytes(b"")
    store.path(names[7]).unlink()
    assert set(store.verify(names)) == {Problem(names[3], "damaged"), Problem(names[7], "missing")}
    assert list(store.verify()) == [Problem(names[3], "damaged")]


def test_files_are_closed_to_others_and_cannot_be_run(store: FolderStore) -> None:
    path = store.path(store.put(b"#!/bin/sh"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o750


def test_free_room_is_told(store: FolderStore) -> None:
    assert store.free_bytes() > 0


class Journal:
    """Writes down in which order the system was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        replace, sync, together = Path.replace, os.fsync, durable._syncfs()
        monkeypatch.setattr(
            Path, "replace", lambda path, to: (self.calls.append("name"), replace(path, to))[1]
        )
        monkeypatch.setattr(
            os, "fsync", lambda number: (self.calls.append(self._kind(number)), sync(number))[1]
        )
        if together is not None:
            monkeypatch.setattr(
                durable,
                "_syncfs",
                lambda: lambda number: (self.calls.append("everything"), together(number))[1],
            )

    @staticmethod
    def _kind(number: int) -> str:
        return "folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "content"


def test_content_is_on_the_disk_before_its_name_and_the_name_before_we_say_so(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(monkeypatch)
    store.put(b"x")
    assert journal.calls == ["content", "name", "folder"]
    journal.calls.clear()
    store.put(b"x")
    assert journal.calls == ["folder"]


def test_a_batch_is_synced_at_once_in_the_same_order(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(monkeypatch)
    store.put_many([b"%d" % number for number in range(40)])
    assert journal.calls == ["everything", *["name"] * 40, "everything"]


def test_where_the_system_cannot_sync_at_once_each_file_is_synced(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(monkeypatch)
    monkeypatch.setattr(durable, "_syncfs", lambda: None)
    store.put_many([b"%d" % number for number in range(9)])
    assert journal.calls[:18] == ["content"] * 9 + ["name"] * 9
    assert set(journal.calls[18:]) == {"folder"}


def full_after(bytes_left: int, code: int) -> Callable[..., int]:
    """A disk that takes so many bytes, also the half of a write, and then refuses."""
    left = [bytes_left]

    def write(number: int, content: Any) -> int:
        if left[0] <= 0:
            raise OSError(code, os.strerror(code))
        taken = min(left[0], len(content))
        left[0] -= taken
        return os.write(number, bytes(content)[:taken])

    return write


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("room", [0, 10, 1_500])
def test_a_full_disk_is_said_and_leaves_no_torn_file(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, code: int, room: int
) -> None:
    kept = store.put(b"was there before")
    write = full_after(room, code)
    with monkeypatch.context() as patch:
        patch.setattr("beistand.lib.store.folder._write_some", write)
        with pytest.raises(StoreFull):
            store.put_many([b"a" * 1_000, b"b" * 1_000])
    assert drafts(store) == []
    assert list(store.verify()) == []
    assert store.get(kept) == b"was there before"
    assert store.put(b"there is room again")


def test_a_limit_of_the_system_itself_is_said_too(tmp_path: Path) -> None:
    """The kernel, not a stand-in, cuts the write short: half of it is taken, the rest refused."""
    script = (
        "import resource, sys; from pathlib import Path; from beistand.lib.store import FolderStore, StoreFull\n"
        "store = FolderStore(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: store.put(b'x' * 9000)\n"
        "except StoreFull: print('full', len(list((store.root / 'aside').iterdir())), len(list(store.names())))\n"
        "print(store.get(store.put(b'small')).decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, env=_env()
    )
    assert done.stdout == "full 0 0\nsmall\n"


def test_other_errors_are_not_called_full(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beistand.lib.store.folder._write_some", full_after(0, errno.EIO))
    with pytest.raises(OSError, match="Input/output") as problem:
        store.put(b"x")
    assert problem.value.errno == errno.EIO
    assert drafts(store) == []


def test_many_threads_put_the_same_and_different_things(store: FolderStore) -> None:
    contents = [b"%d" % (number % 7) for number in range(60)]
    threads = [Thread(target=store.put, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.names())) == 7
    assert list(store.verify()) == []


def test_drafts_that_a_crash_left_are_tidied_after_a_day(store: FolderStore) -> None:
    old, fresh = store.root / "aside" / "old", store.root / "aside" / "fresh"
    old.write_bytes(b"torn")
    fresh.write_bytes(b"just being written")
    os.utime(old, (0, 0))
    assert store.tidy() == 1
    assert drafts(store) == [fresh]


def test_killed_at_any_moment_everything_said_to_be_kept_is_whole(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from beistand.lib.store import FolderStore\n"
        "store = FolderStore(Path(sys.argv[1]))\n"
        "while True:\n"
        "    for name in store.put_many([os.urandom(3000) for _ in range(8)]): os.write(1, name.encode() + b'\\n')"
    )
    chance, kept = random.Random(4711), set()
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "files")],
            stdout=subprocess.PIPE,
            text=True,
            env=_env(),
        )
        assert child.stdout is not None
        kept.add(child.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.15))
        os.kill(child.pid, signal.SIGKILL)
        kept |= {line.strip() for line in child.stdout if len(line) == 65}
        child.wait()
        child.stdout.close()
    store = FolderStore(tmp_path / "files")
    assert len(kept) > 6
    assert list(store.verify(kept)) == []
    assert list(store.verify()) == []


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
