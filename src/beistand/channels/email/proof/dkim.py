"""DKIM (RFC 6376, RFC 8301, RFC 8463): which domains signed this mail, whole and still valid.

Stricter than the RFC where a signature could be stretched over words that its signer never saw: with l= it
is only neutral, and a field that may stand once but stands twice must be covered as often as it stands.
"""

from __future__ import annotations

from datetime import datetime

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.domains import are_aligned, plain
from beistand.channels.email.proof.key import NoKey, find_key
from beistand.channels.email.proof.letter import ONCE, Field, Letter
from beistand.channels.email.proof.signature import (
    ALGORITHMS,
    Bodies,
    Finding,
    Malformed,
    covered_fields,
    covered_names,
    covers_body,
    covers_head,
    forms,
    number,
    tags_of,
)
from beistand.lib.dns.port import Resolver

MOST_SIGNATURES = 8
SLACK = 300
"""Seconds that two clocks may differ."""


def check_signatures(
    letter: Letter, author: str, bodies: Bodies, resolver: Resolver, at: datetime
) -> tuple[Finding, ...]:
    """A finding for each signature, those of the author's own organisation first; at most eight are looked at."""
    signatures = [(_signer(field), field) for field in letter.all(b"dkim-signature")]
    signatures.sort(key=lambda signed: not are_aligned(author, signed[0], strict=False))
    return tuple(
        _check(letter, domain, field, bodies, resolver, at) for domain, field in signatures[:MOST_SIGNATURES]
    )


def best(findings: tuple[Finding, ...]) -> Finding:
    """The one to show: the first that passes, else the first of all (the author's own, if it signed)."""
    passing = [finding for finding in findings if finding.verdict is Verdict.PASS]
    return (passing or list(findings) or [Finding("", Verdict.NONE)])[0]


def _signer(field: Field) -> str:
    try:
        return plain(tags_of(field).get("d", ""))
    except Malformed:
        return ""


def _check(
    letter: Letter, domain: str, field: Field, bodies: Bodies, resolver: Resolver, at: datetime
) -> Finding:
    try:
        tags = tags_of(field)
        _refuse_bad_tags(tags, domain, at)
        _refuse_added_fields(letter, covered_names(tags))
        key = find_key(tags["s"], domain, resolver)
        if not key.fits(tags["a"].lower()):
            return Finding(domain, Verdict.PERMERROR, "the key is of another kind")
        if key.is_strict and _identity(tags) != domain:
            return Finding(domain, Verdict.PERMERROR, "the key is not for subdomains")
        if "l" in tags:
            return Finding(domain, Verdict.NEUTRAL, "the signature may cover only a part of the text")
        if not covers_body(tags, bodies):
            return Finding(domain, Verdict.FAIL, "the text was changed")
        if not covers_head(covered_fields(letter, tags), field, tags, key, forms(tags)[0]):
            return Finding(domain, Verdict.FAIL, "the header was changed or another key signed")
    except Malformed as trouble:
        return Finding(domain, Verdict.PERMERROR, str(trouble))
    except Worthless as trouble:
        return Finding(domain, Verdict.FAIL, str(trouble))
    except NoKey as trouble:
        return Finding(domain, Verdict.TEMPERROR if trouble.is_passing else Verdict.PERMERROR, str(trouble))
    return Finding(domain, Verdict.PASS)


class Worthless(Exception):
    """A signature that may be true but proves nothing here."""


def _refuse_bad_tags(tags: dict[str, str], domain: str, at: datetime) -> None:
    missing = {"v", "a", "b", "bh", "d", "h", "s"} - tags.keys()
    if missing or tags["v"] != "1" or tags.get("q", "dns/txt") != "dns/txt":
        raise Malformed("not a DKIM signature of version 1")
    if tags["a"].lower() not in ALGORITHMS:
        raise Malformed("an algorithm that is not used (RFC 8301)")
    if not domain:
        raise Malformed("d= is no domain")
    forms(tags)
    if b"from" not in covered_names(tags):
        raise Malformed("From is not signed")
    identity = _identity(tags)
    if identity != domain and not identity.endswith("." + domain):
        raise Malformed("i= is not under d=")
    made = number(tags["t"]) if "t" in tags else 0
    ends = number(tags["x"]) if "x" in tags else None
    if ends is not None and ends < made:
        raise Malformed("it ended before it began")
    if ends is not None and ends + SLACK < at.timestamp():
        raise Worthless("the signature has expired")
    if made - SLACK > at.timestamp():
        raise Worthless("the signature is from the future")


def _identity(tags: dict[str, str]) -> str:
    return plain(tags["i"].rpartition("@")[2]) if "i" in tags else plain(tags["d"])


def _refuse_added_fields(letter: Letter, covered: list[bytes]) -> None:
    for name in ONCE & set(covered):
        if len(letter.all(name)) > covered.count(name):
            raise Worthless(f"a second {name.decode().title()} was added")
