"""The door's dialogue over a real socket; keeping is watched, not done."""

from __future__ import annotations

import asyncio
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import OperationalError

from beistand.channels.email import door as door_file
from beistand.channels.email.door import MailDoor, serve, tls_context
from beistand.channels.intake import Raw

PROPER = b"From: a@x.example\r\nSubject: x\r\n\r\n"


class OneDomain:
    async def has(self, domain: str) -> bool:
        return domain == "auenfeld.example"


class Shelf:
    """What was kept, in batches; can be made to fail."""

    def __init__(self) -> None:
        self.batches: list[list[Raw]] = []
        self.fails = False

    def __call__(self, batch: Sequence[Raw]) -> list[UUID]:
        if self.fails:
            raise OperationalError("the disk is full")
        self.batches.append(list(batch))
        return [uuid4() for _ in batch]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    monkeypatch.setattr(door_file, "accept_many", made)
    return made


@pytest.fixture
def port(shelf: Shelf, tmp_path: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    started, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []
    cert, key = certificate(tmp_path)

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        serving = asyncio.create_task(
            serve(MailDoor(OneDomain(), frozenset()), "127.0.0.1", free, "door", tls_context(cert, key), stop)  # type: ignore[arg-type]
        )
        await asyncio.sleep(0.1)
        started.set()
        await serving

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    started.wait(5)
    yield free
    loops[0].call_soon_threadsafe(stop.set)
    thread.join(10)


def certificate(folder: Path) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "door")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return str(folder / "cert.pem"), str(folder / "key.pem")


def say(port: int, content: bytes, to: str = "hilfe@auenfeld.example") -> tuple[int, str]:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as line:
        line.ehlo("kunde.example")
        line.mail("a@x.example")
        code, words = line.rcpt(to)
        if code == 250:
            code, words = line.data(content)
        return code, words.decode()


def test_250_names_the_arrival(port: int, shelf: Shelf) -> None:
    code, words = say(port, PROPER + b"Guten Tag\r\n")
    assert code == 250
    assert words.rpartition("kept as ")[2]
    assert UUID(words.rpartition("kept as ")[2])
    assert shelf.batches[0][0].content == PROPER + b"Guten Tag\r\n"
    assert shelf.batches[0][0].envelope["recipients"] == ["hilfe@auenfeld.example"]


def test_an_address_of_nobody_is_refused(port: int, shelf: Shelf) -> None:
    assert say(port, PROPER, to="x@elsewhere.example")[0] == 550
    assert shelf.batches == []


def test_a_line_of_megabytes_is_taken(port: int, shelf: Shelf) -> None:
    long = PROPER + b"y" * 3_000_000 + b"\r\n"
    assert say(port, long)[0] == 250
    assert shelf.batches[0][0].content == long


def test_41_megabytes_are_too_much_and_the_next_mail_goes_on(port: int, shelf: Shelf) -> None:
    assert say(port, PROPER + (b"z" * 998 + b"\r\n") * 43_000)[0] == 552
    assert say(port, PROPER + b"danach\r\n")[0] == 250


def test_what_could_not_be_kept_is_not_promised(port: int, shelf: Shelf) -> None:
    shelf.fails = True
    assert say(port, PROPER)[0] == 451
    shelf.fails = False
    assert say(port, PROPER)[0] == 250


def test_starttls_is_offered_with_a_certificate(port: int, shelf: Shelf) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as line:
        line.starttls(context=trusting)
        line.ehlo("kunde.example")
        line.sendmail("a@x.example", ["hilfe@auenfeld.example"], PROPER)
    assert shelf.batches[0][0].envelope["tls"] is True


def test_many_at_once_share_a_commit(port: int, shelf: Shelf) -> None:
    senders = [threading.Thread(target=say, args=(port, PROPER)) for _ in range(20)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)
    assert sum(len(batch) for batch in shelf.batches) == 20
