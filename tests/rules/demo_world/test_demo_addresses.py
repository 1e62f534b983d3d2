"""Nobody in the demo can be reached in earnest: addresses and numbers are of ranges kept for fiction."""

from __future__ import annotations

import re

import phonenumbers
import pytest

from beistand.site.demo.world import world
from rules.demo_world.writing import everything_written

WORLD = world()
FICTION = re.compile(
    r"069 90009 \d{3}|030 23125 \d{3}|\+44 20 7946 0\d{3}|\+43 000 0001 \d\d|\+41 00 000 01 \d\d|\+49 69 90009 \d{3}"
)
ANY_MAIL = re.compile(r"[\w.+'-]+@([\w-]+(?:\.[\w-]+)+)")
ANY_HOST = re.compile(r"\bhttps?://([^/\s\"']+)|\bwww\.([\w.-]+)")
NUMBERED = re.compile(r"(?<![\w/-])(?:\+\d\d|0\d{2,5})[ /-][\d][\d /-]{3,}\d")
OURS = [
    (customer.key, phone)
    for brand in WORLD.brands
    for customer in brand.customers
    for phone in customer.phones
]


def test_mail_goes_to_example_only():
    own = [agent.mail for agent in WORLD.agents]
    for brand in WORLD.brands:
        own += [sender.address for sender in brand.senders]
        own += [address for customer in brand.customers for address in customer.addresses]
        assert all(sender.address.endswith(f"@{brand.slug}.example") for sender in brand.senders)
    assert [address for address in own if not re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", address)] == []
    assert len(own) == len(set(own))


def test_addresses_and_hosts_inside_texts_are_example_only():
    strange = [
        (key, host)
        for key, text in everything_written()
        for host in [*ANY_MAIL.findall(text), *("".join(found) for found in ANY_HOST.findall(text))]
        if not host.endswith(".example")
    ]
    assert strange == []


def test_telephones_are_of_the_ranges_kept_for_fiction():
    urgent = [(brand.slug, brand.urgent_phone) for brand in WORLD.brands]
    assert [pair for pair in [*OURS, *urgent] if not FICTION.fullmatch(pair[1])] == []


def test_numbers_inside_texts_are_of_the_ranges_kept_for_fiction():
    real = [
        (key, number)
        for key, text in everything_written()
        for number in NUMBERED.findall(text)
        if not FICTION.match(number) and not re.match(r"0\d\d \d{3}$|048|027|011", number)
    ]
    assert real == []


@pytest.mark.parametrize("phone", sorted({phone for _, phone in OURS if phone.startswith(("+43", "+41"))}))
def test_austrian_and_swiss_numbers_cannot_exist(phone: str):
    assert not phonenumbers.is_valid_number(phonenumbers.parse(phone, None))
