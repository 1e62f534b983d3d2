"""The line to a smarthost: to a checked address, with TLS as it was set, signed in. What fails is a `Trouble`."""

from __future__ import annotations

import base64
import ipaddress
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from beistand.channels.email import oauth_grants
from beistand.channels.email.models import Smarthost
from beistand.channels.email.secrets import password_of
from beistand.channels.email.trouble import Trouble, trouble_of
from beistand.lib.waiting import let_go

CONNECT_SECONDS = 20
REPLY_SECONDS = 60
WHOLE_SECONDS = 540
"""Under the ten minutes after which the outbox takes a carrier for dead."""


class Line(smtplib.SMTP):
    """A line that ends after nine minutes however slowly the other side speaks."""

    def __init__(self, sock: socket.socket, own_name: str | None) -> None:
        super().__init__(local_hostname=own_name, timeout=REPLY_SECONDS)
        self._ends = time.monotonic() + WHOLE_SECONDS
        self._watch = threading.Timer(WHOLE_SECONDS, self._cut)
        self._watch.daemon = True
        self.use(sock)
        self._watch.start()

    def use(self, sock: socket.socket) -> None:
        """Speak over this socket from now on and forget everything said before (RFC 3207 §4.2)."""
        sock.settimeout(REPLY_SECONDS)
        self.sock = sock
        self.file = None
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False

    def be_patient(self, seconds: float) -> None:
        """Wait longer for the next answer, but not beyond the end."""
        if self.sock is not None:
            self.sock.settimeout(max(min(seconds, self._ends - time.monotonic()), 1.0))

    def hang_up(self) -> None:
        """Say goodbye without waiting for an answer."""
        self._watch.cancel()
        try:
            self.be_patient(1.0)
            self.putcmd("quit")
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self.close()

    def _cut(self) -> None:
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


@contextmanager
def greeted(smarthost: Smarthost) -> Iterator[Line]:
    """A line that is greeted, encrypted as set and signed in. Raises `Trouble`."""
    secret = "" if smarthost.sign_in == "oauth2" else password_of(smarthost)
    let_go()
    line = _connected(smarthost)
    try:
        try:
            _greet(line, smarthost)
            if smarthost.user:
                _sign_in(line, smarthost, secret)
        except (OSError, smtplib.SMTPException) as problem:
            raise _trouble(problem) from problem
        yield line
    finally:
        line.hang_up()


def addresses(smarthost: Smarthost) -> list[str]:
    """Where the smarthost is. Raises `Trouble`: a form must not become a way into this very machine."""
    try:
        found = socket.getaddrinfo(smarthost.host, smarthost.port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise Trouble("unreachable", problem.strerror or str(problem)) from problem
    places = list(dict.fromkeys(str(where[0]) for *_, where in found))
    if not smarthost.allows_loopback and any(map(_is_inside, places)):
        raise Trouble("loopback")
    return places


def _is_inside(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast


def _connected(smarthost: Smarthost) -> Line:
    sock = _reach(smarthost)
    if smarthost.tls == "tls":
        sock = _encrypted(sock, smarthost.host)
    line = Line(sock, settings.BEISTAND.smtp_name or None)
    try:
        code, words = line.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        line.hang_up()
        raise _trouble(problem) from problem
    if code != 220:
        line.hang_up()
        raise Trouble("refused" if 400 <= code < 600 else "odd", f"{code} {words.decode('utf-8', 'replace')}")
    return line


def _reach(smarthost: Smarthost) -> socket.socket:
    """A socket to one of the addresses that were judged, in their order."""
    last: OSError | None = None
    for place in addresses(smarthost):
        try:
            return socket.create_connection((place, smarthost.port), timeout=CONNECT_SECONDS)
        except OSError as problem:
            last = problem
    raise Trouble("unreachable", getattr(last, "strerror", None) or str(last)) from last


def _encrypted(sock: socket.socket, host: str) -> socket.socket:
    try:
        sock.settimeout(CONNECT_SECONDS)
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except OSError as problem:
        sock.close()
        raise trouble_of(problem) from problem


def _greet(line: Line, smarthost: Smarthost) -> None:
    line.ehlo_or_helo_if_needed()
    if smarthost.tls != "starttls":
        return
    if not line.has_extn("starttls"):
        raise Trouble("no-starttls")
    code, words = line.docmd("STARTTLS")
    if code != 220:
        raise Trouble("no-starttls", f"{code} {words.decode('utf-8', 'replace')}")
    assert line.sock is not None
    line.use(_encrypted(line.sock, smarthost.host))
    line.ehlo_or_helo_if_needed()


def _sign_in(line: Line, smarthost: Smarthost, secret: str) -> None:
    if smarthost.sign_in != "oauth2":
        line.login(smarthost.user, secret)
        return
    grant = oauth_grants.grant_of(smarthost)
    token = oauth_grants.access_token(grant)
    let_go()
    if _takes_token(line, smarthost.user, token):
        return
    token = oauth_grants.access_token(grant, instead_of=token)
    let_go()
    if not _takes_token(line, smarthost.user, token):
        raise Trouble("refused", "the access token is not accepted")


def _takes_token(line: Line, user: str, token: str) -> bool:
    """XOAUTH2 (developers.google.com/gmail/imap/xoauth2-protocol): a 334 carries the error and wants an empty line."""
    said = base64.b64encode(f"user={user}\x01auth=Bearer {token}\x01\x01".encode()).decode("ascii")
    code, words = line.docmd("AUTH", f"XOAUTH2 {said}")
    if code == 334:
        code, words = line.docmd("")
    if code in (235, 503):
        return True
    if code == 535 or code == 534:
        return False
    raise smtplib.SMTPAuthenticationError(code, words)


def _trouble(problem: Exception) -> Trouble:
    if isinstance(problem, smtplib.SMTPResponseException):
        said = problem.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return Trouble("refused", f"{problem.smtp_code} {' '.join(words.split())}")
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return Trouble("refused", "the server offers no sign-in")
    return trouble_of(problem)
