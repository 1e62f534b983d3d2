"""winmail.dat: what Outlook wrapped in TNEF ([MS-OXTNEF]), unwrapped. Never raises; gives nothing when unreadable.

Read here and not by tnefparse, because that one follows the counts in the file without end (a property count of
four thousand million is four thousand million turns) and copies the rest of the file at every attribute.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from . import limits
from .charsets import decode

_SIGNATURE = b"\x78\x9f\x3e\x22"
_RENDERING, _TITLE, _DATA, _PROPERTIES, _MESSAGE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005, 0x9003
_CUT_OFF = -1
_BODY, _OEM_CODEPAGE = 0x800C, 0x9007
_LONG_NAME, _NAME, _OBJECT, _MIME_TYPE = 0x3707, 0x3704, 0x3701, 0x370E
_TEXT, _HTML, _CODEPAGE = 0x1000, 0x1013, 0x3FDE
_MULTIPLE = 0x1000
_FIXED = {2: 4, 3: 4, 4: 4, 0xA: 4, 0xB: 4, 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16, 1: 0}
_VARIABLE = (0x1E, 0x1F, 0x0D, 0x102)
# An attached message begins with this class id of the interface IMessage, then its own TNEF.
_EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}")
_TYPES = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "txt": "text/plain", "htm": "text/html", "html": "text/html", "doc": "application/msword", "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xls": "application/vnd.ms-excel",
    "zip": "application/zip", "ics": "text/calendar", "eml": "message/rfc822", "vcf": "text/vcard",
}  # fmt: skip


class File(NamedTuple):
    """One file that was wrapped."""

    name: str
    type: str
    content: bytes


class Unwrapped(NamedTuple):
    """What was inside: files, and the words of the mail if the wrapper carried them."""

    files: tuple[File, ...] = ()
    text: str = ""
    html: str = ""
    readable: bool = True


def unwrap(raw: bytes, level: int = 0) -> Unwrapped:
    """Open a winmail.dat. Attached messages are opened one level deep, deeper ones stay files."""
    if not raw.startswith(_SIGNATURE):
        return Unwrapped(readable=False)
    codepage = "cp1252"
    found: list[dict[int, bytes]] = []
    text = page = ""
    count = 0
    whole = True
    for name, content in _attributes(raw):
        count += 1
        if name == _CUT_OFF:
            whole = False
        elif name == _OEM_CODEPAGE and len(content) >= 2:
            codepage = f"cp{int.from_bytes(content[:2], 'little')}"
        elif name == _RENDERING:
            if len(found) >= limits.PARTS:
                break
            found.append({})
        elif name in (_TITLE, _DATA) and found:
            found[-1][name] = content
        elif name == _PROPERTIES and found:
            found[-1].update(_properties(content))
        elif name == _BODY:
            text = _words(content, codepage)
        elif name == _MESSAGE_PROPERTIES:
            wanted = dict(_properties(content))
            codepage_id = int.from_bytes(wanted.get(_CODEPAGE, b""), "little")
            inner = (
                f"cp{codepage_id}" if codepage_id not in (0, 65001) else "utf-8" if codepage_id else codepage
            )
            text = text or _words(wanted.get(_TEXT, b""), codepage)
            page = _words(wanted.get(_HTML, b""), inner)
    files = tuple(file for one in found for file in _files(one, codepage, level))
    return Unwrapped(files, text, page, readable=bool(files or text or page) or (whole and count > 0))


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The attributes in order; `_CUT_OFF` ends the walk when one goes on beyond the file."""
    at = 6
    while at < len(raw):
        begins = at + 9
        name, _, length = struct.unpack_from("<HHI", raw, at + 1) if begins <= len(raw) else (0, 0, 0)
        if begins + length > len(raw):
            yield _CUT_OFF, b""
            return
        yield name, raw[begins : begins + length]
        at = begins + length + 2
    if at > len(raw):
        yield _CUT_OFF, b""


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """MAPI properties as (id, value); of several values the first. Strings in UTF-16 come as UTF-8."""
    at = 4
    while at + 8 <= len(raw):
        kind, name = struct.unpack_from("<HH", raw, at)
        at += 4
        if name >= 0x8000:
            at = _behind_named(raw, at)
        values = 1
        several = bool(kind & _MULTIPLE)
        kind &= ~_MULTIPLE
        if several or kind in _VARIABLE:
            values = _number(raw, at)
            at += 4
        if kind in _FIXED:
            size = _FIXED[kind]
            yield name, raw[at : at + size]
            at += size * values
        elif kind in _VARIABLE:
            for index in range(values):
                length = _number(raw, at)
                if index == 0:
                    value = raw[at + 4 : at + 4 + length]
                    yield name, value.decode("utf-16-le", "replace").encode() if kind == 0x1F else value
                at += 4 + length + (-length % 4)
                if at > len(raw):
                    return
        else:
            return


def _behind_named(raw: bytes, at: int) -> int:
    """Skip the name of a named property: a GUID, then a number or a string."""
    if _number(raw, at + 16) == 0:
        return at + 24
    length = _number(raw, at + 20)
    return at + 24 + length + (-length % 4)


def _number(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at : at + 4], "little")


def _files(one: dict[int, bytes], codepage: str, level: int) -> Iterator[File]:
    name = ""
    for key in (_LONG_NAME, _TITLE, _NAME):
        name = name or _words(one.get(key, b""), codepage)
    content = one.get(_OBJECT, b"") or one.get(_DATA, b"")
    if content.startswith(_EMBEDDED):
        content = content[len(_EMBEDDED) :]
        inner = unwrap(content, level + 1) if level == 0 else Unwrapped(readable=False)
        if inner.readable:
            if inner.text or inner.html:
                yield File(f"{name or 'message'}.txt", "text/plain", (inner.text or inner.html).encode())
            yield from inner.files
            return
    if content:
        declared = _words(one.get(_MIME_TYPE, b""), "us-ascii").lower()
        guessed = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        yield File(name, declared if _MEDIA_TYPE.fullmatch(declared) else guessed, content)


def _words(raw: bytes, codepage: str) -> str:
    bare = raw.rstrip(b"\x00")
    try:
        # Names that came as UTF-16 were turned into UTF-8 above.
        return bare.decode("utf-8")
    except UnicodeError:
        return decode(bare, codepage).text
