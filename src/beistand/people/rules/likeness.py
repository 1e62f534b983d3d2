"""Are two customers perhaps one person? Pure.

A browser, a number or a name alone proves nothing, and names, Reply-To and signatures are written by whoever
likes. So likeness only leads to a proposal with its evidence, which a person judges. Somebody whose proof failed
is never proposed: he would be offered as the one whom he pretends to be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import phonenumbers

TITLES = {"dr", "prof", "frau", "herr", "mr", "mrs", "ms", "dipl", "ing", "med"}
LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "ı": "i"})
ADDRESS = re.compile(r"[^\s<>()\",;]+@[\w-]+(?:\.[\w-]+)+")
DIGITS = re.compile(r"\d(?:[\s()/.-]*\d){6,}")
QUOTE_BEGINS = re.compile(r"^\s*(>|-{3,}|_{5,}|.*\b(schrieb|wrote)\b.*:\s*$|(von|from):\s)", re.IGNORECASE)
NO_PHONE = re.compile(r"\b(IBAN|BIC|Konto|USt|HRB|VAT|account|invoice|order|Rechnung|Bestell)", re.IGNORECASE)
LONGEST = 1500
SHORTEST = 999_999
#: A name, number or Reply-To that more customers share than this tells nothing (a company, a newsletter).
MOST = 4


@dataclass(frozen=True)
class Evidence:
    """Why two customers may be one person. `kind`: name, phone, reply_to, shown_as, hand; `value` as it was found."""

    kind: str
    value: str = ""

    def words(self) -> dict[str, str]:
        """Ready for JSON."""
        return {"kind": self.kind, "value": self.value}

    @classmethod
    def read(cls, words: Any) -> Evidence:
        """What `words` wrote."""
        return cls(str(words.get("kind", "")), str(words.get("value", "")))


@dataclass(frozen=True)
class Portrait:
    """What is known of one customer; values are normalised."""

    customer: UUID
    addresses: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    reply_to: frozenset[str] = frozenset()
    shown_as: frozenset[str] = frozenset()
    is_contested: bool = False
    common: frozenset[str] = field(default_factory=frozenset)


def likeness(one: Portrait, other: Portrait) -> tuple[Evidence, ...]:
    """The evidence that two customers of a brand are one person, strongest first; empty when there is none."""
    if one.is_contested or other.is_contested or one.customer == other.customer:
        return ()
    common = one.common | other.common
    points = one.reply_to & (other.addresses | other.reply_to) | other.reply_to & one.addresses
    shown = one.shown_as & other.addresses | other.shown_as & one.addresses
    found = [
        *(Evidence("reply_to", v) for v in sorted(points - common)),
        *(Evidence("shown_as", v) for v in sorted(shown - common)),
        *(Evidence("phone", v) for v in sorted(one.phones & other.phones - common)),
        *(Evidence("name", v) for v in sorted(one.names & other.names - common)),
    ]
    return tuple(found)


def full_name(text: str) -> str:
    """A name of at least two words as it is compared ("Behrens, Dr. Annika" is "annika behrens"), else ""."""
    if "@" in text:
        return ""
    last, comma, first = text.partition(",")
    ordered = f"{first} {last}" if comma else text
    plain = unicodedata.normalize("NFKD", ordered.casefold().translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = [w for w in re.split(r"[^\w'-]+", plain) if w and w not in TITLES]
    return " ".join(words)[:320] if len(words) >= 2 else ""


def addresses_in(text: str) -> frozenset[str]:
    """Mail addresses in a display name."""
    return frozenset(found.lower() for found in ADDRESS.findall(text[:400]))


def phones_in(text: str, region: str = "DE") -> frozenset[str]:
    """Phone numbers in the words of a signature, as E.164. `region` is where a number without + is at home."""
    lines = "\n".join(line for line in text[:LONGEST].splitlines() if not NO_PHONE.search(line))
    if not DIGITS.search(lines):
        return frozenset()
    found = phonenumbers.PhoneNumberMatcher(lines, region, leniency=phonenumbers.Leniency.POSSIBLE)
    return frozenset(
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in found
        if match.raw_string.lstrip("(").startswith(("+", "0"))
        and (match.number.national_number or 0) > SHORTEST
    )


def signature_of(text: str, new_text: str, lines: int = 8) -> str:
    """Where a signature stands: the last lines of what is new and what follows it, up to the first quote."""
    new, whole = new_text.rstrip(), text.rstrip()
    rest = whole[len(new) :] if whole.startswith(new) else ""
    return "\n".join([*new.splitlines()[-lines:], *_unquoted(rest.splitlines())])[:LONGEST]


def _unquoted(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if QUOTE_BEGINS.match(line) and line.strip() not in ("--", "---"):
            break
        kept.append(line)
    return kept[:12]
