"""Who is really asking: the address and scheme of the client, told by proxies only where they are trusted.

`BEISTAND_TRUSTED_PROXIES` names them (addresses or networks). From everybody else X-Forwarded-For and -Proto
are words of a stranger: they are dropped, and the request counts as one that came from elsewhere, so that a
proxy on this machine that nobody told us about can't make the whole world look like loopback.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

RELAYED = "beistand.relayed"
TOLD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrueClient:
    """Puts the client's own address and scheme where everybody looks for them."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer
        self.trusted = networks(settings.BEISTAND.trusted_proxies)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set REMOTE_ADDR and the scheme; drop what was only claimed."""
        told = {name: request.META.pop(name, "") for name in TOLD}
        remote = request.META.get("REMOTE_ADDR", "")
        if is_among(remote, self.trusted):
            request.META["REMOTE_ADDR"] = true_client(remote, told["HTTP_X_FORWARDED_FOR"], self.trusted)
            if told["HTTP_X_FORWARDED_PROTO"].strip().lower() in ("http", "https"):
                request.META["wsgi.url_scheme"] = told["HTTP_X_FORWARDED_PROTO"].strip().lower()
        elif any(told.values()):
            request.META[RELAYED] = "yes"
        return self.answer(request)


def is_here(request: HttpRequest) -> bool:
    """Whether the request began on this very machine."""
    ip = _address(request.META.get("REMOTE_ADDR", ""))
    return ip is not None and ip.is_loopback and RELAYED not in request.META


def true_client(remote: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The first address, seen from us, that no trusted proxy vouches to be a proxy."""
    client = remote
    for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        ip = _address(hop)
        if ip is None:
            break
        client = str(ip)
        if not is_among(client, trusted):
            break
    return client


def networks(words: str) -> tuple[Network, ...]:
    """Comma separated addresses and networks. Raises `ValueError` for anything else."""
    return tuple(ipaddress.ip_network(w.strip(), strict=False) for w in words.split(",") if w.strip())


def is_among(address: str, trusted: Sequence[Network]) -> bool:
    """Whether an address lies in one of these networks."""
    ip = _address(address)
    return ip is not None and any(ip in one for one in trusted)


def _address(text: str) -> Address | None:
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if isinstance(ip, ipaddress.IPv6Address) else ip
