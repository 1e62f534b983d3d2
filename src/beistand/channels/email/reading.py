"""Reading kept mails: the child process parses, the sender is judged, the HTML is cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol
from uuid import UUID

import msgspec

from beistand.channels.adapter import Proof, Unreadable, Verdict
from beistand.channels.email.frames import Reading
from beistand.channels.email.keys import mark_keys
from beistand.channels.email.parse import delivery_key
from beistand.channels.email.proof.claims import Believed
from beistand.channels.email.proof.judge import judge, speaks_for
from beistand.channels.email.routing_marks import read_bounce_address, read_message_id, read_reply_address
from beistand.channels.models import Arrival
from beistand.channels.reading import Read
from beistand.lib.dns import Resolver


class Parser(Protocol):
    """What reads mails: the warm child in `work`, or the parser itself where one mail is examined."""

    def read_and_clean(self, mails: Sequence[tuple[bytes, bool]]) -> list[Reading | Unreadable]:
        """Read mails given as (bytes, whether the sender was null) and clean their HTML."""
        ...


class MailReader:
    """Reads arrivals of the mail channel; `authserv_ids` are those of relays in front of our own door."""

    def __init__(self, parser: Parser, resolver: Resolver, authserv_ids: frozenset[str]) -> None:
        self.parser = parser
        self.resolver = resolver
        self.authserv_ids = authserv_ids
        self.judges = ThreadPoolExecutor(max_workers=8, thread_name_prefix="judge")

    def __call__(self, arrivals: Sequence[Arrival]) -> list[Read]:
        """Read a batch."""
        mails = [(bytes(a.raw.content), _is_null(a)) for a in arrivals]
        # The name system may be slow for some of them: they wait beside each other and beside the parser.
        judging = [
            self.judges.submit(self._judge, a, raw) for a, (raw, _) in zip(arrivals, mails, strict=True)
        ]
        parsed = self.parser.read_and_clean(mails)
        return [
            self._read(a, p, proof.result()) for a, p, proof in zip(arrivals, parsed, judging, strict=True)
        ]

    def _read(self, arrival: Arrival, reading: Reading | Unreadable, proof: Proof) -> Read:
        if isinstance(reading, Unreadable):
            return Read(reason=reading.reason, proof=proof)
        if arrival.envelope.get("left_out"):
            return Read(reason="left-in-mailbox", proof=proof)
        parsed = reading.incoming
        if proof.is_proven and not speaks_for(proof, parsed.sender.address):
            proof = msgspec.structs.replace(proof, dmarc=Verdict.FAIL)  # two readers saw two authors
        keys = mark_keys()
        recipients = [str(r) for r in arrival.envelope.get("recipients", [])]
        named = [*recipients, *(a.address for a in (*parsed.to, *parsed.cc))]
        own = [read_message_id(i, keys) for i in (*parsed.in_reply_to, *reversed(parsed.references))]
        return Read(
            incoming=parsed,
            proof=proof,
            html=reading.html,
            delivery_key=delivery_key(parsed, arrival.raw_id),
            reply_address=_first(read_reply_address(a, keys) for a in named),
            own_ids=tuple(i for i in own if i is not None),
            bounce_of=_first(read_bounce_address(r, keys) for r in recipients),
        )

    def _judge(self, arrival: Arrival, raw: bytes) -> Proof:
        envelope = arrival.envelope
        believed = None
        if envelope.get("relay"):
            believed = Believed(self.authserv_ids)
        elif envelope.get("mailbox"):
            believed = Believed(frozenset(filter(None, [str(envelope.get("authserv", ""))])))
        return judge(
            raw,
            ip=str(envelope["ip"]) if envelope.get("ip") else None,
            helo=str(envelope.get("helo", "")),
            mail_from=str(envelope.get("mail_from", "")),
            resolver=self.resolver,
            believed=believed,
            at=arrival.arrived_at,
        )


def _is_null(arrival: Arrival) -> bool:
    return "mail_from" in arrival.envelope and not arrival.envelope["mail_from"]


def _first(found: object) -> UUID | None:
    return next((f for f in found if f is not None), None)  # type: ignore[attr-defined]
