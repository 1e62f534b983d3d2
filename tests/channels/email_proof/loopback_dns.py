"""A name server of our own on 127.0.0.1: answers from a dict, and can be told to fail in every known way."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections import Counter
from typing import Self

from dnslib import QTYPE, RCODE, RR, DNSRecord
from dnslib.dns import RDMAP

Zone = dict[str, dict[str, list[str]]]
SERVFAIL, SILENT, GARBAGE, WRONG_ID = "servfail", "silent", "garbage", "wrong id"


class LoopbackDns:
    """`zone` is {name: {type: [record text]}}; `moods` says which names fail and how; `asked` counts."""

    def __init__(self, zone: Zone, *, ttl: int = 300) -> None:
        self.zone = {name.lower(): records for name, records in zone.items()}
        self.moods: dict[str, str] = {}
        self.is_dead = False
        self.cuts = False
        self.ttl = ttl
        self.asked: Counter[tuple[str, str]] = Counter()
        self.tcp_asked = 0
        talker = self

        class OverUdp(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                packet, sock = self.request
                answer = talker.answer(packet)
                if answer is not None:
                    sock.sendto(answer, self.client_address)

        class OverTcp(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                size = int.from_bytes(self.request.recv(2), "big")
                packet = self.request.recv(size)
                talker.tcp_asked += 1
                answer = talker.answer(packet, may_cut=False)
                if answer is not None:
                    self.request.sendall(len(answer).to_bytes(2, "big") + answer)

        self._tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), OverTcp, bind_and_activate=False)
        self._tcp.allow_reuse_address = True
        self._tcp.server_bind()
        self._tcp.server_activate()
        self.port = self._tcp.server_address[1]
        self._udp = socketserver.ThreadingUDPServer(("127.0.0.1", self.port), OverUdp)

    def __enter__(self) -> Self:
        for server in (self._udp, self._tcp):
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()

    def answer(self, packet: bytes, *, may_cut: bool = True) -> bytes | None:
        question = DNSRecord.parse(packet)
        name = str(question.q.qname).rstrip(".").lower()
        kind = QTYPE[question.q.qtype]
        self.asked[kind, name] += 1
        mood = self.moods.get(name, "")
        if self.is_dead or mood == SILENT:
            return None
        reply = question.reply()
        if mood == SERVFAIL:
            reply.header.rcode = RCODE.SERVFAIL
        elif name not in self.zone:
            reply.header.rcode = RCODE.NXDOMAIN
        else:
            self._fill(reply, name, kind)
        if self.cuts and may_cut:
            reply.rr = []
            reply.header.tc = 1
        if mood == GARBAGE:
            return packet[:2] + b"\x00\x01\x02"
        if mood == WRONG_ID:
            reply.header.id ^= 0xFFFF
        return bytes(reply.pack())

    def _fill(self, reply: DNSRecord, name: str, kind: str) -> None:
        records = self.zone[name]
        for each in (kind, "CNAME"):
            for text in records.get(each, []):
                reply.add_answer(RR(name, QTYPE.reverse[each], ttl=self.ttl, rdata=_rdata(each, text)))
            if each in records:
                return


def _rdata(kind: str, text: str) -> object:
    if kind == "TXT":
        raw = text.encode("latin-1")
        return RDMAP["TXT"]([raw[at : at + 255] for at in range(0, len(raw), 255)] or [b""])
    if kind == "MX":
        preference, host = text.split()
        return RDMAP["MX"](host, int(preference))
    return RDMAP[kind](text)


def closed_port() -> int:
    """A UDP port on which nobody listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
