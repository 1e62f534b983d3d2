"""Domains: how they are written, which organisation they belong to, whether two are aligned (RFC 7489 §3.2).

The public suffix list is the one that authheaders brings along: publicsuffix2's own is from 2019, and its
lookup takes an unlisted top level domain for the organisation, so that all names under it would be aligned.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import idna

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")


def plain(domain: str) -> str:
    """A domain in lower case ASCII without its last dot; "" when it is none that mail can come from."""
    domain = domain.strip().rstrip(".").lower()
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    labels = domain.split(".")
    if len(domain) > 253 or len(labels) < 2 or not all(map(_LABEL.match, labels)) or labels[-1].isdigit():
        return ""
    return domain


def are_aligned(author: str, other: str, *, strict: bool) -> bool:
    """Whether `other` may vouch for `author`; both as `plain` gives them."""
    if not author or not other:
        return False
    return author == other or (not strict and organisation(author) == organisation(other))


@lru_cache(maxsize=4096)
def organisation(domain: str) -> str:
    """The registered domain: one label below the longest public suffix; a suffix is its own organisation."""
    exact, wild, exempt = _suffixes()
    labels = domain.split(".")
    for start in range(len(labels)):
        tail = ".".join(labels[start:])
        if tail in exempt:
            return tail
        parent = tail.partition(".")[2]
        if tail in exact or parent in wild:
            return ".".join(labels[max(start - 1, 0) :])
    return ".".join(labels[-2:])  # the rule "*": an unlisted top level domain is a suffix of one label


@cache
def _suffixes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    exact: set[str] = set()
    wild: set[str] = set()
    exempt: set[str] = set()
    for line in files("authheaders").joinpath("public_suffix_list.txt").read_text("utf-8").splitlines():
        rule = line.split(" ", 1)[0].strip()
        if not rule or rule.startswith("//"):
            continue
        if not rule.isascii():
            rule = ".".join(label if label in ("*", "!") else _ascii(label) for label in rule.split("."))
        if rule.startswith("!"):
            exempt.add(rule[1:])
        elif rule.startswith("*."):
            wild.add(rule[2:])
        else:
            exact.add(rule)
    return frozenset(exact), frozenset(wild), frozenset(exempt)


def _ascii(label: str) -> str:
    return label.encode("idna").decode("ascii")
