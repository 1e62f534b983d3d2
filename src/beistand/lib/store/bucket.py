"""The store in an S3-compatible bucket (AWS, MinIO, Ceph, Hetzner, ...), addressed as endpoint/bucket/prefix/ab/abcd…

The hash under which content lies is also the hash that S3 checks on arrival, so a torn upload is refused there. The
address is the operator's own and may be an inner one; that is why this does not go through `lib.http`.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from beistand.lib.store.shelf import (
    Damaged,
    Missing,
    Problem,
    StoreFull,
    StoreUnavailable,
    checked_name,
    hash_of,
)
from beistand.lib.store.sigv4 import EMPTY, Keys, quoted_path, quoted_query, signed

_TRIES = 3
_PAUSE = 0.3
_SECONDS = 30.0
_AT_ONCE = 8
_BUSY = {408, 429, 500, 502, 503, 504}
_KEY = re.compile(r"<Key>([^<]*)</Key>")
_NEXT = re.compile(r"<NextContinuationToken>([^<]*)</NextContinuationToken>")


class Access(NamedTuple):
    """Where the store answers (`https://host[:port]`) and with which keys."""

    endpoint: str
    region: str
    key_id: str
    secret: str


def _machine_time() -> datetime:
    """The machine's own time: the store compares signatures with it, whatever a demo's clock tells."""
    return datetime.now(UTC)


class BucketStore:
    """Content in a bucket."""

    def __init__(
        self, bucket: str, prefix: str, access: Access, now: Callable[[], datetime] = _machine_time
    ) -> None:
        self._start = f"/{bucket}"
        self._prefix = f"{prefix}/" if prefix else ""
        self._access = access
        self._keys = Keys(access.region, access.key_id, access.secret)
        self._host = urlsplit(access.endpoint).netloc
        self._now = now
        self._web = httpx.Client(
            timeout=_SECONDS, trust_env=False, limits=httpx.Limits(max_connections=_AT_ONCE)
        )

    def put(self, content: bytes) -> str:
        """Keep one content; the store has it safe when this returns."""
        sha = hash_of(content)
        answer = self._ask("PUT", self._place(sha), content=content, content_sha=sha)
        if answer.status_code == 507:
            raise StoreFull(self._access.endpoint)
        self._expect(answer, 200)
        return sha

    def put_many(self, contents: Sequence[bytes]) -> list[str]:
        """Keep several, some at a time side by side."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return list(threads.map(self.put, contents))

    def get(self, sha: str) -> bytes:
        """The content, checked against its hash."""
        content = self._found("GET", sha).content
        if hash_of(content) != sha:
            raise Damaged(sha)
        return content

    def exists(self, sha: str) -> bool:
        """Whether there is an object of that name."""
        try:
            self._found("HEAD", sha)
        except Missing:
            return False
        return True

    def size(self, sha: str) -> int:
        """Bytes of the content."""
        return int(self._found("HEAD", sha).headers["content-length"])

    def remove(self, sha: str) -> None:
        """Forget content for good (a bucket with versions keeps them: do not use one)."""
        self._expect(self._ask("DELETE", self._place(sha)), 200, 204, 404)

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
        query = {"list-type": "2", "prefix": self._prefix}
        while True:
            answer = self._expect(self._ask("GET", self._start, query=query), 200)
            for key in _KEY.findall(answer.text):
                name = html.unescape(key).rpartition("/")[2]
                if len(name) == 64:
                    yield name
            more = _NEXT.search(answer.text)
            if more is None:
                return
            query["continuation-token"] = html.unescape(more[1])

    def free_bytes(self) -> None:
        """Nobody knows how much a bucket takes."""
        return

    def _place(self, sha: str) -> str:
        return f"{self._start}/{self._prefix}{checked_name(sha)[:2]}/{sha}"

    def _found(self, method: str, sha: str) -> httpx.Response:
        answer = self._ask(method, self._place(sha))
        if answer.status_code == 404:
            raise Missing(sha)
        return self._expect(answer, 200)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        content: bytes = b"",
        content_sha: str = EMPTY,
    ) -> httpx.Response:
        """Ask, and ask again a moment later if the store is busy; every request here may be repeated."""
        url = self._access.endpoint + quoted_path(path) + (f"?{quoted_query(query)}" if query else "")
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE * 2**attempt)
            given = {"host": self._host, "x-amz-content-sha256": content_sha}
            headers = signed(self._keys, method, path, query or {}, given, self._now())
            try:
                answer = self._web.request(method, url, headers=headers, content=content)
            except httpx.TransportError as error:
                problem = type(error).__name__
                continue
            if answer.status_code not in _BUSY:
                return answer
            problem = str(answer.status_code)
        raise StoreUnavailable(f"{self._access.endpoint} answered {problem}")

    def _expect(self, answer: httpx.Response, *statuses: int) -> httpx.Response:
        if answer.status_code not in statuses:
            raise StoreUnavailable(f"{self._access.endpoint} answered {answer.status_code}")
        return answer
