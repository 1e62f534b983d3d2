"""One question over the wire with dnspython: UDP on a connected socket, TCP when the answer was cut."""

from __future__ import annotations

import socket
import time

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import msgspec

from beistand.lib.dns.port import NOTHING, NOWHERE, UNKNOWN, Answer, State

PAYLOAD = 1232
"""Bytes a UDP answer may have without being cut to pieces on the way (DNS flag day 2020)."""

HOPS = 8


class Silence(Exception):
    """Nothing came back: time-out, refused port, no network."""


class Server(msgspec.Struct, frozen=True):
    """Where a resolver listens: an IP address in its usual writing and a port."""

    host: str
    port: int = 53


class Reply(msgspec.Struct, frozen=True):
    """An answer and how many seconds it holds."""

    answer: Answer
    ttl: float


def ask(server: Server, name: str, kind: str, deadline: float) -> Reply:
    """Ask for records of `kind` until `deadline` (monotonic seconds), following aliases. Raises `Silence`.

    A full resolver follows aliases itself; this helps with small ones that only answer what they are asked.
    """
    where = _name(name)
    if where is None:
        return Reply(NOWHERE, 3600)
    for _ in range(HOPS):
        message = _exchange(server, where, kind, deadline)
        if not isinstance(message, dns.message.QueryMessage) or message.rcode() not in (
            dns.rcode.NOERROR,
            dns.rcode.NXDOMAIN,
        ):
            return Reply(UNKNOWN, 0)
        try:
            chain = message.resolve_chaining()
        except dns.exception.DNSException:
            return Reply(UNKNOWN, 0)  # an alias loop or an answer to another question
        if chain.answer is not None:
            return Reply(_read(chain.answer, kind), chain.minimum_ttl)
        if message.rcode() == dns.rcode.NXDOMAIN:
            return Reply(NOWHERE, chain.minimum_ttl)
        if not chain.cnames:
            return Reply(NOTHING, chain.minimum_ttl)
        where = chain.canonical_name
    return Reply(UNKNOWN, 0)


def _name(name: str) -> dns.name.Name | None:
    # Not dns.name.from_text: it reads backslashes as escapes, and SPF macros put strangers' words here.
    labels = name.removesuffix(".").split(".") if name != "." else []
    try:
        return dns.name.Name([*(label.encode("latin-1") for label in labels), b""])
    except (UnicodeEncodeError, dns.exception.DNSException):
        return None


def _exchange(server: Server, name: dns.name.Name, kind: str, deadline: float) -> dns.message.Message | None:
    """The resolver's message; None when it is no DNS message. Raises `Silence`."""
    question = dns.message.make_query(name, kind, use_edns=0, payload=PAYLOAD)
    try:
        message = _by_udp(server, question, deadline)
        if message is not None and message.flags & dns.flags.TC:
            message = dns.query.tcp(question, server.host, port=server.port, timeout=_left(deadline))
    except (OSError, EOFError, dns.exception.Timeout) as trouble:
        raise Silence(str(trouble)) from trouble
    except dns.exception.DNSException:
        return None
    return message


def _by_udp(server: Server, question: dns.message.Message, deadline: float) -> dns.message.Message | None:
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as wire:
        wire.connect(
            (server.host, server.port)
        )  # connected: strangers' packets are dropped, a closed port is heard
        wire.settimeout(_left(deadline))
        wire.send(question.to_wire())
        while True:
            wire.settimeout(_left(deadline))
            packet = wire.recv(65535)
            try:
                message = dns.message.from_wire(packet, raise_on_truncation=False, ignore_trailing=True)
            except dns.exception.DNSException:
                if packet[:2] == question.id.to_bytes(2, "big"):
                    return None
                continue
            if question.is_response(message):
                return message


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for this question is over")
    return left


def _read(records: dns.rrset.RRset, kind: str) -> Answer:
    if kind == "TXT":
        texts = tuple(b"".join(record.strings).decode("latin-1") for record in records)
    elif kind == "MX":
        ranked = sorted((record.preference, _host(record.exchange)) for record in records)
        texts = tuple(host for _, host in ranked)
    elif kind == "PTR":
        texts = tuple(_host(record.target) for record in records)
    else:
        texts = tuple(record.address for record in records)
    return Answer(State.FOUND, texts) if texts else NOTHING


def _host(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower() if name != dns.name.root else ""
