"""Vectors of our own beside the suite: what real senders publish, and what an attacker would."""

from __future__ import annotations

import time

import pytest

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.spf import check_host
from beistand.channels.email.proof.spf_record import Malformed, read_record
from rules.sender_proof.paper_dns import PaperDns, Zone

IP, IP6 = "192.0.2.10", "2001:db8::10"

RECORDS = {
    "v=spf1 +all": ("pass", "pass"),
    "v=spf1 -all": ("fail", "fail"),
    "v=spf1 ~all": ("softfail", "softfail"),
    "v=spf1 ?all": ("neutral", "neutral"),
    "v=spf1": ("neutral", "neutral"),
    "V=SPF1 IP4:192.0.2.10 -ALL": ("pass", "fail"),
    "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all": ("pass", "pass"),
    "v=spf1 ip4:192.0.2.11 ip6:2001:db8::11 -all": ("fail", "fail"),
    "v=spf1 a -all": ("pass", "pass"),
    "v=spf1 a:mail.bank.example/24//64 -all": ("pass", "pass"),
    "v=spf1 mx -all": ("pass", "pass"),
    "v=spf1 mx:null.example -all": ("fail", "fail"),
    "v=spf1 ptr -all": ("pass", "pass"),
    "v=spf1 ptr:evil.example -all": ("fail", "fail"),
    "v=spf1 include:relay.example -all": ("pass", "fail"),
    "v=spf1 include:nothing.example -all": ("permerror", "permerror"),
    "v=spf1 redirect=relay.example": ("pass", "softfail"),
    "v=spf1 redirect=nothing.example": ("permerror", "permerror"),
    "v=spf1 -all redirect=relay.example": ("fail", "fail"),
    "v=spf1 exists:%{ir}.%{v}.%{d2}.known.example -all": ("pass", "fail"),
    "v=spf1 exists:%{l}._spf.known.example ~all": ("pass", "pass"),
    "v=spf1 exists:%{L1r+}._spf.known.example ~all": ("softfail", "softfail"),
    "v=spf1 exists:%{p}.known.example -all": ("pass", "pass"),
    "v=spf1 exists:%{h}.known.example -all": ("pass", "pass"),
    "v=spf1 a:%{o}": ("pass", "pass"),
    "v=spf1 tomorrow=x exp=why.bank.example -all": ("fail", "fail"),
    "v=spf1 ip4:192.0.2.10 nonsense": ("permerror", "permerror"),
    "v=spf1 a:%{z}.example -all": ("permerror", "permerror"),
    "v=spf1 ip4:192.0.2.10/33 -all": ("permerror", "permerror"),
    "v=spf1 a:x y\t-all": ("permerror", "permerror"),
    "v=spf10 +all": ("none", "none"),
    "spf1 +all": ("none", "none"),
}


def _zone(record: str) -> Zone:
    reverse6 = "0.1." + "0." * 22 + "8.b.d.0.1.0.0.2.ip6.arpa"
    return {
        "bank.example": {
            "TXT": [record],
            "A": [IP],
            "AAAA": [IP6],
            "MX": ["none.example", "mail.bank.example"],
        },
        "mail.bank.example": {"A": ["192.0.2.99", IP], "AAAA": [IP6]},
        "none.example": {},
        "null.example": {"MX": [""]},
        "relay.example": {"TXT": [f"v=spf1 ip4:{IP} ~all"]},
        "10.2.0.192.in-addr.arpa": {"PTR": ["evil.example", "mail.bank.example"]},
        reverse6: {"PTR": ["evil.example", "mail.bank.example"]},
        "evil.example": {"A": ["198.51.100.1"], "AAAA": ["2001:db8::66"]},
        "10.2.0.192.in-addr.bank.example.known.example": {"A": ["127.0.0.2"]},
        "anna+x._spf.known.example": {"A": ["127.0.0.2"]},
        "mail.bank.example.known.example": {"A": ["127.0.0.2"]},
        "mx.bank.example.known.example": {"A": ["127.0.0.2"]},
    }


@pytest.mark.parametrize(("record", "verdicts"), RECORDS.items())
def test_a_record_means_what_it_says(record: str, verdicts: tuple[str, str]) -> None:
    dns = PaperDns(_zone(record))
    found = [check_host(ip, "mx.bank.example", "anna+x@bank.example", dns)[0].value for ip in (IP, IP6)]
    assert tuple(found) == verdicts


