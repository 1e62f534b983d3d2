"""Macros in SPF records (RFC 7208 §7): from `%{ir}.%{v}._spf.%{d2}` to a name that can be looked up."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import quote

import msgspec

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_EXPAND = re.compile(r"%\{([A-Za-z])([0-9]*)([rR]?)([.\-+,/_=]*)\}|%([%_\-])")
_ESCAPES = {"%": "%", "_": " ", "-": "%20"}
LONGEST = 253


class Question(msgspec.Struct, frozen=True):
    """Whether a host may send: its address, whom it says it sends for (local part and domain) and its greeting."""

    ip: IpAddress
    local: str
    domain: str
    helo: str

    @property
    def dotted_ip(self) -> str:
        """The address in the order that macro i writes: dotted, nibbles for IPv6."""
        if isinstance(self.ip, ipaddress.IPv6Address):
            return ".".join(self.ip.exploded.replace(":", ""))
        return str(self.ip)


def expand(spec: str, question: Question, domain: str, validated: Callable[[], str]) -> str:
    """The name that a domain-spec stands for while `domain` is checked; `validated` gives %{p} when it is needed.

    A name over 253 characters loses labels from its left (RFC 7208 §7.3).
    """

    def one(match: re.Match[str]) -> str:
        if match[5]:
            return _ESCAPES[match[5]]
        letter = match[1].lower()
        value = validated() if letter == "p" else _value(letter, question, domain)
        value = _transformed(value, int(match[2] or 0), bool(match[3]), match[4] or ".")
        return (
            quote(value, safe="-._~", encoding="latin-1", errors="replace") if match[1].isupper() else value
        )

    name = _EXPAND.sub(one, spec).removesuffix(".")
    while len(name) > LONGEST and "." in name:
        name = name.partition(".")[2]
    return name


def _value(letter: str, question: Question, domain: str) -> str:
    values = {
        "s": f"{question.local}@{question.domain}",
        "l": question.local,
        "o": question.domain,
        "d": domain,
        "i": question.dotted_ip,
        "h": question.helo,
        "v": "in-addr" if question.ip.version == 4 else "ip6",
    }
    return values[letter]


def _transformed(value: str, keep: int, is_reversed: bool, delimiters: str) -> str:
    parts = re.split("[" + re.escape(delimiters) + "]", value)
    if is_reversed:
        parts.reverse()
    return ".".join(parts[-keep:] if keep else parts)
