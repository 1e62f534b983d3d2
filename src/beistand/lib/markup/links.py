"""Links as a careful reader wants them: true host in sight, foreign alphabets as punycode, no surprises."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

import idna
from linkify_it import LinkifyIt

_SCHEME = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_WEB = re.compile(r"(https?)://([^/?#\\\s]+)((?:[/?#].*)?)\Z", re.IGNORECASE)
_USUAL = re.compile(r"https?://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?:/[A-Za-z0-9/?&=._~%+,;:@#-]{0,1800})?\Z")
_HOST_IN_TEXT = re.compile(
    r"(?:(?P<sure>https?://|www\.)|(?<![\w@.-]))(?:[^\s/@]{1,80}@)?(?P<host>[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,24})(?![\w-])",
    re.IGNORECASE,
)
_NOT_HOSTS = frozenset(
    "pdf html htm php doc docx xls xlsx odt txt jpg jpeg png gif zip csv xml asp aspx ics".split()  # noqa: SIM905 - a word list reads better
)
_LONGEST = 2_000
_LONGEST_NAME = 300


# Endings that the tokenizer does not know by itself (it knows all of two letters); "example" is what our demo uses.
_ENDINGS = """
academy app art audio bank bayern berlin blog care center cloud club cologne community company design dev digital eco
email events example expert finance fitness gmbh group guide hamburg haus health help hotel house immo koeln land life
live ltd market media mobi news nrw one online page photo praxis press reise reisen ruhr saarland sale school schule
services shop site social software solutions space store studio support swiss team tech tirol tools tours training
travel versicherung website wien work world xyz yoga zone
""".split()  # noqa: SIM905 - a word list reads better


class Link(NamedTuple):
    """A link that may be shown: `target` for href, `shown` the true host or address for people, `is_odd` if it hid one."""

    target: str
    shown: str
    is_odd: bool = False


def read_link(written: str) -> Link | None:
    """Read an href from outside; None unless it is an absolute http, https, mailto or tel link."""
    return _read_link(written) if len(written) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read_link(written: str) -> Link | None:
    if usual := _USUAL.match(written):
        return Link(written, usual[1])
    text = "".join(c for c in written.strip() if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})
    scheme = _SCHEME.match(text)
    if scheme is None:
        return None
    if scheme[1].lower() in {"mailto", "tel"}:
        rest = quote(text[scheme.end() :], safe="/?:@!$&'()*+,;=-._~%#")
        return Link(f"{scheme[1].lower()}:{rest}", rest.partition("?")[0]) if rest else None
    return _read_web_link(text)


def _read_web_link(text: str) -> Link | None:
    parts = _WEB.match(text)
    if parts is None:
        return None
    user, at, host_and_port = parts[2].rpartition("@")
    host, colon, port = host_and_port.partition(":")
    honest = plain_host(host)
    if not honest or (colon and not re.fullmatch(r"[0-9]{0,5}", port)):
        return None
    rest = quote(parts[3], safe="/?:@!$&'()*+,;=-._~%#[]")
    is_odd = bool(at and user) or honest != host.lower()
    return Link(f"{parts[1].lower()}://{honest}{colon if port else ''}{port}{rest}", honest, is_odd)


@cache
def tokenizer() -> LinkifyIt:
    """Finds links and addresses in plain text."""
    found = LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": False})
    return found.add("ftp:", None).add("//", None).tlds(_ENDINGS, True)


def plain_host(host: str) -> str:
    """The host in lower case and ASCII (punycode as browsers make it); "" if it is no host name."""
    lowered = host.lower()
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?\.?", lowered):
        return lowered
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def names_another_host(text: str, shown: str) -> bool:
    """Whether a link's text looks like a host or address that its target (`Link.shown`) does not belong to."""
    if "." not in text or len(text) > _LONGEST_NAME:
        return False
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf").strip()
    target = shown.rpartition("@")[2].removesuffix(".")
    for found in _HOST_IN_TEXT.finditer(plain):
        is_whole = found.start() == 0 and not any(c.isspace() for c in plain)
        if not (found["sure"] or is_whole) or found["host"].rpartition(".")[2].lower() in _NOT_HOSTS:
            continue
        named = plain_host(found["host"]).removeprefix("www.")
        if named != target.removeprefix("www.") and not target.endswith("." + named):
            return True
    return False
