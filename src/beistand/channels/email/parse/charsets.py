"""Bytes to text in whatever charset somebody claimed, or none, or a wrong one. Never raises."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# Labels that Python does not know, or that senders use for the wider charset (as the WHATWG encoding standard does).
_ALIASES = {
    "": "", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso_8859-1": "cp1252", "l1": "cp1252", "iso88591": "cp1252", "8859-1": "cp1252",
    "ascii": "us-ascii", "ansi_x3.4-1968": "us-ascii", "646": "us-ascii", "us": "us-ascii", "7bit": "us-ascii",
    "ansi": "cp1252", "x-ansi": "cp1252", "windows": "cp1252", "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6",
    "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
    # ISO-2022-JP as sent carries NEC and IBM characters and half-width kana; the _ext codec reads them too.
    "iso-2022-jp": "iso2022_jp_ext", "csiso2022jp": "iso2022_jp_ext",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "cn-gb": "gb18030",
    "chinese": "gb18030", "csgb2312": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "ksc_5601": "cp949", "euc-kr": "cp949",
    "korean": "cp949", "x-windows-949": "cp949", "windows-949": "cp949",
    "unicode-1-1-utf-8": "utf-8", "utf8": "utf-8", "utf-8mb4": "utf-8", "x-utf-8": "utf-8", "unicode": "utf-8",
    "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-german": "mac_roman", "cp-850": "cp850", "ibm-850": "cp850", "koi8-ru": "koi8_u", "koi": "koi8_r",
    "dos-866": "cp866", "x-windows-1252": "cp1252", "x-windows-1251": "cp1251",
}  # fmt: skip
# Python's registry also holds things that are no charset of a text (zlib, rot13) or blow up (idna, punycode).
_CHARSETS = re.compile(
    r"utf_?(7|8|16|32)(_?[bl]e|_?sig)?|us_ascii|ascii|latin_?1|cp\d{2,5}|windows_\d{3,4}|iso_?8859_\d{1,2}|iso2022_\w+|"
    r"iso_2022_\w+|koi8_\w|gb18030|gbk|gb2312|hz|big5\w*|euc_\w+|shift_jis\w*|johab|mac_\w+|kz1048|ptcp154|tis_620|"
    r"hp_roman8|ibm\d+|viscii|tcvn"
)
_GUESSABLE = ("cp1252", "latin-1")


class Decoded(NamedTuple):
    """Text, and whether the charset had to be guessed because the claimed one is unknown or does not fit."""

    text: str
    guessed: bool


def decode(raw: bytes, charset: str) -> Decoded:
    """Decode `raw` as `charset`, as something better when that cannot be true. The text holds no surrogates."""
    label = charset.strip().strip("'\"").lower()
    if raw.isascii() and not (
        b"\x1b" in raw or b"~{" in raw or label.startswith(("utf-7", "utf-16", "utf-32", "unicode"))
    ):
        return Decoded(raw.decode("ascii"), False)
    codec = _codec(label)
    if codec in ("", "us-ascii"):
        return Decoded(_guess(raw), guessed=not _is_plain(raw))
    try:
        return Decoded(_without_surrogates(raw.decode(codec)), False)
    except (UnicodeError, ValueError):
        pass
    if codec == "cp1252":
        # Five bytes have no meaning in windows-1252; senders that mean UTF-8 are far more common than those.
        return Decoded(_guess(raw), guessed=True)
    try:
        return Decoded(raw.decode("utf-8"), True)
    except UnicodeError:
        return Decoded(_without_surrogates(raw.decode(codec, "replace")), True)


def decode_header_bytes(raw: bytes, hint: str = "") -> str:
    """8-bit bytes in a header, where no charset is declared: UTF-8 (RFC 6532), the body's charset, windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeError:
        pass
    if _codec(hint.lower()) not in ("", "us-ascii", "utf-8"):
        return decode(raw, hint).text
    return _guess(raw)


def is_known(charset: str) -> bool:
    """Whether a label names a charset we can read."""
    return _codec(charset.strip().strip("'\"").lower()) != ""


def _codec(label: str) -> str:
    """Python's name for a charset label, empty when unknown."""
    name = _ALIASES.get(label, label)
    if not name or len(name) > 40 or not _CHARSETS.fullmatch(name.replace("-", "_")):
        return ""
    try:
        return codecs.lookup(name).name if name not in ("us-ascii", "cp1252") else name
    except LookupError:
        return ""


def _is_plain(raw: bytes) -> bool:
    return raw.isascii() and b"\x1b$" not in raw


def _guess(raw: bytes) -> str:
    """No usable label: what the bytes look like."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _without_surrogates(raw.decode("utf-16", "replace"))
    if b"\x1b$" in raw or b"\x1b(J" in raw:
        return raw.decode("iso2022_jp_ext", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeError:
        pass
    for codec in _GUESSABLE:
        try:
            return raw.decode(codec)
        except UnicodeError:
            continue
    return raw.decode("latin-1")


def _without_surrogates(text: str) -> str:
    """UTF-7 and UTF-16 can smuggle lone surrogates, which no database and no JSON can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
