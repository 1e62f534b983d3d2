"""SPF (RFC 7208): whether a host may send mail for a domain.

Written here because the one Python library for it saw its last release in January 2020 and asks the name
system by itself, without a cache, a limit in time or a way to answer in its place. Held against the
protocol's own test suite in tests/rules/sender_proof.
"""

from __future__ import annotations

import ipaddress

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.domains import plain
from beistand.channels.email.proof.spf_macros import IpAddress, Question, expand
from beistand.channels.email.proof.spf_record import Mechanism, is_record, read_record
from beistand.channels.email.proof.tags import Malformed
from beistand.lib.dns.port import Answer, Resolver

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_HOSTS = 10


def check_host(ip: str | None, helo: str, mail_from: str, resolver: Resolver) -> tuple[Verdict, str]:
    """The verdict and the domain that was judged ("" if there was nothing to judge).

    `mail_from` is the envelope sender without brackets; if it is empty, postmaster at `helo` is judged.
    No address, or one of this machine itself, gives NONE: the mail did not come to us from its sender.
    """
    address = _address(ip)
    sender = mail_from.strip().strip("<>") or f"postmaster@{helo}"
    local, _, domain = sender.rpartition("@")
    domain = plain(domain)
    if address is None or address.is_loopback or address.is_unspecified or not domain:
        return Verdict.NONE, ""
    question = Question(address, local or "postmaster", domain, helo)
    try:
        return _Inquiry(question, resolver).judge(domain), domain
    except Malformed:
        return Verdict.PERMERROR, domain
    except Unanswered:
        return Verdict.TEMPERROR, domain


def _address(ip: str | None) -> IpAddress | None:
    try:
        address = ipaddress.ip_address((ip or "").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


class Unanswered(Exception):
    """The name system gave no answer; another time there may be one."""


class _Inquiry:
    """One check with its limits: ten terms that ask the name system, two answers that are empty."""

    def __init__(self, question: Question, resolver: Resolver) -> None:
        self._question = question
        self._resolver = resolver
        self._lookups = 0
        self._voids = 0

    def judge(self, domain: str) -> Verdict:
        found = self._txt(domain)
        if not found:
            return Verdict.NONE
        if len(found) > 1:
            raise Malformed("more than one SPF record")
        record = read_record(found[0])
        for mechanism in record.mechanisms:
            if self._matches(mechanism, domain):
                return mechanism.verdict
        if not record.redirect:
            return Verdict.NEUTRAL
        self._count_lookup()
        verdict = self.judge(self._expanded(record.redirect, domain))
        if verdict is Verdict.NONE:
            raise Malformed("redirected to a domain without SPF")
        return verdict

    def _txt(self, domain: str) -> list[str]:
        if not plain(domain):
            return []
        answer = self._resolver.txt(domain)
        if answer.is_trouble:
            raise Unanswered(domain)
        return [text for text in answer.records if is_record(text)]

    def _matches(self, mechanism: Mechanism, domain: str) -> bool:
        name, ip = mechanism.name, self._question.ip
        if name == "all":
            return True
        if mechanism.network is not None:
            return ip.version == mechanism.network.version and ip in mechanism.network
        self._count_lookup()
        target = self._expanded(mechanism.spec, domain) if mechanism.spec else domain
        if name == "include":
            return self._includes(target)
        if name == "a":
            return self._is_among(self._counted(self._addresses(target)), mechanism)
        if name == "mx":
            return self._is_mail_host(target, mechanism)
        if name == "exists":
            return bool(self._counted(self._resolver.a(target)).records)
        return any(self._is_under(host, target) for host in self._validated_names())

    def _includes(self, target: str) -> bool:
        verdict = self.judge(target)
        if verdict is Verdict.NONE:
            raise Malformed("included a domain without SPF")
        return verdict is Verdict.PASS

    def _is_mail_host(self, target: str, mechanism: Mechanism) -> bool:
        hosts = [host for host in self._counted(self._resolver.mx(target)).records if host]
        if len(hosts) > MOST_HOSTS:
            raise Malformed("more than ten mail hosts")
        return any(self._is_among(self._known(self._addresses(host)), mechanism) for host in hosts)

    def _addresses(self, name: str) -> Answer:
        return self._resolver.a(name) if self._question.ip.version == 4 else self._resolver.aaaa(name)

    def _is_among(self, answer: Answer, mechanism: Mechanism) -> bool:
        ip = self._question.ip
        length = mechanism.length4 if ip.version == 4 else mechanism.length6
        return any(ip in ipaddress.ip_network((record, length), strict=False) for record in answer.records)

    def _validated_names(self) -> list[str]:
        """Names of the address that lead back to it; trouble on the way means only that there are none (§5.5)."""
        hosts = self._resolver.ptr(str(self._question.ip)).records[:MOST_HOSTS]
        return [host for host in hosts if str(self._question.ip) in self._addresses(host).records]

    def _shown_name(self) -> str:
        """Macro p: a validated name, best the domain itself, then one under it."""
        names, domain = self._validated_names(), self._question.domain
        near = [name for name in names if name == domain] + [
            name for name in names if self._is_under(name, domain)
        ]
        return (near or names or ["unknown"])[0]

    @staticmethod
    def _is_under(host: str, target: str) -> bool:
        return host == target.lower() or host.endswith("." + target.lower())

    def _expanded(self, spec: str, domain: str) -> str:
        return expand(spec, self._question, domain, self._shown_name)

    def _count_lookup(self) -> None:
        self._lookups += 1
        if self._lookups > MOST_LOOKUPS:
            raise Malformed("more than ten lookups")

    def _counted(self, answer: Answer) -> Answer:
        if self._known(answer).is_void:
            self._voids += 1
            if self._voids > MOST_VOIDS:
                raise Malformed("more than two empty answers")
        return answer

    @staticmethod
    def _known(answer: Answer) -> Answer:
        if answer.is_trouble:
            raise Unanswered
        return answer
