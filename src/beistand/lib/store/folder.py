"""The store as a folder: `ab/abcd…`, written aside, synced, then renamed into place.

The order holds against power cuts: content first, then its name, then the folder that holds the name. So a file that has
its name is whole. `put_many` writes all, then syncs all at once.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from beistand.lib.store.durable import opened, sync, sync_many
from beistand.lib.store.shelf import Damaged, Missing, Problem, StoreFull, checked_name, hash_of

_FILE_MODE = 0o640
_FOLDER_MODE = 0o750
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DAY = 86_400


class FolderStore:
    """Content in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._aside = root / "aside"
        if not self._aside.is_dir():
            self._lay_out()

    def _lay_out(self) -> None:
        """Make the 256 folders once and for all, so that a new file needs no new folder. `aside` comes last."""
        self.root.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        for number in range(256):
            (self.root / f"{number:02x}").mkdir(mode=_FOLDER_MODE, exist_ok=True)
        sync(self.root)
        self._aside.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        sync(self.root)
        sync(self.root.parent)

    def put(self, content: bytes) -> str:
        """Keep one content; durable when this returns."""
        return self.put_many([content])[0]

    def put_many(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several; durable when this returns. What is there already is not written again, unless it is damaged."""
        names = [hash_of(content) for content in contents]
        drafts: dict[str, Path] = {}
        with opened(self.root) as file_system:
            try:
                self._write_aside(dict(zip(names, contents, strict=True)), drafts)
                sync_many(drafts.values(), file_system)
                for name, draft in drafts.items():
                    draft.replace(self.path(name))
            except OSError as error:
                for draft in drafts.values():
                    draft.unlink(missing_ok=True)
                if error.errno in _NO_ROOM:
                    raise StoreFull(str(self.root)) from error
                raise
            sync_many({self.path(name).parent for name in names}, file_system)
        return names

    def _write_aside(self, contents: dict[str, bytes], drafts: dict[str, Path]) -> None:
        """Write what is not kept yet; `drafts` is filled on the way, so that the caller can clean up after an error."""
        for name, content in contents.items():
            if not self._is_kept(name, content):
                drafts[name] = self._aside / secrets.token_hex(16)
                _write(drafts[name], content)

    def _is_kept(self, name: str, content: bytes) -> bool:
        try:
            return self.path(name).read_bytes() == content
        except FileNotFoundError:
            return False

    def path(self, sha: str) -> Path:
        """Where content lies, or would lie."""
        return self.root / checked_name(sha)[:2] / sha

    def get(self, sha: str) -> bytes:
        """The content, checked against its hash."""
        try:
            content = self.path(sha).read_bytes()
        except FileNotFoundError:
            raise Missing(sha) from None
        if hash_of(content) != sha:
            raise Damaged(sha)
        return content

    def exists(self, sha: str) -> bool:
        """Whether there is a file of that name."""
        return self.path(sha).is_file()

    def size(self, sha: str) -> int:
        """Bytes of the content."""
        try:
            return self.path(sha).stat().st_size
        except FileNotFoundError:
            raise Missing(sha) from None

    def remove(self, sha: str) -> None:
        """Forget content for good."""
        self.path(sha).unlink(missing_ok=True)
        sync(self.path(sha).parent)

    def verify(self, expected: Iterable[str] | None = None) -> Iterator[Problem]:
        """Read everything that lies here, or what is expected, and tell what is damaged or missing."""
        for sha in self.names() if expected is None else expected:
            try:
                self.get(sha)
            except Damaged:
                yield Problem(sha, "damaged")
            except Missing:
                yield Problem(sha, "missing")

    def names(self) -> Iterator[str]:
        """Every hash that lies here, in order."""
        for number in range(256):
            folder = self.root / f"{number:02x}"
            if folder.is_dir():
                yield from sorted(entry.name for entry in os.scandir(folder) if len(entry.name) == 64)

    def free_bytes(self) -> int:
        """Room on the disk for others than root."""
        return shutil.disk_usage(self.root).free

    def tidy(self, older_than: float = _DAY) -> int:
        """Remove drafts (seconds old) that a crash left aside; the number of them. They never had a name."""
        before, removed = time.time() - older_than, 0
        for draft in self._aside.iterdir():
            if draft.stat().st_mtime < before:
                draft.unlink(missing_ok=True)
                removed += 1
        return removed


def _write(draft: Path, content: bytes) -> None:
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    try:
        os.fchmod(number, _FILE_MODE)
        left = memoryview(content)
        while left:
            left = left[_write_some(number, left) :]
    finally:
        os.close(number)


_write_some = os.write
