"""Where a request may go. Pure: addresses come in, a judgement comes out.

The lists are IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890 and followers), written out because
`ipaddress.is_global` has changed between Python versions. IPv6 is allowed by what is given out (2000::/3), not by
what is forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import idna

_CLOSED_4 = [
    ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's host answers here, from a public range
    )
]  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = [
    ip_network(net)
    for net in (
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32", "3fff::/20",  # documentation
        "2002::/16",  # 6to4
    )
]  # fmt: skip
_NAT64 = IPv6Network("64:ff9b::/96")
_SCHEMES = {"http": 80, "https": 443}
_NEVER_IN_A_URL = re.compile(r"[\x00-\x20\x7f\\]")
_LOOKS_NUMERIC = re.compile(r"(?:[0-9]+|0[xX][0-9a-fA-F]*)\Z")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\Z")
_LONGEST = 8_000


class Forbidden(Exception):
    """We do not go there. `reason` is a short English phrase: "inner address", "scheme", "port", "too large"..."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Exception):
    """We went and got no (whole) answer. `reason`: "no such host", "too slow", "refused", "bad certificate"..."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Place(NamedTuple):
    """A URL taken apart: ASCII host (an IPv6 address without brackets), port, and path with query for the request line."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The URL in its plain form."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _SCHEMES[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def read_url(url: str) -> Place:
    """Take a URL apart, or raise Forbidden if it is anything but a plain http(s) address."""
    if len(url) > _LONGEST or _NEVER_IN_A_URL.search(url):
        raise Forbidden("odd address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden("odd address") from None
    if parts.scheme not in _SCHEMES:
        raise Forbidden("scheme")
    if "@" in parts.netloc or not parts.hostname:
        raise Forbidden("odd address")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~") + (
        "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=-._~[]") if parts.query else ""
    )
    host = _read_host(parts.hostname, is_bracketed="[" in parts.netloc)
    return Place(parts.scheme, host, _SCHEMES[parts.scheme] if port is None else port, target)


def _read_host(written: str, *, is_bracketed: bool) -> str:
    """The host in ASCII. Numbers that only some programs read as addresses (0x7f.1, 2130706433) are refused."""
    if is_bracketed:
        if "%" in written:
            raise Forbidden("odd address")
        return str(_address(written))
    try:
        host = idna.encode(written, uts46=True).decode("ascii") if not written.isascii() else written.lower()
    except (idna.IDNAError, UnicodeError):
        raise Forbidden("odd address") from None
    host = host.removesuffix(".")
    if _LOOKS_NUMERIC.match(host.rpartition(".")[2]):
        return str(_address(host))
    if not _HOST.match(host) or ".." in host or len(host) > 253:
        raise Forbidden("odd address")
    return host


def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError:
        raise Forbidden("odd address") from None


def judge(
    addresses: Iterable[str], port: int, ports: frozenset[int], *, allow_loopback: bool = False
) -> list[str]:
    """All addresses of a host if every one may be visited; raises Forbidden if a single one may not.

    A loopback address that is allowed may have any port: it is the operator's own.
    """
    found = [_address(address) for address in addresses]
    if allow_loopback and found and all(_is_own(address) for address in found):
        return [str(address) for address in found]
    if not all(is_public(address) for address in found):
        raise Forbidden("inner address")
    if port not in ports:
        raise Forbidden("port")
    return [str(address) for address in found]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the open internet."""
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _CLOSED_4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _OPEN_6 and not any(address in net for net in _CLOSED_6)


def _is_own(address: IPv4Address | IPv6Address) -> bool:
    return address.is_loopback and (isinstance(address, IPv4Address) or address == IPv6Address("::1"))
