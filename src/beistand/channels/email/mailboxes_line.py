"""The line to one mailbox: reach the server, sign in, open the folder. All that goes wrong is a `Trouble`."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4
from typing import Any, cast

from imapclient import IMAPClient, SocketTimeout

from beistand.channels.email import oauth_grants
from beistand.channels.email.models import Mailbox
from beistand.channels.email.secrets import password_of
from beistand.channels.email.trouble import Trouble, plain, trouble_of
from beistand.lib.waiting import let_go

CONNECT_SECONDS = 15
READ_SECONDS = 60


@dataclass(frozen=True)
class Folder:
    """An open folder. `uid_next` is one more than the newest mail's UID (0 when the server does not say)."""

    uid_validity: int
    uid_next: int
    is_read_only: bool


def connect(mailbox: Mailbox) -> IMAPClient:
    """A line to the server with nobody signed in. Raises `Trouble`."""
    timeout = SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
    trust = ssl.create_default_context() if mailbox.tls != "none" else None
    try:
        line = IMAPClient(
            mailbox.host, mailbox.port, ssl=mailbox.tls == "tls", ssl_context=trust, timeout=timeout
        )
    except TimeoutError as problem:
        raise Trouble("unreachable", "timed out") from problem
    except (OSError, IMAP4.error) as problem:
        raise trouble_of(problem) from problem
    if mailbox.tls == "starttls":
        _start_tls(line, trust)
    return line


def sign_in(line: IMAPClient, mailbox: Mailbox) -> None:
    """Sign in by password or with an access token. Raises `Trouble`."""
    try:
        if mailbox.sign_in == "oauth2":
            _sign_in_with_token(line, mailbox)
        else:
            secret = password_of(mailbox)
            let_go()
            line.login(mailbox.user, secret)
    except (OSError, IMAP4.error) as problem:
        raise trouble_of(problem) from problem


def open_folder(line: IMAPClient, mailbox: Mailbox) -> Folder:
    """Open the mailbox's folder. Raises `Trouble`."""
    try:
        told = cast(Mapping[bytes, Any], line.select_folder(mailbox.folder))
    except (OSError, IMAP4.abort) as problem:
        raise trouble_of(problem) from problem
    except IMAP4.error as problem:
        raise Trouble("no-folder", plain(problem)) from problem
    if b"UIDVALIDITY" not in told:
        raise Trouble("no-folder", "the server tells no UIDVALIDITY for it")
    return Folder(
        uid_validity=int(told[b"UIDVALIDITY"]),
        uid_next=int(told.get(b"UIDNEXT", 0)),
        is_read_only=b"READ-ONLY" in told,
    )


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[tuple[IMAPClient, Folder]]:
    """A line with the folder open; closed at the end, however that comes. Raises `Trouble`."""
    let_go()
    line = connect(mailbox)
    try:
        sign_in(line, mailbox)
        yield line, open_folder(line, mailbox)
    finally:
        hang_up(line)


def hang_up(line: IMAPClient) -> None:
    """Close the line. A server that is gone already is no news."""
    try:
        line.shutdown()
    except (OSError, IMAP4.error):
        return


def _start_tls(line: IMAPClient, trust: ssl.SSLContext | None) -> None:
    try:
        if not line.has_capability("STARTTLS"):
            raise Trouble("no-starttls")
        line.starttls(trust)
    except (OSError, IMAP4.error) as problem:
        hang_up(line)
        raise trouble_of(problem) from problem
    except Trouble:
        hang_up(line)
        raise


def _sign_in_with_token(line: IMAPClient, mailbox: Mailbox) -> None:
    """With the token we have; should the server not like it any more, once with a fresh one."""
    grant = oauth_grants.grant_of(mailbox)
    token = oauth_grants.access_token(grant)
    let_go()
    try:
        _give_token(line, mailbox.user, token)
    except Trouble as problem:
        if problem.code != "refused":
            raise
        token = oauth_grants.access_token(grant, instead_of=token)
        let_go()
        _give_token(line, mailbox.user, token)


def _give_token(line: IMAPClient, user: str, token: str) -> None:
    try:
        line.oauth2_login(user, token)
    except IMAP4.abort:
        raise
    except IMAP4.error as problem:
        raise Trouble("refused", re.sub(r"[A-Za-z0-9+/=_.-]{60,}", "…", plain(problem))) from problem
