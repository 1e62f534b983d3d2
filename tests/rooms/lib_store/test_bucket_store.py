"""The same promises when files lie in an S3-compatible store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from beistand.lib.store import (
    Damaged,
    FolderStore,
    Missing,
    Problem,
    Store,
    StoreFull,
    StoreUnavailable,
    bucket,
    store_at,
)
from beistand.lib.store.bucket import Access, BucketStore
from beistand.lib.store.choice import access_from
from beistand.lib.store.sigv4 import EMPTY, Keys, signed

DOCUMENTED = Keys("us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
DAY = datetime(2013, 5, 24, tzinfo=UTC)
HOST = {"host": "examplebucket.s3.amazonaws.com"}


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "signature"),
    [
        ("GET", "/test.txt", {}, {"range": "bytes=0-9", "x-amz-content-sha256": EMPTY},
         "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        ("PUT", "/test$file.text", {},
         {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY",
          "x-amz-content-sha256": hashlib.sha256(b"Welcome to Amazon S3.").hexdigest()},
         "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        ("GET", "/", {"lifecycle": ""}, {"x-amz-content-sha256": EMPTY},
         "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("GET", "/", {"prefix": "J", "max-keys": "2"}, {"x-amz-content-sha256": EMPTY},
         "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)  # fmt: skip
def test_signatures_are_those_of_the_documentation(
    method: str, path: str, query: dict[str, str], headers: dict[str, str], signature: str
) -> None:
    sent = signed(DOCUMENTED, method, path, query, headers | HOST, DAY)
    assert sent["authorization"].endswith(f"Signature={signature}")


class FakeS3:
    """A bucket in memory that checks signatures and hashes as S3 does."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.troubles: list[int] = []
        self.asked = 0
        self.page = 3
        fake = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None: ...

            def do_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, content = fake.answer(self.command, self.path, dict(self.headers.items()), body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_PUT = do_HEAD = do_DELETE = do_any  # noqa: N815 - the library's words

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, method: str, address: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        self.asked += 1
        given = {name.lower(): value for name, value in headers.items()}
        path = unquote(urlsplit(address).path)
        query = {
            name: values[0]
            for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()
        }
        if not self.is_signed(method, path, query, given):
            return 403, b"SignatureDoesNotMatch"
        if given["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
            return 400, b"XAmzContentSHA256Mismatch"
        if self.troubles:
            return self.troubles.pop(0), b""
        if method == "PUT":
            self.objects[path] = body
            return 200, b""
        if method == "DELETE":
            return 204 if self.objects.pop(path, None) is not None else 404, b""
        if "list-type" in query:
            return 200, self.listing(path, query)
        return (200, self.objects[path]) if path in self.objects else (404, b"")

    @staticmethod
    def is_signed(method: str, path: str, query: dict[str, str], given: dict[str, str]) -> bool:
        parts = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=(.*?),SignedHeaders=(.*?),Signature=(.*)", given["authorization"]
        )
        assert parts is not None
        named = {name: given[name] for name in parts[2].split(";")}
        at = datetime.strptime(named.pop("x-amz-date"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs(at - datetime.now(UTC)) > timedelta(minutes=15):
            return False
        return (
            signed(Keys("eu-test", "key", "secret"), method, path, query, named, at)["authorization"]
            == given["authorization"]
        )

    def listing(self, path: str, query: dict[str, str]) -> bytes:
        keys = sorted(key.removeprefix(path + "/") for key in self.objects)
        keys = [
            key
            for key in keys
            if key.startswith(query.get("prefix", "")) and key > query.get("continuation-token", "")
        ]
        more = (
            f"<NextContinuationToken>{escape(keys[self.page - 1])}</NextContinuationToken>"
            if len(keys) > self.page
            else ""
        )
        return (
            "<ListBucketResult>"
            + "".join(f"<Key>{escape(key)}</Key>" for key in keys[: self.page])
            + more
            + "</ListBucketResult>"
        ).encode()


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeS3]:
    monkeypatch.setattr(bucket, "_PAUSE", 0.001)
    fake = FakeS3()
    yield fake
    fake.server.shutdown()
    fake.server.server_close()


@pytest.fixture
def store(s3: FakeS3) -> BucketStore:
    return BucketStore("haus", "files & more", Access(s3.endpoint, "eu-test", "key", "secret"))


def test_content_is_found_under_its_hash(store: BucketStore, s3: FakeS3) -> None:
    sha = store.put(b"Guten Tag")
    assert store.put(b"Guten Tag") == sha
    assert store.get(sha) == b"Guten Tag"
    assert store.exists(sha) and store.size(sha) == 9
    assert list(s3.objects) == [f"/haus/files & more/{sha[:2]}/{sha}"]
    assert isinstance(store, Store)
    store.remove(sha)
    store.remove(sha)
    assert not store.exists(sha)
    assert store.free_bytes() is None


def test_many_are_kept_like_one_and_listed_page_by_page(store: BucketStore) -> None:
    names = store.put_many([b"%d" % number for number in range(20)])
    assert list(store.names()) == sorted(names)
    assert [store.get(name) for name in names] == [b"%d" % number for number in range(20)]


def test_damaged_and_missing_content_is_named(store: BucketStore, s3: FakeS3) -> None:
    good, bad = store.put_many([b"good", b"bad"])
    s3.objects[f"/haus/files & more/{bad[:2]}/{bad}"] = b"had"
    with pytest.raises(Damaged):
        store.get(bad)
    with pytest.raises(Missing):
        store.get("0" * 64)
    assert set(store.verify([good, bad, "0" * 64])) == {Problem(bad, "damaged"), Problem("0" * 64, "missing")}
    assert list(store.verify()) == [Problem(bad, "damaged")]


@pytest.mark.parametrize("trouble", [500, 503, 429])
def test_a_busy_store_is_asked_again(store: BucketStore, s3: FakeS3, trouble: int) -> None:
    s3.troubles = [trouble, trouble]
    sha = store.put(b"x")
    assert s3.asked == 3 and store.get(sha) == b"x"


@pytest.mark.parametrize(
    ("troubles", "problem"), [([503] * 3, StoreUnavailable), ([507], StoreFull), ([418], StoreUnavailable)]
)
def test_what_the_store_refuses_is_said(
    store: BucketStore, s3: FakeS3, troubles: list[int], problem: type[Exception]
) -> None:
    s3.troubles = troubles
    with pytest.raises(problem):
        store.put(b"x")
    assert s3.objects == {}


def test_a_wrong_key_or_a_wrong_clock_opens_nothing(s3: FakeS3) -> None:
    wrong = BucketStore("haus", "", Access(s3.endpoint, "eu-test", "key", "guess"))
    late = BucketStore("haus", "", Access(s3.endpoint, "eu-test", "key", "secret"), now=lambda: DAY)
    for store in (wrong, late):
        with pytest.raises(StoreUnavailable, match="403"):
            store.put(b"x")


def test_a_store_that_is_gone_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        BucketStore("haus", "", Access("http://127.0.0.1:9", "eu-test", "key", "secret")).get("0" * 64)


def test_settings_choose_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store_at(SimpleNamespace(store="", data_folder=tmp_path))
    assert isinstance(folder, FolderStore) and folder.root == tmp_path / "files"
    assert store_at(SimpleNamespace(store="", data_folder=tmp_path)) is folder
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert isinstance(store_at(SimpleNamespace(store="s3://haus/files", data_folder=tmp_path)), BucketStore)
    with pytest.raises(ValueError, match="s3://bucket"):
        store_at(SimpleNamespace(store="ftp://x", data_folder=tmp_path))


def test_missing_keys_are_named() -> None:
    with pytest.raises(ValueError, match="AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        access_from({})
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    assert access_from(keys | {"AWS_REGION": "eu-1"}).endpoint == "https://s3.eu-1.amazonaws.com"
    assert access_from(keys | {"AWS_ENDPOINT_URL": "https://s3.example/"}).endpoint == "https://s3.example"
