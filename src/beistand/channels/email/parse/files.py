"""Parts that are files: what they are to a person, and under which name."""

from __future__ import annotations

from beistand.channels.adapter import Attachment

from . import notes
from .charsets import decode_header_bytes
from .headers import line
from .mime import Part, read_headers
from .names import file_name
from .parameters import parameters
from .tnef import File

_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "application/pdf": ".pdf",
    "text/html": ".html", "text/plain": ".txt", "text/calendar": ".ics", "message/rfc822": ".eml",
    "application/zip": ".zip", "application/pkcs7-mime": ".p7m", "application/pkcs7-signature": ".p7s",
    "application/pgp-signature": ".asc", "application/pgp-encrypted": ".asc", "text/vcard": ".vcf",
    "application/ms-tnef": ".dat", "message/delivery-status": ".txt", "text/rfc822-headers": ".txt", "text/csv": ".csv",
}  # fmt: skip
_DETACHED = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_PGP = {"application/pgp-signature", "application/pgp-encrypted", "application/pgp-keys"}


def given_name(part: Part) -> str:
    """The name a part says it has, harmless; empty when it has none."""
    _, params = parameters(part.first("content-disposition"))
    return file_name(params.get("filename", "") or params.get("name", "") or part.params.get("name", ""))


def attachment(part: Part, raw: bytes, name: str, kind: str) -> Attachment:
    """The file in `part` with decoded bytes `raw`. Whether it is inline is decided when the HTML is known."""
    kind = kind or _kind(part.type, name)
    if kind == "message" and not name:
        headers, _ = read_headers(raw, 0, len(raw))
        subject = next((value for key, value in headers if key == "subject"), b"")
        name = file_name(line(subject)[:150].replace("/", "_"))
        name = f"{name}.eml" if name else ""
    if not name:
        stem = {"image": "image", "signature": "signature", "message": "message"}.get(kind, "attachment")
        name = f"{stem}{_ENDINGS.get(part.type, '')}"
    cid = decode_header_bytes(part.first("content-id")).strip().strip("<>").strip()
    return Attachment(
        name=name, type=part.type, content=raw, cid=file_name(cid) if "/" in cid else cid[:200], kind=kind
    )


def unwrapped(file: File) -> Attachment:
    """A file that was inside a winmail.dat."""
    name = file_name(file.name, f"attachment{_ENDINGS.get(file.type, '')}")
    return Attachment(name=name, type=file.type, content=file.content, kind=_kind(file.type, name))


def _kind(media: str, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    if media == "message/rfc822" or media == "message/global":
        return "message"
    if media in _DETACHED or media in _SEALED or media in _PGP or ending in ("p7s", "p7m"):
        return "signature"
    if media.startswith("image/"):
        return "image"
    if media in ("text/calendar", "application/ics"):
        return "calendar"
    return "file"


def remark(part: Part, name: str) -> str:
    """What a person should know about a part of this type, empty when nothing."""
    media, ending = part.type, name.rpartition(".")[2].lower()
    if media in _SEALED or (ending == "p7m" and media == "application/octet-stream"):
        sealing = part.params.get("smime-type", "").lower()
        if sealing == "certs-only":
            return ""
        return notes.SIGNED_SEALED if sealing == "signed-data" else notes.ENCRYPTED
    if media in _DETACHED:
        return notes.SIGNED_SMIME
    if media == "application/pgp-signature":
        return notes.SIGNED_PGP
    if media == "application/pgp-encrypted":
        return notes.ENCRYPTED
    if media == "message/partial":
        return notes.PARTIAL
    return ""
