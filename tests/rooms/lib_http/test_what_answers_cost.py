"""No answer takes more time, memory or faith than was allowed."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from beistand.lib.http import Forbidden, Unreachable, fetch

Speak = Callable[[socket.socket], None]


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A server that reads one request and then does with the connection whatever the test wants."""
    open_sockets: list[socket.socket] = []

    def start(speak: Speak, tls: ssl.SSLContext | None = None) -> str:
        door = socket.create_server(("127.0.0.1", 0))
        open_sockets.append(door)

        def answer() -> None:
            try:
                while True:
                    connection, _ = door.accept()
                    Thread(target=talk, args=(connection,), daemon=True).start()
            except OSError:
                return

        def talk(connection: socket.socket) -> None:
            try:
                with tls.wrap_socket(connection, server_side=True) if tls else connection as wrapped:
                    wrapped.recv(65_536)
                    speak(wrapped)
            except OSError:
                return

        Thread(target=answer, daemon=True).start()
        return f"{'https' if tls else 'http'}://127.0.0.1:{door.getsockname()[1]}/"

    yield start
    for door in open_sockets:
        door.close()


def whole(body: bytes, *headers: str) -> Speak:
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers])
    return lambda connection: connection.sendall(head.encode() + b"\r\n\r\n" + body)


def drip(pieces: bytes, pause: float) -> Speak:
    def speak(connection: socket.socket) -> None:
        for at in range(len(pieces)):
            connection.sendall(pieces[at : at + 1])
            time.sleep(pause)

    return speak


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_packed_answers_are_unpacked(serve: Callable[..., str], pack: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    url = serve(whole(pack(b"Guten Tag" * 1_000), f"Content-Encoding: {encoding}"))
    assert fetch(url, allow_loopback=True).body == b"Guten Tag" * 1_000


@pytest.mark.parametrize(
    "speak",
    [
        whole(b"x" * 2_000_000),
        whole(gzip.compress(bytes(200_000_000), 1), "Content-Encoding: gzip"),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000_000),
        lambda connection: connection.sendall(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 40
        ),
    ],
    ids=["said", "gzip bomb", "endless", "chunked"],
)
def test_an_answer_that_is_too_large_is_cut_off(serve: Callable[..., str], speak: Speak) -> None:
    with pytest.raises(Forbidden, match="too large"):
        fetch(serve(speak), allow_loopback=True, max_bytes=100_000)


def test_an_answer_of_exactly_the_allowed_size_is_fine(serve: Callable[..., str]) -> None:
    assert len(fetch(serve(whole(b"x" * 1_000)), allow_loopback=True, max_bytes=1_000).body) == 1_000


@pytest.mark.parametrize(
    "speak",
    [
        lambda connection: time.sleep(3),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b"x" * 900, 0.02),
        drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 900, 0.02),
    ],
    ids=["silent", "a byte now and then", "endless headers"],
)
def test_a_slow_server_holds_us_no_longer_than_allowed(serve: Callable[..., str], speak: Speak) -> None:
    url = serve(speak)
    before = time.monotonic()
    with pytest.raises(Unreachable, match="too slow"):
        fetch(url, allow_loopback=True, seconds=0.6)
    assert time.monotonic() - before < 1.5


def test_a_slow_name_holds_us_no_longer_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    before = time.monotonic()
    with pytest.raises(Unreachable, match="too slow"):
        fetch("http://slow.example/", seconds=0.3)
    assert time.monotonic() - before < 1


@pytest.mark.parametrize(
    ("speak", "reason"),
    [
        (lambda connection: None, "broken answer"),
        (lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9\r\n"), "broken answer"),
        (
            lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
            "broken answer",
        ),
        (whole(gzip.compress(b"x" * 9_000)[:20], "Content-Encoding: gzip"), "broken answer"),
        (whole(b"no gzip", "Content-Encoding: gzip"), "broken answer"),
        (whole(b"x", "Content-Encoding: br"), "unknown encoding"),
        (
            lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000),
            "broken answer",
        ),
    ],
)
def test_an_answer_that_is_none_is_named(serve: Callable[..., str], speak: Speak, reason: str) -> None:
    with pytest.raises(Unreachable, match=reason):
        fetch(serve(speak), allow_loopback=True)


def test_nobody_there_and_no_such_name_are_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(Unreachable, match="refused"):
        fetch(f"http://127.0.0.1:{port}/", allow_loopback=True)
    with pytest.raises(Unreachable, match="no such host"):
        fetch("http://nobody.example/", resolver=lambda host, seconds: [])


def test_a_body_is_posted_with_its_headers_and_none_of_the_reserved_ones(serve: Callable[..., str]) -> None:
    heard: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        connection, _ = door.accept()
        with connection:
            while b"hello" not in b"".join(heard):
                heard.append(connection.recv(65_536))
            connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    Thread(target=listen, daemon=True).start()
    answer = fetch(
        f"http://127.0.0.1:{door.getsockname()[1]}/in",
        method="POST", body=b"hello", headers={"X-Kind": "test", "Host": "evil.example", "Content-Length": "1"},
        allow_loopback=True,
    )  # fmt: skip
    door.close()
    assert answer.status == 204
    request = b"".join(heard).lower()
    assert request.startswith(b"post /in http/1.1\r\n") and request.endswith(b"\r\n\r\nhello")
    assert b"x-kind: test" in request and b"content-length: 5" in request and b"evil" not in request


def test_headers_cannot_smuggle_lines() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(Unreachable, match="broken"):
        fetch(f"http://127.0.0.1:{door.getsockname()[1]}/", headers={"X": "a\r\nY: b"}, allow_loopback=True)


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a fresh certificate for a name, and the file that makes it trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / f"{host}.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / f"{host}.key"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, pem


def test_a_certificate_must_be_trusted_and_made_out_to_the_name(
    serve: Callable[..., str], tmp_path: Path
) -> None:
    context, pem = certificate(tmp_path, "good.example")
    asked: list[str | None] = []
    context.sni_callback = lambda sock, name, _: asked.append(name)
    port = serve(whole(b"secret"), context).rsplit(":", 1)[1]
    trust = ssl.create_default_context(cafile=str(pem))

    def ask(host: str, trust: ssl.SSLContext | None) -> bytes:
        loopback = lambda name, seconds: ["127.0.0.1"]  # noqa: E731 - shortest here
        return fetch(f"https://{host}:{port}", resolver=loopback, allow_loopback=True, trust=trust).body

    assert ask("good.example", trust) == b"secret"
    assert asked == ["good.example"]
    for host, whom in (("good.example", None), ("other.example", trust)):
        with pytest.raises(Unreachable, match="bad certificate"):
            ask(host, whom)


def test_a_redirect_out_of_tls_is_not_followed(serve: Callable[..., str], tmp_path: Path) -> None:
    context, pem = certificate(tmp_path, "good.example")
    port = serve(
        lambda connection: connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: http://good.example/\r\n\r\n"
        ),
        context,
    ).rsplit(":", 1)[1]
    with pytest.raises(Forbidden, match="redirect out of TLS"):
        fetch(
            f"https://good.example:{port}", resolver=lambda name, seconds: ["127.0.0.1"], allow_loopback=True,
            trust=ssl.create_default_context(cafile=str(pem)),
        )  # fmt: skip


def test_many_threads_may_fetch_at_once(serve: Callable[..., str]) -> None:
    url = serve(whole(b"x"))
    bodies: list[bytes] = []
    threads = [Thread(target=lambda: bodies.append(fetch(url, allow_loopback=True).body)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"x"] * 20
