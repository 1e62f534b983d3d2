"""One signature field, of DKIM or of ARC: its tags, what it covers and whether it holds (RFC 6376 §3.5 and §6.1)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

import msgspec

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.canonical import BODY_FORMS, FIELD_FORMS, chosen, without_signature
from beistand.channels.email.proof.key import Key
from beistand.channels.email.proof.letter import Field, Letter
from beistand.channels.email.proof.tags import Malformed, number, read_tags, unfolded

ALGORITHMS = ("rsa-sha256", "ed25519-sha256")


class Finding(msgspec.Struct, frozen=True):
    """What became of one signature: who signed, the verdict and in a few words why."""

    domain: str
    verdict: Verdict
    why: str = ""


class Bodies:
    """The hashes of one mail's body, each form computed once."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._hashes: dict[str, bytes] = {}

    def digest(self, form: str) -> bytes:
        """SHA-256 of the body in a form of `BODY_FORMS`."""
        if form not in self._hashes:
            self._hashes[form] = hashlib.sha256(BODY_FORMS[form](self._body)).digest()
        return self._hashes[form]


def tags_of(field: Field) -> dict[str, str]:
    """The tags of a signature field. Raises `Malformed`."""
    return read_tags(field.value.decode("latin-1"))


def covered_names(tags: dict[str, str]) -> list[bytes]:
    """The field names in h=, lower case, in order and with repetitions."""
    return [name.encode("latin-1") for name in unfolded(tags.get("h", "")).lower().split(":") if name]


def forms(tags: dict[str, str]) -> tuple[str, str]:
    """(header form, body form) of c=. Raises `Malformed`."""
    head, _, body = tags.get("c", "simple/simple").lower().partition("/")
    if head not in FIELD_FORMS or (body or "simple") not in BODY_FORMS:
        raise Malformed("unknown canonicalisation")
    return head, body or "simple"


def content(value: str) -> bytes:
    """Bytes of a base64 tag. Raises `Malformed`."""
    try:
        return base64.b64decode(unfolded(value), validate=True)
    except (binascii.Error, ValueError) as trouble:
        raise Malformed("bad base64") from trouble


def covers_body(tags: dict[str, str], bodies: Bodies) -> bool:
    """Whether bh= is the hash of the whole body. Raises `Malformed`."""
    return content(tags["bh"]) == bodies.digest(forms(tags)[1])


def covers_head(fields: Iterable[Field], seal: Field, tags: dict[str, str], key: Key, form: str) -> bool:
    """Whether b= signs these fields and the signature field itself. Raises `Malformed`."""
    write = FIELD_FORMS[form]
    head = hashlib.sha256()
    for field in fields:
        head.update(write(field))
    head.update(write(without_signature(seal)).removesuffix(b"\r\n"))
    return key.signed(head.digest(), content(tags["b"]))


def covered_fields(letter: Letter, tags: dict[str, str]) -> list[Field]:
    """The fields that h= names, in its order."""
    return chosen(letter.fields, covered_names(tags))


__all__ = [
    "ALGORITHMS",
    "Bodies",
    "Finding",
    "Malformed",
    "content",
    "covered_fields",
    "covered_names",
    "covers_body",
    "covers_head",
    "forms",
    "number",
    "tags_of",
]
