"""Public keys of DKIM and ARC: from the TXT record to something that checks a signature (RFC 6376 §3.6.1, RFC 8463)."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from beistand.channels.email.proof.tags import Malformed, read_tags, unfolded
from beistand.lib.dns.port import Resolver

LEAST_BITS, MOST_BITS = 1024, 8192
_LABELS = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\Z")
_SHA256 = Prehashed(SHA256())


class NoKey(Exception):
    """There is no key with which to check. `is_passing`: because the name system gave no answer."""

    def __init__(self, why: str, *, is_passing: bool = False) -> None:
        super().__init__(why)
        self.is_passing = is_passing


class Key(msgspec.Struct, frozen=True):
    """A published key. `is_strict`: t=s, the i= domain must be the d= domain itself."""

    public: RSAPublicKey | Ed25519PublicKey
    is_strict: bool

    def fits(self, algorithm: str) -> bool:
        """Whether this key may be used with an a= tag."""
        return algorithm == ("rsa-sha256" if isinstance(self.public, RSAPublicKey) else "ed25519-sha256")

    def signed(self, digest: bytes, signature: bytes) -> bool:
        """Whether the holder of the key signed this SHA-256 digest."""
        try:
            if isinstance(self.public, RSAPublicKey):
                self.public.verify(signature, digest, PKCS1v15(), _SHA256)
            else:
                self.public.verify(signature, digest)  # RFC 8463 §3: the digest is the message
        except InvalidSignature:
            return False
        return True


def find_key(selector: str, domain: str, resolver: Resolver) -> Key:
    """The key published under a selector. Raises `NoKey`."""
    if not (_LABELS.match(selector) and _LABELS.match(domain)):
        raise NoKey("selector or domain is not written as names are")
    answer = resolver.txt(f"{selector}._domainkey.{domain}")
    if answer.is_trouble:
        raise NoKey("the name system gave no answer", is_passing=True)
    if len(answer.records) != 1:  # "must be unique", RFC 6376 §3.6.2.2
        raise NoKey("no key" if not answer.records else "more than one key")
    return read_key(answer.records[0])


@lru_cache(maxsize=512)
def read_key(record: str) -> Key:
    """The key in a TXT record. Raises `NoKey`."""
    try:
        tags = read_tags(record)
        der = base64.b64decode(unfolded(tags.get("p", "")), validate=True)
    except (Malformed, binascii.Error, ValueError) as trouble:
        raise NoKey("the key record is malformed") from trouble
    if tags.get("v", "DKIM1") != "DKIM1" or ("v" in tags and next(iter(tags)) != "v"):
        raise NoKey("the record is no DKIM key")
    if not der:
        raise NoKey("the key was withdrawn")
    if "sha256" not in unfolded(tags.get("h", "sha256")).split(":"):
        raise NoKey("the key is not for SHA-256")
    if not {"*", "email"} & set(unfolded(tags.get("s", "*")).split(":")):
        raise NoKey("the key is not for mail")
    return Key(_public(tags.get("k", "rsa"), der), "s" in unfolded(tags.get("t", "")).split(":"))


def _public(kind: str, der: bytes) -> RSAPublicKey | Ed25519PublicKey:
    if kind not in ("rsa", "ed25519"):
        raise NoKey("a kind of key we don't know")
    try:
        public = Ed25519PublicKey.from_public_bytes(der) if kind == "ed25519" else load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm) as trouble:
        raise NoKey("the key can't be read") from trouble
    if isinstance(public, Ed25519PublicKey) and kind == "ed25519":
        return public
    if not isinstance(public, RSAPublicKey):
        raise NoKey("the key is not of the kind it says")
    if not LEAST_BITS <= public.key_size <= MOST_BITS:
        raise NoKey(f"a key of {public.key_size} bits is not used")
    return public
