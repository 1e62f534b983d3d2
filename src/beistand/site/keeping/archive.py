"""The one file of a backup: a tar, packed by gzip.

manifest.json       what this is, what was counted, the head of the chain
database.dump       PostgreSQL's custom format
files/ab/abcd…      the content store, by sha256
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from beistand.lib.sentence import refuse
from beistand.site.keeping.words import NO_BACKUP

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
LEVEL = 1  # the dump is packed already, and so are most files
PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `rows` by table; `age` is the transaction id up to which the journal may count."""

    format: int
    version: str
    postgres: str
    at: str
    age: int
    position: int
    head: str
    rows: dict[str, int]
    files: int
    dump_sha256: str


@contextmanager
def written(file: Path) -> Iterator[tarfile.TarFile]:
    """A new archive that gets its name only when it is whole and on the disk. Readable for its owner alone."""
    part = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        try:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=LEVEL) as tar:
                yield tar
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    part.rename(file)


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """One member."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """The first member."""
    add(tar, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())


def file_name(sha: str) -> str:
    """Where a file of the content store lies in the archive."""
    return f"files/{sha[:2]}/{sha}"


def sha256_of(path: Path) -> str:
    """The hash of a large file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


class Opened:
    """A backup that is read front to back, once."""

    def __init__(self, file: Path, tar: tarfile.TarFile) -> None:
        self.file, self.tar = file, tar
        first = tar.next()
        if first is None or first.name != MANIFEST:
            raise self.refused("it does not begin with a manifest")
        try:
            words: dict[str, Any] = json.loads(self._read(first))
            self.manifest = Manifest(**words)
        except (ValueError, TypeError) as problem:
            raise self.refused("its manifest can't be read") from problem
        if self.manifest.format != FORMAT:
            raise self.refused(f"format {self.manifest.format}")

    def unpack(self, folder: Path) -> Iterator[bytes]:
        """Write the dump into `folder`, give the files one by one; each is compared with its hash."""
        count, has_dump = 0, False
        for member in self.tar:
            name = member.name
            if name == DUMP:
                has_dump = True
                self._lay(member, folder / DUMP)
            elif name.startswith("files/"):
                content = self._read(member)
                if hashlib.sha256(content).hexdigest() != name.rpartition("/")[2]:
                    raise self.refused(f"{name} has other bytes than its name says")
                count += 1
                yield content
        if not has_dump or count != self.manifest.files:
            raise self.refused(f"{count} of {self.manifest.files} files are in it")

    def _lay(self, member: tarfile.TarInfo, path: Path) -> None:
        source = self.tar.extractfile(member)
        assert source is not None
        with path.open("wb") as out:
            while piece := source.read(PIECE):
                out.write(piece)
        if sha256_of(path) != self.manifest.dump_sha256:
            raise self.refused("the dump of the database has other bytes than its manifest says")

    def _read(self, member: tarfile.TarInfo) -> bytes:
        source = self.tar.extractfile(member)
        return source.read() if source is not None else b""

    def refused(self, why: str) -> Exception:
        """A sentence for a file that is no backup."""
        return refuse(NO_BACKUP, file=self.file, why=why)


@contextmanager
def opened(file: Path) -> Iterator[Opened]:
    """Open a backup. Raises `Refused` for anything else, also when it breaks off later."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            yield Opened(file, tar)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as problem:
        raise refuse(NO_BACKUP, file=file, why=problem) from problem
