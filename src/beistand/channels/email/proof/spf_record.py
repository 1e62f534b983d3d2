"""An SPF record, read whole before anything is looked up: one wrong term spoils it (RFC 7208 §4.6 and §12)."""

from __future__ import annotations

import ipaddress
import re

import msgspec

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.tags import Malformed

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST, LONGEST_TERM = 16_384, 1024
"""Characters that a record and a domain in it may have: far more than the name system carries easily."""

_QUALIFIERS = {"+": Verdict.PASS, "-": Verdict.FAIL, "~": Verdict.SOFTFAIL, "?": Verdict.NEUTRAL}
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(.*)\Z")
_DIRECTIVE = re.compile(r"([+\-~?]?)([A-Za-z][A-Za-z0-9]*)(.*)\Z")
_LENGTHS = re.compile(r"(.*?)(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?\Z")
_IP_LENGTH = re.compile(r"([0-9A-Fa-f:.]+)(?:/(0|[1-9][0-9]{0,2}))?\Z")

_MACRO = r"%\{[slodiphvSLODIPHV](?:[1-9][0-9]{0,2})?[rR]?[.\-+,/_=]*\}"
_MACRO_STRING = re.compile(rf"(?:[\x21-\x24\x26-\x7e]|%[%_\-]|{_MACRO})*\Z")
_DOMAIN_END = re.compile(
    rf"(?:.*\.(?=[A-Za-z0-9\-]*[A-Za-z\-])(?!-)[A-Za-z0-9\-]{{1,63}}(?<!-)\.?|.*{_MACRO})\Z"
)


class Mechanism(msgspec.Struct, frozen=True):
    """One directive: if `name` matches, the result is `verdict`. `spec` may hold macros; lengths are prefix bits."""

    name: str
    verdict: Verdict
    spec: str = ""
    network: Network | None = None
    length4: int = 32
    length6: int = 128


class Record(msgspec.Struct, frozen=True):
    """The mechanisms in their order and where to go on when none matches ("" for nowhere)."""

    mechanisms: tuple[Mechanism, ...]
    redirect: str = ""


def is_record(text: str) -> bool:
    """Whether a TXT record is meant to be SPF of version 1."""
    return text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")


def read_record(text: str) -> Record:
    """All terms of a record. Raises `Malformed`."""
    if len(text) > LONGEST:
        raise Malformed("an endless record")
    mechanisms: list[Mechanism] = []
    modifiers: dict[str, str] = {}
    for term in text[6:].split(" "):
        if not term:
            continue
        if modifier := _MODIFIER.match(term):
            _read_modifier(modifier[1].lower(), modifier[2], modifiers)
        else:
            mechanisms.append(_mechanism(term))
    return Record(tuple(mechanisms), modifiers.get("redirect", ""))


def _read_modifier(name: str, value: str, known: dict[str, str]) -> None:
    if name in ("redirect", "exp"):
        if name in known:
            raise Malformed(f"{name}= twice")
        known[name] = _domain_spec(value)
    elif not _MACRO_STRING.match(re.sub(r"%\{[crtCRT]", "%{s", value)):
        raise Malformed(f"bad modifier {name}=")


def _mechanism(term: str) -> Mechanism:
    directive = _DIRECTIVE.match(term)
    if directive is None:
        raise Malformed(f"bad term {term[:40]!r}")
    qualifier, name, rest = directive[1] or "+", directive[2].lower(), directive[3]
    verdict = _QUALIFIERS[qualifier]
    if name == "all" and not rest:
        return Mechanism(name, verdict)
    if name in ("include", "exists") and rest.startswith(":"):
        return Mechanism(name, verdict, _domain_spec(rest[1:]))
    if name == "ptr" and (not rest or rest.startswith(":")):
        return Mechanism(name, verdict, _domain_spec(rest[1:]) if rest else "")
    if name in ("a", "mx"):
        return _host(name, verdict, rest)
    if name in ("ip4", "ip6") and rest.startswith(":"):
        return Mechanism(name, verdict, network=_network(name, rest[1:]))
    raise Malformed(f"bad term {term[:40]!r}")


def _host(name: str, verdict: Verdict, rest: str) -> Mechanism:
    lengths = _LENGTHS.match(rest)
    if lengths is None or (lengths[1] and not lengths[1].startswith(":")):
        raise Malformed(f"bad {name}")
    length4, length6 = int(lengths[2] or 32), int(lengths[3] or 128)
    if length4 > 32 or length6 > 128:
        raise Malformed(f"prefix too long in {name}")
    spec = _domain_spec(lengths[1][1:]) if lengths[1] else ""
    return Mechanism(name, verdict, spec, length4=length4, length6=length6)


def _network(name: str, text: str) -> Network:
    parts = _IP_LENGTH.match(text)
    if parts is None:
        raise Malformed(f"bad {name}")
    try:
        if name == "ip4":
            return ipaddress.IPv4Network((parts[1], int(parts[2] or 32)), strict=False)
        return ipaddress.IPv6Network((parts[1], int(parts[2] or 128)), strict=False)
    except ValueError as trouble:
        raise Malformed(f"bad {name}") from trouble


def _domain_spec(text: str) -> str:
    if len(text) > LONGEST_TERM or not _MACRO_STRING.match(text) or not _DOMAIN_END.match(text):
        raise Malformed(f"bad domain {text[:40]!r}")
    return text
