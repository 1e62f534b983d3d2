"""`imap://user@host:port/FOLDER` and `smtp://user@host:port`, as an operator types them. Pure."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import idna

PORTS = {
    ("imap", "tls"): 993,
    ("imap", "starttls"): 143,
    ("imap", "none"): 143,
    ("smtp", "tls"): 465,
    ("smtp", "starttls"): 587,
    ("smtp", "none"): 25,
}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class NotAnAddress(Exception):
    """`what` is wrong: scheme, host, port, user, folder, password."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, kw_only=True)
class Given:
    """An address taken apart; `folder` is empty for SMTP and INBOX when none is named for IMAP."""

    host: str
    port: int
    user: str
    folder: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether this is the machine itself, by its name or number."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_given(text: str, scheme: str, tls: str) -> Given:
    """Take an address apart. Raises `NotAnAddress`. A password in it is refused: it would stay in the shell's history."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise NotAnAddress("port") from None
    if parts.scheme != scheme:
        raise NotAnAddress("scheme")
    userinfo, _at, _host = parts.netloc.rpartition("@")
    if ":" in userinfo:
        raise NotAnAddress("password")
    user, folder = unquote(userinfo), unquote(parts.path.lstrip("/"))
    if scheme == "imap" and not user:
        raise NotAnAddress("user")
    if _CONTROL.search(user) or _CONTROL.search(folder):
        raise NotAnAddress("folder" if _CONTROL.search(folder) else "user")
    return Given(
        host=_host_of(parts.hostname or ""),
        port=port or PORTS[(scheme, tls)],
        user=user,
        folder=(folder or "INBOX") if scheme == "imap" else "",
    )


def _host_of(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        plain = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise NotAnAddress("host") from None
    if not _HOST.match(plain) or len(plain) > 253:
        raise NotAnAddress("host")
    return plain
