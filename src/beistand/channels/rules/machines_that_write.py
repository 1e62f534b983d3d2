"""May a machine of ours answer this? Two machines that answer each other never stop (RFC 3834).

Asked before every automatic answer, with what was heard and what machines have written before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ONE_IN = timedelta(hours=24)
MOST_IN_A_THREAD = 5
MOST_WITHOUT_A_PERSON = 2

_NOBODY_READS = re.compile(
    r"(?:no-?reply|do-?not-?reply|nicht-?antworten|mailer-daemon|postmaster|bounces?|daemon|listserv|majordomo"
    r"|owner-.*|.*-(?:request|owner|bounces?|return)|noreply.*|no-reply.*|double-bounce|nobody|root|www-data)"
    r"(?:[+=].*)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a machine would answer to. `auto` is the kind of automatic mail or None, `is_proven` DMARC's pass.

    `has_null_sender`: the return path was `<>`. `address` is who wrote and would get the answer.
    """

    address: str
    auto: str | None = None
    is_proven: bool = False
    has_null_sender: bool = False


@dataclass(frozen=True, kw_only=True)
class Before:
    """Automatic mails of ours so far.

    `to_address` are all times at which this address got one, `in_thread` how many this matter has seen,
    `since_a_person` how many this address got since a person of ours last wrote to it.
    """

    to_address: Sequence[datetime] = ()
    in_thread: int = 0
    since_a_person: int = 0


def why_silent(heard: Heard, before: Before, at: datetime) -> str:
    """Why a machine must stay silent (a short English name), "" when it may answer.

    bounce, auto (and its kind), unproven, nobody-reads, within-a-day, thread-is-full, no-person-yet.
    """
    if heard.has_null_sender:
        return "bounce"
    if heard.auto:
        return f"auto: {heard.auto}"
    if not heard.is_proven:
        return "unproven"
    if nobody_reads(heard.address):
        return "nobody-reads"
    return why_too_often(before, at)


def why_too_often(before: Before, at: datetime) -> str:
    """The part of `why_silent` that only counts; looked at once more when a mail is about to leave.

    The last rule stops what carries no mark at all: a robot that answers every mail as if it were a person.
    """
    if any(at - earlier < ONE_IN for earlier in before.to_address):
        return "within-a-day"
    if before.in_thread >= MOST_IN_A_THREAD:
        return "thread-is-full"
    if before.since_a_person >= MOST_WITHOUT_A_PERSON:
        return "no-person-yet"
    return ""


def may_answer_automatically(heard: Heard, before: Before, at: datetime) -> bool:
    """Whether a machine may answer."""
    return not why_silent(heard, before, at)


def nobody_reads(address: str) -> bool:
    """Whether this is the address of a machine by its name."""
    local, at, _domain = address.strip().rpartition("@")
    return not at or not local or _NOBODY_READS.match(local) is not None
