"""Handing a mail to a brand's smarthost, knowing at each moment whether the far side may have taken it."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
from collections.abc import Sequence

from beistand.channels.adapter import DeliveryFailed, Receipt
from beistand.channels.email.models import Smarthost
from beistand.channels.email.secrets import sign_in
from beistand.lib import clock

SECONDS = 60


def hand_over(smarthost: Smarthost, sender: str, recipients: Sequence[str], mail: bytes) -> Receipt:
    """Send one mail to all recipients. Raises `DeliveryFailed`; `certain=False` when it broke after the dot."""
    refuse_loopback(smarthost)
    line = _connect(smarthost)
    try:
        _greet(line, smarthost)
        _address(line, sender, recipients)
        return _give(line, mail)
    finally:
        line.close()


def refuse_loopback(smarthost: Smarthost) -> None:
    """A smarthost on this very machine must be allowed by the operator, lest a form becomes a way inside."""
    if smarthost.allows_loopback:
        return
    try:
        found = socket.getaddrinfo(smarthost.host, smarthost.port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise DeliveryFailed(f"{smarthost.host} has no address: {problem}", permanent=False) from problem
    for *_, where in found:
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast:
            raise DeliveryFailed(
                f"{smarthost.host} is this machine; allow it with --allow-loopback.", permanent=True
            )


def _connect(smarthost: Smarthost) -> smtplib.SMTP:
    try:
        if smarthost.tls == "tls":
            return smtplib.SMTP_SSL(
                smarthost.host, smarthost.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        return smtplib.SMTP(smarthost.host, smarthost.port, timeout=SECONDS)
    except (OSError, smtplib.SMTPException) as problem:
        raise DeliveryFailed(f"{smarthost.host} can't be reached: {problem}", permanent=False) from problem


def _greet(line: smtplib.SMTP, smarthost: Smarthost) -> None:
    try:
        line.ehlo()
        if smarthost.tls == "starttls":
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if smarthost.user:
            sign_in(line, smarthost)
    except smtplib.SMTPResponseException as problem:
        words = _words(problem.smtp_code, problem.smtp_error)
        raise DeliveryFailed(f"{smarthost.host} does not let us in: {words}", permanent=False) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise DeliveryFailed(f"{smarthost.host} broke off: {problem}", permanent=False) from problem


def _address(line: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> None:
    try:
        _expect(*line.mail(sender))
        for recipient in recipients:
            _expect(*line.rcpt(recipient))
    except (OSError, smtplib.SMTPException) as problem:
        raise DeliveryFailed(
            f"The line broke before the mail was sent: {problem}", permanent=False
        ) from problem


def _give(line: smtplib.SMTP, mail: bytes) -> Receipt:
    try:
        line.putcmd("data")
        code, words = line.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        raise DeliveryFailed(
            f"The line broke before the mail was sent: {problem}", permanent=False
        ) from problem
    if code != 354:
        _expect(code, words)
    stuffed = mail.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    try:
        line.send(stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n")
    except (OSError, smtplib.SMTPException) as problem:  # without its dot no server takes a mail
        raise DeliveryFailed(
            f"The line broke while the mail was sent: {problem}", permanent=False
        ) from problem
    try:
        line.send(b".\r\n")
        code, words = line.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        reason = f"The line broke after the last byte: {problem}"
        raise DeliveryFailed(reason, permanent=False, certain=False) from problem
    if code == -1:
        raise DeliveryFailed("The line broke after the last byte.", permanent=False, certain=False)
    _expect(code, words)
    return Receipt(at=clock.now(), words=_words(code, words))


def _expect(code: int, words: bytes) -> None:
    if 200 <= code < 300:
        return
    raise DeliveryFailed(_words(code, words), permanent=500 <= code < 600)


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"[:1000]
