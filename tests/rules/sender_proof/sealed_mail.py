"""A small world of senders: keys, a name system on paper, and mails signed and sealed by dkimpy, not by us."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from beistand.channels.adapter import Proof
from beistand.channels.email.proof import Believed, Judgement, judge_in_detail
from rules.sender_proof.paper_dns import PaperDns, Zone

AT = datetime(2040, 11, 2, 9, 30, tzinfo=UTC)
"""dkimpy signs with the machine's clock, so the mails are judged later than any run of these tests."""
BANK, EVIL, LIST = "bank.example", "evil.example", "lists.example"
BANK_IP, EVIL_IP, LIST_IP = "192.0.2.10", "198.51.100.66", "203.0.113.5"
HEADERS = [b"from", b"to", b"subject", b"date", b"message-id"]


@cache
def key(bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


@cache
def pem(bits: int = 2048) -> bytes:
    return key(bits).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


@cache
def published(bits: int = 2048) -> str:
    der = key(bits).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


def zone() -> Zone:
    """Bank, villain and mailing list, each with SPF, a key under s1 and DMARC."""
    found: Zone = {}
    for domain, ip in ((BANK, BANK_IP), (EVIL, EVIL_IP), (LIST, LIST_IP)):
        found[domain] = {"TXT": [f"v=spf1 ip4:{ip} -all", "some-site-verification=1"]}
        found[f"s1._domainkey.{domain}"] = {"TXT": [published()]}
        found[f"_dmarc.{domain}"] = {"TXT": ["v=DMARC1; p=reject; rua=mailto:d@example.net"]}
    return found


def mail(
    *fields: str, sender: str = f"Anna Berg <anna@{BANK}>", body: str = "Guten Tag,\r\n\r\nalles gut.\r\n"
) -> bytes:
    """A plain mail; `fields` stand above the usual ones. Without a `sender` it has no From."""
    lines = list(fields)
    if sender:
        lines.append(f"From: {sender}")
    lines += [
        "To: hilfe@auenfeld.example",
        "Subject: Meine Bestellung",
        "Date: Mon, 02 Nov 2026 10:00:00 +0100",
        f"Message-ID: <1@{BANK}>",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode("utf-8")


def signed(
    raw: bytes,
    domain: str = BANK,
    *,
    forms: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    headers: list[bytes] | None = None,
    length: bool = False,
    algorithm: bytes = b"rsa-sha256",
    bits: int = 2048,
    identity: bytes | None = None,
) -> bytes:
    """The mail with a DKIM-Signature by dkimpy on top."""
    signature = dkim.sign(
        raw,
        b"s1",
        domain.encode(),
        pem(bits),
        identity=identity,
        canonicalize=forms,
        signature_algorithm=algorithm,
        include_headers=headers or HEADERS,
        length=length,
    )
    return bytes(signature) + raw


def sealed(raw: bytes, domain: str = LIST, results: str = "spf=pass smtp.mailfrom=bank.example") -> bytes:
    """The mail with one more ARC set by dkimpy on top."""
    claimed = f"Authentication-Results: {domain}; {results}\r\n".encode() + raw
    links = dkim.arc_sign(claimed, b"s1", domain.encode(), pem(), domain.encode(), include_headers=HEADERS)
    return b"".join(links) + raw


def judged(
    raw: bytes,
    *,
    ip: str | None = EVIL_IP,
    helo: str = f"mx.{EVIL}",
    mail_from: str = f"x@{EVIL}",
    dns: PaperDns | None = None,
    believed: Believed | None = None,
    at: datetime = AT,
) -> Judgement:
    """The judgement on a mail that comes, unless said otherwise, from the villain's own and honest server."""
    return judge_in_detail(
        raw, ip=ip, helo=helo, mail_from=mail_from, resolver=dns or PaperDns(zone()), believed=believed, at=at
    )


def proof(raw: bytes, **how: object) -> Proof:
    return judged(raw, **how).proof  # type: ignore[arg-type]
