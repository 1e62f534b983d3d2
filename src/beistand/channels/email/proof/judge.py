"""The whole judgement on a mail's sender: SPF, DKIM, DMARC and ARC, or what a believed relay found."""

from __future__ import annotations

from datetime import datetime

import msgspec

from beistand.channels.adapter import Proof, Verdict
from beistand.channels.email.proof import dmarc
from beistand.channels.email.proof.arc import check_chain
from beistand.channels.email.proof.author import Author, author_of
from beistand.channels.email.proof.claims import Believed, Result, believed_results, claimed_ids
from beistand.channels.email.proof.dkim import best, check_signatures
from beistand.channels.email.proof.domains import plain
from beistand.channels.email.proof.letter import open_letter
from beistand.channels.email.proof.signature import Bodies, Finding
from beistand.channels.email.proof.spf import check_host
from beistand.lib.dns.port import Resolver

ALLOWANCE = 5.0
"""Seconds that all questions to the name system for one mail may take together."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The proof and what led to it, for people who want to know: no permission depends on more than `proof`.

    `author` says whom From names or why it names nobody, `signatures` and `chain` what became of each, `policy`
    what the author's domain wishes, `ignored` the authserv-ids of Authentication-Results that were not believed.
    """

    proof: Proof
    author: Author
    signatures: tuple[Finding, ...] = ()
    chain: Finding = Finding("", Verdict.NONE)
    policy: dmarc.Policy | None = None
    spf_domain: str = ""
    ignored: tuple[str, ...] = ()


def judge(
    raw: bytes,
    *,
    ip: str | None,
    helo: str,
    mail_from: str,
    resolver: Resolver,
    believed: Believed | None = None,
    at: datetime,
) -> Proof:
    """Who vouches for the sender of a raw mail that came from `ip` (None if it was fetched) at time `at`.

    With `believed` the mail came through a relay or a mailbox: then `ip` is not its sender's, SPF is not
    judged, and the relay's own results count if there are any. Never raises, lasts at most `ALLOWANCE`
    seconds and about a millisecond when the answers are remembered.
    """
    return judge_in_detail(
        raw, ip=ip, helo=helo, mail_from=mail_from, resolver=resolver, believed=believed, at=at
    ).proof


def judge_in_detail(
    raw: bytes,
    *,
    ip: str | None,
    helo: str,
    mail_from: str,
    resolver: Resolver,
    believed: Believed | None = None,
    at: datetime,
) -> Judgement:
    """As `judge`, with everything that led to the proof."""
    letter = open_letter(raw)
    author = author_of(letter)
    resolver = resolver.within(ALLOWANCE)
    ignored = claimed_ids(letter, believed)
    if believed is not None:
        by, results = believed_results(letter, believed)
        if results:
            return _from_results(author, by, results, resolver, ignored)
    bodies = Bodies(letter.body)
    signatures = check_signatures(letter, author.domain, bodies, resolver, at)
    spf, spf_domain = (Verdict.NONE, "") if believed else check_host(ip, helo, mail_from, resolver)
    vouchers = [dmarc.Voucher("dkim", each.domain, each.verdict) for each in signatures]
    verdict, policy = _align(author, [*vouchers, dmarc.Voucher("spf", spf_domain, spf)], resolver)
    chain = check_chain(letter, bodies, resolver)
    shown = best(signatures)
    proof = Proof(
        dmarc=verdict,
        dkim=shown.verdict,
        spf=spf,
        arc=chain.verdict,
        domain=author.domain if verdict is Verdict.PASS else "",
        dkim_domain=shown.domain if shown.verdict is Verdict.PASS else "",
    )
    return Judgement(
        proof=proof,
        author=author,
        signatures=signatures,
        chain=chain,
        policy=policy,
        spf_domain=spf_domain,
        ignored=ignored,
    )


def claimed_results(raw: bytes, believed: Believed | None = None) -> tuple[str, ...]:
    """The authserv-ids in a mail's Authentication-Results that nobody here believes; "?" for an unreadable one."""
    return claimed_ids(open_letter(raw), believed)


def speaks_for(proof: Proof, address: str) -> bool:
    """Whether a proof is about the author that another reader of the same mail saw.

    Two readers of one From may see different authors in spite of all care; before anything depends on the
    address, it is compared with the domain that was proven.
    """
    return proof.is_proven and plain(address.rpartition("@")[2]) == proof.domain


def _align(
    author: Author, vouchers: list[dmarc.Voucher], resolver: Resolver
) -> tuple[Verdict, dmarc.Policy | None]:
    if not author.domain:
        return Verdict.NONE, None
    try:
        policy = dmarc.find_policy(author.domain, resolver)
    except dmarc.Unanswered:
        return Verdict.TEMPERROR, None
    if policy is None:
        return Verdict.NONE, None
    return dmarc.align(author.domain, policy, vouchers), policy


def _from_results(
    author: Author, by: str, results: tuple[Result, ...], resolver: Resolver, ignored: tuple[str, ...]
) -> Judgement:
    """What a believed relay found; where it did not judge DMARC, its SPF and DKIM are aligned here."""
    signatures = tuple(
        Finding(_signer(result), result.verdict) for result in results if result.method == "dkim"
    )
    signatures = tuple(sorted(signatures, key=lambda each: each.domain != author.domain))
    spf = next((result for result in results if result.method == "spf"), None)
    spf_verdict = spf.verdict if spf else Verdict.NONE
    spf_domain = _envelope(spf) if spf else ""
    theirs = [result for result in results if result.method == "dmarc"]
    policy = None
    if theirs:
        verdict = _their_dmarc(author, theirs)
    else:
        vouchers = [dmarc.Voucher("dkim", each.domain, each.verdict) for each in signatures]
        verdict, policy = _align(author, [*vouchers, dmarc.Voucher("spf", spf_domain, spf_verdict)], resolver)
    shown = best(signatures)
    arc = next((result.verdict for result in results if result.method == "arc"), Verdict.NONE)
    proof = Proof(
        dmarc=verdict,
        dkim=shown.verdict,
        spf=spf_verdict,
        arc=arc,
        domain=author.domain if verdict is Verdict.PASS else "",
        dkim_domain=shown.domain if shown.verdict is Verdict.PASS else "",
        by=by,
    )
    return Judgement(
        proof=proof,
        author=author,
        signatures=signatures,
        chain=Finding("", arc),
        policy=policy,
        spf_domain=spf_domain,
        ignored=ignored,
    )


def _their_dmarc(author: Author, theirs: list[Result]) -> Verdict:
    """Their verdict, if it is about the author that we see too; two that differ are none."""
    if not author.domain or len({each.verdict for each in theirs}) != 1:
        return Verdict.NONE
    if theirs[0].verdict is not Verdict.PASS:
        return theirs[0].verdict
    named = {plain(each.properties.get("header.from", "").rpartition("@")[2]) for each in theirs}
    return Verdict.PASS if named == {author.domain} else Verdict.NONE


def _signer(result: Result) -> str:
    named = result.properties.get("header.d") or result.properties.get("header.i", "").rpartition("@")[2]
    return plain(named)


def _envelope(result: Result) -> str:
    named = result.properties.get("smtp.mailfrom") or result.properties.get("smtp.helo", "")
    return plain(named.strip("<>").rpartition("@")[2])
