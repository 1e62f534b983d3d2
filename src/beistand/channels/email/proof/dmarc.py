"""DMARC (RFC 7489): whether somebody who may speak for the domain in From vouches for this mail.

The policy that a domain wishes is kept for people to see; the verdict does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.domains import are_aligned, organisation
from beistand.channels.email.proof.tags import Malformed, read_tags
from beistand.lib.dns.port import Resolver

POLICIES = ("none", "quarantine", "reject")


class Policy(msgspec.Struct, frozen=True):
    """What a domain published: `wish` is none, quarantine or reject; strict or relaxed alignment for each proof."""

    found_at: str
    wish: str
    dkim_is_strict: bool = False
    spf_is_strict: bool = False


class Voucher(msgspec.Struct, frozen=True):
    """One proof that may vouch: `kind` is dkim or spf, `domain` whom it proved."""

    kind: str
    domain: str
    verdict: Verdict


class Unanswered(Exception):
    """The name system gave no answer."""


def find_policy(author: str, resolver: Resolver) -> Policy | None:
    """The policy for a domain, its own or its organisation's; None if none is published. Raises `Unanswered`."""
    top = organisation(author)
    for place in dict.fromkeys((author, top)):
        answer = resolver.txt(f"_dmarc.{place}")
        if answer.is_trouble:
            raise Unanswered(place)
        records = [text for text in answer.records if text.strip().startswith("v=DMARC1")]
        if len(records) == 1:
            return _read(records[0], place, author)
        if records:
            return None  # RFC 7489 §6.6.3: more than one is none
    return None


def align(author: str, policy: Policy, vouchers: Iterable[Voucher]) -> Verdict:
    """PASS if an aligned proof passes, TEMPERROR if one may still do so, else FAIL."""
    open_ends = False
    for voucher in vouchers:
        strict = policy.dkim_is_strict if voucher.kind == "dkim" else policy.spf_is_strict
        if not are_aligned(author, voucher.domain, strict=strict):
            continue
        if voucher.verdict is Verdict.PASS:
            return Verdict.PASS
        open_ends = open_ends or voucher.verdict is Verdict.TEMPERROR
    return Verdict.TEMPERROR if open_ends else Verdict.FAIL


def _read(record: str, place: str, author: str) -> Policy | None:
    try:
        tags = read_tags(record)
    except Malformed:
        return None
    if next(iter(tags.items())) != ("v", "DMARC1"):
        return None
    wish = tags.get("p", "").lower()
    if place != author and tags.get("sp", wish).lower() in POLICIES:
        wish = tags.get("sp", wish).lower()
    if wish not in POLICIES:
        if not tags.get("rua"):
            return None
        wish = "none"  # RFC 7489 §6.6.3
    strict = {name: tags.get(name, "r").lower() == "s" for name in ("adkim", "aspf")}
    return Policy(place, wish, strict["adkim"], strict["aspf"])
