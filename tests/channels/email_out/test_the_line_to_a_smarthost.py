"""TLS is never given up, certificates are checked, this machine is no smarthost by accident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from channels.email_out.conftest import set_smarthost
from channels.email_out.sink import Script, Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signed itself, and its key."""
    at = tmp_path_factory.mktemp("paper")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (at / "cert.pem").write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    (at / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return at / "cert.pem", at / "key.pem"


@pytest.fixture
def sealed_sink(paper: tuple[Path, Path]) -> Iterator[Sink]:
    one = Sink(Script(password="geheim-4711"), *paper)
    yield one
    one.close()


def test_starttls_and_password(
    auenfeld: Any,
    sealed_sink: Sink,
    paper: tuple[Path, Path],
    put: Callable[..., Any],
    carry: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(paper[0]))
    set_smarthost(auenfeld.brand, sealed_sink, user="hilfe", password="geheim-4711", tls="starttls")
    put()
    assert carry() == ["sent"]
    said = [line.split(" ")[0] for line in sealed_sink.said]
    assert said.index("STARTTLS") < said.index("AUTH") < said.index("MAIL")


def test_without_starttls_nothing_is_sent_in_the_clear(
    auenfeld: Any, sink: Sink, put: Callable[..., Any], carry: Callable[[], list[str]]
) -> None:
    smarthost = set_smarthost(auenfeld.brand, sink, user="hilfe", password="geheim-4711", tls="starttls")
    put()
    assert carry() == ["again"]
    assert sink.taken == []
    assert not any(line.startswith(("AUTH", "MAIL")) for line in sink.said)
    smarthost.refresh_from_db()
    assert smarthost.state == "no-starttls"


def test_a_certificate_that_nobody_vouches_for_is_named(
    auenfeld: Any, sealed_sink: Sink, put: Callable[..., Any], carry: Callable[[], list[str]]
) -> None:
    from django.utils import translation

    from beistand.channels.email.told import in_words

    set_smarthost(auenfeld.brand, sealed_sink, user="hilfe", password="geheim-4711", tls="starttls")
    parcel = put()
    assert carry() == ["again"]
    parcel.refresh_from_db()
    assert parcel.last_error.startswith("The server's certificate is not accepted: self")
    with translation.override("de"):
        assert in_words(parcel.last_error).startswith("Das Zertifikat des Servers wird nicht anerkannt: self")
    assert not any(line.startswith("AUTH") for line in sealed_sink.said)


def test_a_wrong_password_is_refused_when_it_is_set(
    auenfeld: Any, sealed_sink: Sink, paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from beistand.channels.email.mailboxes import Wanted
    from beistand.channels.email.mailboxes import set_smarthost as set_it
    from beistand.channels.email.models import Smarthost
    from beistand.lib.refusal import Refused

    monkeypatch.setenv("SSL_CERT_FILE", str(paper[0]))
    wanted = Wanted(
        address=f"smtp://hilfe@127.0.0.1:{sealed_sink.port}",
        password="x",
        tls="starttls",
        allows_loopback=True,
    )
    with pytest.raises(Refused) as refused:
        set_it(auenfeld.brand, wanted)
    assert "535 5.7.8 wrong user or password" in refused.value.sentence
    assert not Smarthost.objects.exists()


def test_this_machine_must_be_allowed(auenfeld: Any, sink: Sink) -> None:
    from beistand.channels.email.mailboxes import Wanted
    from beistand.channels.email.mailboxes import set_smarthost as set_it
    from beistand.lib.refusal import Refused

    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(Refused) as refused:
            set_it(auenfeld.brand, Wanted(address=f"smtp://{host}:{sink.port}", tls="none"))
        assert refused.value.code == "loopback"
    assert sink.lines == 0


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("imap://a@b.example", "scheme"),
        ("smtp://a:geheim@b.example", "password"),
        ("smtp://a@", "host"),
        ("smtp://a@b.example:99999", "port"),
        ("smtp://a@b.example", "insecure"),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(auenfeld: Any, address: str, code: str) -> None:
    from beistand.channels.email.mailboxes import Wanted
    from beistand.channels.email.mailboxes import set_smarthost as set_it
    from beistand.lib.refusal import Refused

    with pytest.raises(Refused) as refused:
        set_it(auenfeld.brand, Wanted(address=address, tls="none"))
    assert refused.value.code == code


def test_a_password_lies_in_no_column_in_the_clear(auenfeld: Any, sink: Sink) -> None:
    smarthost = set_smarthost(auenfeld.brand, sink, user="hilfe", password="geheim-4711")
    smarthost.refresh_from_db()
    assert b"geheim" not in bytes(smarthost.secret)
