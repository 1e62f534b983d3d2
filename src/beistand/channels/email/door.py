"""The mail door: SMTP in. "250" is said only after the bytes are committed.

No mail is parsed in the dialogue. Mails that arrive while a batch is being committed form the next batch, so
that many connections share one fsync without anybody waiting for a timer.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error as DatabaseTrouble
from django.db import connection

from beistand.channels.email.letterheads import OwnDomains
from beistand.channels.intake import Raw, accept_many

log = logging.getLogger("beistand.channels.email.door")

MOST_BYTES = 40 * 1024 * 1024
MOST_RECIPIENTS = 100
MOST_CONNECTIONS = 300
MOST_FROM_ONE = 60
SECONDS = 300
BATCH = 64
COMMAND_LINE = 4096
# Real mails have lines of megabytes (one-line HTML); the library's limit of 1001 bytes is for commands.
DATA_LINE = MOST_BYTES + 1024
# Only CRLF.CRLF ends a mail. A dot after or before any other line end is how one mail is smuggled inside
# another (CVE-2023-51764 and its kin), and no honest client sends it.
SMUGGLED = re.compile(rb"(?<!\r)\n\.\r?\n|\r\.|\r\n\.(?:\n|\r(?!\n))")


@dataclass(frozen=True)
class Knock:
    """One mail that waits to be kept, and who waits for the answer."""

    raw: Raw
    kept: asyncio.Future[UUID]


class MailDoor:
    """What aiosmtpd asks: who may come in, for whom, and where the bytes go."""

    def __init__(self, domains: OwnDomains, relays: frozenset[str]) -> None:
        self.domains = domains
        self.relays = relays
        self.knocks: asyncio.Queue[Knock] = asyncio.Queue()
        self.pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keep")
        self.open: Counter[str] = Counter()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept any address below a domain of a brand."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients, send the rest in another mail"
        try:
            is_ours = await self.domains.has(address.rpartition("@")[2])
        except DatabaseTrouble:
            return "451 4.3.0 Please try again in a moment"
        if not is_ours:
            return "550 5.1.2 No brand here answers for that domain"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail; say 250 when it is safe, 451 when it isn't."""
        content = bytes(envelope.original_content or b"")
        if has_odd_lines(content):
            return "550 5.6.0 Bare CR or LF inside the mail; lines must end in CRLF"
        kept: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()
        await self.knocks.put(Knock(Raw("email", content, self._envelope(session, envelope)), kept))
        try:
            return f"250 2.0.0 kept as {await kept}"
        except (DatabaseTrouble, OSError):
            return "451 4.3.0 Could not be kept just now, please try again"

    def _envelope(self, session: Session, envelope: Envelope) -> dict[str, Any]:
        peer = str(session.peer[0]) if session.peer else ""
        sender = envelope.mail_from or ""
        return {
            "mail_from": "" if sender == "<>" else _plain(sender),
            "recipients": [_plain(r) for r in envelope.rcpt_tos],
            "helo": _plain(session.host_name or ""),
            "ip": peer,
            "relay": peer in self.relays,
            "tls": session.ssl is not None,
        }

    async def keep(self) -> None:
        """The one loop that commits: whatever has gathered, in one transaction."""
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self.knocks.get()]
            while len(batch) < BATCH and not self.knocks.empty():
                batch.append(self.knocks.get_nowait())
            try:
                ids = await loop.run_in_executor(self.pool, _keep, [k.raw for k in batch])
            except (DatabaseTrouble, OSError) as trouble:
                log.warning("%s mails could not be kept: %s", len(batch), trouble)
                for knock in batch:
                    if not knock.kept.done():
                        knock.kept.set_exception(trouble)
                    self.knocks.task_done()
                continue
            for knock, arrival in zip(batch, ids, strict=True):
                if not knock.kept.done():  # the sender may have hung up; the mail is kept all the same
                    knock.kept.set_result(arrival)
            for _ in batch:
                self.knocks.task_done()


class Dialogue(SMTP):
    """aiosmtpd's dialogue with our limits."""

    def __init__(self, door: MailDoor, name: str, tls: ssl.SSLContext | None) -> None:
        self.line_length_limit = COMMAND_LINE
        super().__init__(
            door,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=name,
            ident="Beistand",
            tls_context=tls,
            timeout=SECONDS,
            command_call_limit={"*": 1000},
        )
        self.door = door
        self.peer_ip = ""
        self.has_left = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Turn away who holds too many lines already."""
        counted = self.door.open
        if not self.peer_ip:  # the library calls this again after STARTTLS
            peer = transport.get_extra_info("peername")
            self.peer_ip = str(peer[0]) if peer else "-"
            counted[self.peer_ip] += 1
        if counted[self.peer_ip] > MOST_FROM_ONE or counted.total() > MOST_CONNECTIONS:
            cast(asyncio.WriteTransport, transport).write(
                b"421 4.7.0 Too many connections, please try again later\r\n"
            )
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count the line as free again."""
        if not self.has_left:
            self.has_left = True
            self.door.open[self.peer_ip] -= 1
            if self.door.open[self.peer_ip] <= 0:
                del self.door.open[self.peer_ip]
        if self._handler_coroutine is not None:
            super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:
        """DATA with room for very long lines; commands keep their small limit."""
        reader: Any = self._reader  # its limit can only be changed in private
        self.line_length_limit = reader._limit = DATA_LINE
        try:
            await super().smtp_DATA(arg)
        finally:
            self.line_length_limit = reader._limit = COMMAND_LINE


async def serve(
    door: MailDoor, host: str, port: int, name: str, tls: ssl.SSLContext | None, stop: asyncio.Event
) -> None:
    """Serve until `stop` is set; mails already taken are answered first."""
    loop = asyncio.get_running_loop()
    keeping = loop.create_task(door.keep())
    server = await loop.create_server(lambda: Dialogue(door, name, tls), host, port, backlog=256)
    log.info("The mail door is open on %s:%s", host, port)
    async with server:
        await stop.wait()
        server.close()
        await door.knocks.join()
    keeping.cancel()


def _keep(batch: Sequence[Raw]) -> list[UUID]:
    try:
        return accept_many(batch)
    except DatabaseTrouble:
        connection.close()  # this thread lives as long as the door: a broken line would stay with it
        raise


def has_odd_lines(content: bytes) -> bool:
    """Whether line ends are mixed or could smuggle. A mail with LF alone is what simple scripts send: kept as is."""
    lines = content.removesuffix(b"\r\n")
    ends, proper = lines.count(b"\n"), lines.count(b"\r\n")
    return 0 < proper < ends or SMUGGLED.search(content) is not None


def tls_context(cert: str, key: str) -> ssl.SSLContext | None:
    """STARTTLS with the operator's certificate, or None without one. Raises `ssl.SSLError` or `OSError`."""
    if not cert:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key or None)
    return context


def _plain(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:1000]
