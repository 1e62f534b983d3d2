"""ARC (RFC 8617): the chain of those who handed a mail on and sealed what they had found.

A chain that passes says only that nobody broke it since; whom of the sealers one believes is another
matter. So the verdict stands beside the others and never makes a sender proven.
"""

from __future__ import annotations

import msgspec

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.domains import plain
from beistand.channels.email.proof.key import Key, NoKey, find_key
from beistand.channels.email.proof.letter import Field, Letter
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

LONGEST = 50
_RESULTS, _MESSAGE, _SEAL = b"arc-authentication-results", b"arc-message-signature", b"arc-seal"
_NAMES = (_RESULTS, _MESSAGE, _SEAL)


class Link(msgspec.Struct, frozen=True):
    """One set of three fields that belong together."""

    results: Field
    message: Field
    seal: Field


def check_chain(letter: Letter, bodies: Bodies, resolver: Resolver) -> Finding:
    """The verdict on the whole chain and the domain of the last sealer."""
    fields = [field for field in letter.fields if field.name in _NAMES]
    if not fields:
        return Finding("", Verdict.NONE)
    sealer = ""
    try:
        links = _links(fields)
        sealer = plain(tags_of(links[-1].seal).get("d", ""))
        _check_claims(links)
        _check_last_message(letter, links[-1], bodies, resolver)
        for length in range(len(links), 0, -1):
            _check_seal(links[:length], resolver)
    except (Malformed, Broken) as trouble:
        return Finding(sealer, Verdict.FAIL, str(trouble))
    except NoKey as trouble:
        return Finding(sealer, Verdict.TEMPERROR if trouble.is_passing else Verdict.FAIL, str(trouble))
    return Finding(sealer, Verdict.PASS)


class Broken(Exception):
    """The chain does not hold."""


def _links(fields: list[Field]) -> list[Link]:
    sets: dict[int, dict[bytes, Field]] = {}
    for field in fields:
        mates = sets.setdefault(_instance(field), {})
        if field.name in mates:
            raise Broken("two fields of one kind in one link")
        mates[field.name] = field
    if sorted(sets) != list(range(1, len(sets) + 1)) or len(sets) > LONGEST:
        raise Broken("the links are not numbered as they should be")
    if any(len(mates) != len(_NAMES) for mates in sets.values()):
        raise Broken("a link is not whole")
    return [Link(*(sets[instance][name] for name in _NAMES)) for instance in sorted(sets)]


def _instance(field: Field) -> int:
    if field.name != _RESULTS:
        return number(tags_of(field).get("i", ""))
    name, equals, value = field.text.partition(";")[0].partition("=")  # what follows is not a list of tags
    if name.strip() != "i" or not equals:
        raise Malformed("results without a number")
    return number(value.strip())


def _check_claims(links: list[Link]) -> None:
    for at, link in enumerate(links):
        tags = tags_of(link.seal)
        if "h" in tags or tags.get("cv") != ("pass" if at else "none"):
            raise Broken("a sealer found the chain broken or left out what it found")


def _check_last_message(letter: Letter, link: Link, bodies: Bodies, resolver: Resolver) -> None:
    tags = tags_of(link.message)
    key = _key(tags, {"bh", "h"}, resolver)
    if _SEAL in covered_names(tags) or "l" in tags:
        raise Malformed("the last message signature covers what it must not")
    if b"from" not in covered_names(tags):
        raise Malformed("From is not signed")
    tags.setdefault("c", "relaxed/relaxed")
    if not covers_body(tags, bodies):
        raise Broken("the text was changed after the last seal")
    if not covers_head(covered_fields(letter, tags), link.message, tags, key, forms(tags)[0]):
        raise Broken("the header was changed after the last seal")


def _check_seal(links: list[Link], resolver: Resolver) -> None:
    tags = tags_of(links[-1].seal)
    key = _key(tags, set(), resolver)
    fields = [field for link in links for field in (link.results, link.message, link.seal)]
    if not covers_head(fields[:-1], fields[-1], tags, key, "relaxed"):
        raise Broken(f"seal {len(links)} does not hold")


def _key(tags: dict[str, str], more: set[str], resolver: Resolver) -> Key:
    if not {"a", "b", "d", "s"} | more <= tags.keys():
        raise Malformed("a signature of the chain is not whole")
    algorithm = tags["a"].lower()
    if algorithm not in ALGORITHMS:
        raise Malformed("an algorithm that is not used")
    key = find_key(tags["s"], plain(tags["d"]), resolver)
    if not key.fits(algorithm):
        raise Malformed("the key is of another kind")
    return key
