"""Mails for tests, written as bytes so that they can be as wrong as those of the world."""

from __future__ import annotations

import base64
from pathlib import Path

CORPORA = Path(__file__).parents[2] / "corpora" / "mail-cases"


def mail(body: bytes | str = b"Hallo\r\n", **headers: str | bytes) -> bytes:
    """A mail with these headers (underscores are hyphens) and that body."""
    fields = {"From": "Ina <ina@kundin.example>", "Subject": "Frage", "Message-ID": "<1@kundin.example>"}
    fields["Date"] = "Wed, 3 Apr 2024 10:12:00 +0200"
    given: dict[str, str | bytes] = {**fields}
    for name, value in headers.items():
        given[name.replace("_", "-")] = value
    lines = [name.encode() + b": " + _bytes(value) for name, value in given.items() if value != ""]
    return b"\r\n".join([*lines, b"", _bytes(body)])


def multipart(*parts: bytes, kind: str = "mixed", **headers: str) -> bytes:
    """A multipart mail; each part brings its own headers and an empty line."""
    body = b"".join(b"--GRENZE\r\n" + part + b"\r\n" for part in parts) + b"--GRENZE--\r\n"
    return mail(body, Content_Type=f'multipart/{kind}; boundary="GRENZE"', **headers)


def part(body: bytes | str, *headers: str) -> bytes:
    """One part with its header lines."""
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + _bytes(body)


def file_part(content: bytes, *headers: str) -> bytes:
    """A part in base64."""
    return part(base64.encodebytes(content), *headers, "Content-Transfer-Encoding: base64")


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
