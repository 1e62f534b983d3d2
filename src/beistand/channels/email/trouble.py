"""What can be wrong with a mailbox or a smarthost: codes that are kept, sentences that are shown.

A row keeps the code and the far side's own words; the sentence and the way on are made in the reader's
language when somebody looks.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from imaplib import IMAP4

from django.utils.translation import gettext, gettext_noop
from imapclient.exceptions import LoginError

WELL = "well"
LONGEST = 500


class Trouble(Exception):
    """A mailbox or smarthost does not work. `code` is one of `SENTENCES`, `words` what the far side said."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words[:LONGEST]

    @property
    def plain(self) -> str:
        """The sentence in English, as it is kept beside a mail; `told.in_words` gives it to a reader."""
        return SENTENCES.get(self.code, SENTENCES["odd"])[0] % {"words": self.words}


SENTENCES: dict[str, tuple[str, str]] = {
    "new": (gettext_noop("Not looked at yet."), ""),
    WELL: (gettext_noop("Works."), ""),
    "unreachable": (
        gettext_noop("The server can't be reached: %(words)s"),
        gettext_noop("Check host name and port, and whether a firewall is in between."),
    ),
    "certificate": (
        gettext_noop("The server's certificate is not accepted: %(words)s"),
        gettext_noop(
            "Use the name that stands in the certificate, or tell SSL_CERT_FILE of your own authority."
        ),
    ),
    "no-starttls": (
        gettext_noop("The server offers no STARTTLS, so nothing was sent to it."),
        gettext_noop("Use --tls tls with the port for it, mostly 993 for IMAP and 465 for SMTP."),
    ),
    "refused": (
        gettext_noop("The server does not let us in: %(words)s"),
        gettext_noop("Check user name and password; many providers want an app password or OAuth 2."),
    ),
    "no-folder": (
        gettext_noop("The folder can't be opened: %(words)s"),
        gettext_noop("Check how the folder is called on the server."),
    ),
    "grant-ended": (
        gettext_noop("The provider has ended our permission to sign in: %(words)s"),
        gettext_noop("An admin must sign in at the provider again, under Settings, Mail."),
    ),
    "not-granted": (
        gettext_noop("Nobody has signed in at the provider yet."),
        gettext_noop("An admin must sign in at the provider, under Settings, Mail."),
    ),
    "token-unreachable": (
        gettext_noop("The provider gives no token at the moment: %(words)s"),
        gettext_noop("We try again by ourselves."),
    ),
    "loopback": (
        gettext_noop("The smarthost is this very machine."),
        gettext_noop("Allow it with --allow-loopback if that is meant."),
    ),
    "broken": (gettext_noop("The line broke: %(words)s"), gettext_noop("We try again by ourselves.")),
    "slow": (gettext_noop("The server did not answer in time."), gettext_noop("We try again by ourselves.")),
    "odd": (
        gettext_noop("The server answered strangely: %(words)s"),
        gettext_noop("We try again by ourselves."),
    ),
}


def sentence(code: str, words: str = "") -> tuple[str, str]:
    """The sentence and the way on (may be empty) for a code, in the reader's language."""
    said, way_on = SENTENCES.get(code, SENTENCES["odd"])
    return gettext(said) % {"words": words}, gettext(way_on) if way_on else ""


def trouble_of(problem: Exception) -> Trouble:
    """What an exception of a mail library means."""
    if isinstance(problem, Trouble):
        return problem
    if isinstance(problem, ssl.SSLCertVerificationError):
        return Trouble("certificate", problem.verify_message or str(problem))
    if isinstance(problem, LoginError):
        return Trouble("refused", plain(problem))
    if isinstance(problem, TimeoutError):
        return Trouble("slow")
    if isinstance(problem, socket.gaierror | ConnectionRefusedError):
        return Trouble("unreachable", problem.strerror or str(problem))
    if isinstance(problem, OSError | smtplib.SMTPServerDisconnected | IMAP4.abort):
        return Trouble("broken", plain(problem))
    return Trouble("odd", plain(problem))


def plain(problem: Exception) -> str:
    """The far side's words on one line; imaplib sometimes hands them over as bytes."""
    first = problem.args[0] if problem.args else ""
    said = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(problem)
    return " ".join(said.replace("\x00", "").split()) or type(problem).__name__