def test_an_ipv4_address_written_as_ipv6_is_the_same() -> None:
    assert (
        check_host(f"::ffff:{IP}", "", "a@bank.example", PaperDns(_zone("v=spf1 ip4:192.0.2.10 -all")))[0]
        is Verdict.PASS
    )


def test_ten_lookups_are_enough_and_eleven_too_many() -> None:
    zone: Zone = {f"i{n}.example": {"TXT": ["v=spf1 ?all"]} for n in range(11)}
    for count, verdict in ((10, Verdict.PASS), (11, Verdict.PERMERROR)):
        zone["bank.example"] = {
            "TXT": ["v=spf1 " + " ".join(f"include:i{n}.example" for n in range(count)) + " +all"]
        }
        assert check_host(IP, "", "a@bank.example", PaperDns(zone))[0] is verdict


def test_two_empty_answers_are_borne_and_three_are_not() -> None:
    for count, verdict in ((2, Verdict.PASS), (3, Verdict.PERMERROR)):
        zone: Zone = {"bank.example": {"TXT": ["v=spf1 " + "a:gone.example " * count + "+all"]}}
        assert check_host(IP, "", "a@bank.example", PaperDns(zone))[0] is verdict


def test_a_domain_that_includes_itself_or_a_tree_of_includes_ends_soon() -> None:
    zone: Zone = {"bank.example": {"TXT": ["v=spf1 include:bank.example -all"]}}
    assert check_host(IP, "", "a@bank.example", PaperDns(zone))[0] is Verdict.PERMERROR
    tree: Zone = {
        f"{n}.bank.example": {"TXT": ["v=spf1 " + " ".join(f"include:{m}.bank.example" for m in range(9))]}
        for n in range(9)
    }
    tree["bank.example"] = {"TXT": ["v=spf1 include:1.bank.example -all"]}
    dns = PaperDns(tree)
    assert check_host(IP, "", "a@bank.example", dns)[0] is Verdict.PERMERROR
    assert dns.asked.total() <= 12


def test_a_crowd_of_mail_hosts_is_too_many() -> None:
    zone: Zone = {"bank.example": {"TXT": ["v=spf1 mx -all"], "MX": [f"m{n}.example" for n in range(11)]}}
    dns = PaperDns(zone)
    assert check_host(IP, "", "a@bank.example", dns)[0] is Verdict.PERMERROR
    assert dns.asked.total() == 2


@pytest.mark.parametrize("name", ["bank.example", "relay.example", "A mail.bank.example", "MX bank.example"])
def test_no_answer_on_the_way_is_a_temporary_error(name: str) -> None:
    dns = PaperDns(_zone("v=spf1 a:mail.bank.example/32 mx include:relay.example -all"), {name})
    assert check_host("192.0.2.77", "", "a@bank.example", dns)[0] is Verdict.TEMPERROR


def test_two_records_are_an_error_and_other_texts_are_none() -> None:
    zone: Zone = {
        "bank.example": {"TXT": ["v=spf1 +all", "v=spf1 -all"]},
        "shop.example": {"TXT": ["hello", "v=spf1 +all"]},
    }
    assert check_host(IP, "", "a@bank.example", PaperDns(zone))[0] is Verdict.PERMERROR
    assert check_host(IP, "", "a@shop.example", PaperDns(zone)) == (Verdict.PASS, "shop.example")


def test_a_name_that_grows_too_long_loses_its_left_side() -> None:
    dns = PaperDns({"bank.example": {"TXT": ["v=spf1 exists:%{l}.%{l}.%{l}.%{l}.%{l}.known.example -all"]}})
    check_host(IP, "", "x" * 60 + "@bank.example", dns)
    assert max(len(name) for _, name in dns.asked) <= 253


@pytest.mark.parametrize("length", [1000, 16_000, 100_000])
def test_a_hostile_record_is_read_in_time(length: int) -> None:
    started = time.process_time()
    for filler in (
        "%",
        "a:",
        "a/",
        "%{",
        "x=%",
        "a:%{d}.",
        ".",
        "a:x." + "a" * 900 + "! ",
        "a:x.a-",
        "a:" + "1." * 400 + " ",
        "1",
        "ip4:1.2.3.4 ",
    ):
        with pytest.raises(Malformed):
            read_record("v=spf1 " + filler * (length // len(filler)) + "!")
    assert time.process_time() - started < 1
