"""Handing a mail to a brand's smarthost, knowing at each moment whether the far side may have taken it.

Until the dot nobody has the mail; a clear answer to the dot says who has. In between lies the one moment of
doubt, and what breaks there is told as uncertain. STARTTLS is never given up for a line in the clear.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from beistand.channels.adapter import DeliveryFailed, Receipt, Refusal
from beistand.channels.email.models import Smarthost
from beistand.channels.email.smarthosts_line import Line, greeted
from beistand.channels.email.told import BROKE_AFTER, BROKE_BEFORE, NO_UTF8, ODD_AFTER, TOO_LARGE, say
from beistand.lib import clock

AFTER_DOT_SECONDS = 300
"""RFC 5321 §4.5.3.2.6 asks for ten minutes; the whole mail has nine (see `smarthosts_line`)."""


def hand_over(smarthost: Smarthost, sender: str, recipients: Sequence[str], mail: bytes) -> Receipt:
    """Send one mail to all recipients; whom the server refused stands in the receipt.

    `sender` is the return path, "" for the null sender. Raises `DeliveryFailed` when nobody got it,
    `certain=False` when the line broke after the dot, and `Trouble` when the server can't be used at all.
    """
    with greeted(smarthost) as line:
        wants_utf8 = not all(a.isascii() for a in (sender, *recipients))
        _fit(line, mail, wants_utf8)
        refused = _address(line, sender, recipients, _options(line, mail, wants_utf8))
        words = _give(line, mail)
        return Receipt(at=clock.now(), words=words, refused=tuple(refused))


def _fit(line: Line, mail: bytes, wants_utf8: bool) -> None:
    most = line.esmtp_features.get("size", "")
    if most.isdecimal() and 0 < int(most) < len(mail):
        raise DeliveryFailed(say(TOO_LARGE, size=str(len(mail)), most=most), permanent=True)
    if wants_utf8 and not line.has_extn("smtputf8"):
        raise DeliveryFailed(NO_UTF8, permanent=True)


def _options(line: Line, mail: bytes, wants_utf8: bool) -> list[str]:
    options = []
    if line.has_extn("size"):
        options.append(f"SIZE={len(mail)}")
    if wants_utf8:
        line.command_encoding = "utf-8"
        options.append("SMTPUTF8")
        if line.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
    return options


def _address(line: Line, sender: str, recipients: Sequence[str], options: Sequence[str]) -> list[Refusal]:
    """Name sender and recipients; those who were refused. Raises when nobody is left."""
    with _before_the_dot():
        _expect(*line.docmd(f"MAIL FROM:<{sender}>", " ".join(options)))
        refused = []
        for recipient in recipients:
            code, words = line.docmd(f"RCPT TO:<{recipient}>")
            if not 200 <= code < 300:
                refused.append(Refusal(recipient, _words(code, words), 500 <= code < 600))
            if code == 421:
                raise DeliveryFailed(_words(code, words), permanent=False)
    if len(refused) == len(recipients):
        _nobody(refused)
    return refused


def _nobody(refused: Sequence[Refusal]) -> None:
    """Everybody was refused; some for now and some for ever is told for each."""
    words = " · ".join(dict.fromkeys(r.words for r in refused))
    kinds = {r.permanent for r in refused}
    raise DeliveryFailed(words, permanent=kinds == {True}, refused=tuple(refused))


def _give(line: Line, mail: bytes) -> str:
    with _before_the_dot():
        code, words = line.docmd("DATA")
        if code != 354:
            raise DeliveryFailed(_words(code, words), permanent=500 <= code < 600)
        line.send(_stuffed(mail))
        line.send(b".\r\n")  # what can't be sent has not been said: three bytes go out whole or not at all
    try:
        line.be_patient(AFTER_DOT_SECONDS)
        code, words = line.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        reason = say(BROKE_AFTER, words=_plain(problem))
        raise DeliveryFailed(reason, permanent=False, certain=False) from problem
    if not 200 <= code < 600:
        reason = say(ODD_AFTER, words=_words(code, words))
        raise DeliveryFailed(reason, permanent=False, certain=False)
    _expect(code, words)
    return _words(code, words)


def _stuffed(mail: bytes) -> bytes:
    """Dots doubled at the start of lines, CRLF at the end (RFC 5321 §4.5.2)."""
    stuffed = mail.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


@contextmanager
def _before_the_dot() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException, UnicodeError) as problem:
        raise DeliveryFailed(say(BROKE_BEFORE, words=_plain(problem)), permanent=False) from problem


def _expect(code: int, words: bytes) -> None:
    if not 200 <= code < 300:
        raise DeliveryFailed(_words(code, words), permanent=500 <= code < 600)


def _words(code: int, words: bytes) -> str:
    text = " ".join(words.decode("utf-8", "replace").replace("\x00", "").split())
    return f"{code} {text}"[:1000]


def _plain(problem: Exception) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
