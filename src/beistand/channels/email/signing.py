"""DKIM signatures on what we send (RFC 6376), relaxed/relaxed with RSA-2048 and SHA-256.

Only the canonical forms and the RSA of `cryptography` are needed; a key is read once a process.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from functools import lru_cache

import msgspec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from beistand.channels.email.proof.canonical import chosen, relaxed_body, relaxed_field
from beistand.channels.email.proof.letter import Field, open_letter

BITS = 2048

SIGNED = (
    b"from subject date to cc reply-to sender message-id in-reply-to references mime-version content-type "
    b"content-transfer-encoding auto-submitted list-unsubscribe list-unsubscribe-post"
).split()

SEALED = frozenset((b"from", b"subject", b"date", b"to", b"cc", b"reply-to"))
"""Named in h= once more than they stand there, so that nobody can add another on the way."""

_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\Z")
_SHA256 = Prehashed(SHA256())


class DkimKey(msgspec.Struct, frozen=True):
    """A key pair: the private half as PKCS#8 PEM (kept secret), the public half as the text of its TXT record."""

    private_pem: bytes
    public_dns_txt: str


class Unsignable(Exception):
    """The message has no clean header, or domain or selector are not written as names are."""


def new_key() -> DkimKey:
    """A new RSA key of 2,048 bits. Takes a tenth of a second or more."""
    private = generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return DkimKey(pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode('ascii')}")


def sign(message: bytes, key: DkimKey, domain: str, selector: str, *, at: datetime | None = None) -> bytes:
    """The message with CRLF line ends and a DKIM-Signature on top; t= only when `at` is given.

    Raises `Unsignable`.
    """
    letter = open_letter(message)
    domain, selector = domain.lower(), selector.lower()
    if letter.is_odd or len(letter.all(b"from")) != 1:
        raise Unsignable("the header is not clean or has no single From")
    if not (_NAME.match(domain) and _NAME.match(selector)):
        raise Unsignable("domain or selector is no name")
    names = _names(letter.fields)
    tags = [
        "v=1; a=rsa-sha256; c=relaxed/relaxed",
        f"d={domain}; s={selector}",
        *([f"t={int(at.timestamp())}"] if at else []),
        "h=" + ":\r\n\t ".join(_lines(names)),
        "bh=" + base64.b64encode(hashlib.sha256(relaxed_body(letter.body)).digest()).decode("ascii"),
        "b=",
    ]
    unsigned = b"DKIM-Signature: " + ";\r\n\t".join(tags).encode("ascii")
    head = hashlib.sha256()
    for field in chosen(letter.fields, names):
        head.update(relaxed_field(field))
    head.update(relaxed_field(Field(b"dkim-signature", unsigned + b"\r\n")).removesuffix(b"\r\n"))
    signature = base64.b64encode(_private(key.private_pem).sign(head.digest(), PKCS1v15(), _SHA256))
    folded = b"\r\n\t ".join(signature[start : start + 70] for start in range(0, len(signature), 70))
    rest = b"".join(field.raw for field in letter.fields)
    return unsigned + folded + b"\r\n" + rest + b"\r\n" + letter.body


def _names(fields: tuple[Field, ...]) -> list[bytes]:
    there = [field.name for field in fields]
    return [name for name in SIGNED for _ in range(there.count(name) + (name in SEALED))]


def _lines(names: list[bytes]) -> list[str]:
    """The names joined by colons, five a line: a header line should stay under 78 characters."""
    return [
        ":".join(name.decode("ascii") for name in names[start : start + 5])
        for start in range(0, len(names), 5)
    ]


@lru_cache(maxsize=64)
def _private(pem: bytes) -> RSAPrivateKey:
    private = load_pem_private_key(pem, None)
    if not isinstance(private, RSAPrivateKey):
        raise Unsignable("the key is not RSA")
    return private
