"""The protocol's own test suite (openspf.org, release 2014.04; licence beside it), every case of it."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any

import pytest
import yaml

from beistand.channels.email.proof.spf import check_host
from rules.sender_proof.paper_dns import PaperDns, Zone

SUITE = Path(__file__).with_name("rfc7208-tests.yml")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)


def _zone(described: dict[str, list[Any]]) -> tuple[Zone, set[str]]:
    zone: Zone = {}
    trouble: set[str] = set()
    for name, entries in described.items():
        records: dict[str, list[str]] = zone.setdefault(name, {})
        has_txt = any(isinstance(entry, dict) and "TXT" in entry for entry in entries)
        for entry in entries:
            if entry == "TIMEOUT":
                # After records it means that only the other kinds fail; alone that everything does.
                kinds = ("A", "AAAA", "MX", "PTR", "TXT")
                trouble |= {f"{kind} {name}" for kind in kinds if kind not in records}
                continue
            for kind, value in entry.items():
                if kind == "SPF" and not has_txt:
                    records.setdefault("TXT", []).append(_text(value))
                elif kind == "MX":
                    records.setdefault("MX", []).append(value[1].lower())
                elif kind == "AAAA":
                    records.setdefault("AAAA", []).append(str(ipaddress.ip_address(value)))
                elif kind == "PTR":
                    records.setdefault("PTR", []).append(value.lower())
                elif kind != "SPF" and value != "NONE":
                    records.setdefault(kind, []).append(_text(value))
    return zone, trouble


def _cases() -> list[Any]:
    found = []
    for part in yaml.safe_load_all(SUITE.read_text("utf-8")):
        zone, trouble = _zone(part["zonedata"])
        for name, case in part["tests"].items():
            wanted = case["result"] if isinstance(case["result"], list) else [case["result"]]
            found.append(pytest.param(zone, trouble, case, wanted, id=name))
    return found


@pytest.mark.parametrize(("zone", "trouble", "case", "wanted"), _cases())
def test_the_suite(zone: Zone, trouble: set[str], case: dict[str, Any], wanted: list[str]) -> None:
    verdict, _ = check_host(case["host"], case["helo"], case["mailfrom"], PaperDns(zone, trouble))
    assert verdict.value in wanted
