"""What every store promises, and how it says that it could not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol, runtime_checkable

_SHA = re.compile(r"[0-9a-f]{64}\Z")


class Missing(Exception):
    """There is no content with this hash."""

    def __init__(self, sha: str) -> None:
        super().__init__(sha)
        self.sha = sha


class Damaged(Exception):
    """What lies there has another hash than its name says."""

    def __init__(self, sha: str) -> None:
        super().__init__(sha)
        self.sha = sha


class StoreFull(Exception):
    """There is no room left; nothing was kept and nothing half-written is left."""


class StoreUnavailable(Exception):
    """The store does not answer or does not let us in; trying later may help."""


class Problem(NamedTuple):
    """A finding of `verify`: content that is damaged, or missing although it was expected."""

    sha: str
    what: Literal["damaged", "missing"]


@runtime_checkable
class Store(Protocol):
    """Content by its SHA-256 (64 lower-case hex digits). Everything blocks; everything may be called from any thread."""

    def put(self, content: bytes) -> str:
        """Keep content and give its hash; when this returns it survives a power cut. Twice is once. Raises StoreFull."""
        ...

    def put_many(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several at the price of about one; all or, on StoreFull, none that matters (content alone harms nobody)."""
        ...

    def get(self, sha: str) -> bytes:
        """The content, checked. Raises Missing or Damaged."""
        ...

    def exists(self, sha: str) -> bool:
        """Whether there is content (unchecked)."""
        ...

    def size(self, sha: str) -> int:
        """Bytes of the content. Raises Missing."""
        ...

    def remove(self, sha: str) -> None:
        """Forget content, for when a person is forgotten and nobody else refers to it. Nothing happens if it is gone."""
        ...

    def verify(self, expected: Iterable[str] | None = None) -> Iterator[Problem]:
        """Read everything (or what is expected) and tell what is damaged or missing."""
        ...

    def names(self) -> Iterator[str]:
        """Every hash that lies here, in order."""
        ...

    def free_bytes(self) -> int | None:
        """Room that is left, or None if nobody knows."""
        ...


def hash_of(content: bytes) -> str:
    """The name under which content lies."""
    return hashlib.sha256(content).hexdigest()


def checked_name(sha: str) -> str:
    """The same hash, or ValueError if it is none: nothing else ever becomes part of a path or URL."""
    if not _SHA.match(sha):
        raise ValueError("not a SHA-256 in lower-case hex")
    return sha
