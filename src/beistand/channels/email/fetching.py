"""Fetching one mailbox: what lies there is taken batch by batch, then we wait (IDLE) until the server says more.

A mail is read with BODY.PEEK, committed, and only then marked as seen or moved. A mail that the server can't
or won't give is kept as a notice with what there is of it and never stops the ones behind it.
"""

from __future__ import annotations

import logging
import random
import socket
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from imaplib import IMAP4
from uuid import UUID

from django.db import DatabaseError
from imapclient import IMAPClient

from beistand.channels.email import states
from beistand.channels.email.mailboxes_line import opened
from beistand.channels.email.mailboxes_take import Fetched, begin_folder, note_marked, take
from beistand.channels.email.models import Mailbox
from beistand.channels.email.trouble import Trouble, trouble_of
from beistand.lib.waiting import let_go

log = logging.getLogger("beistand.channels.email.fetching")

BATCH = 50
BATCH_BYTES = 16 * 1024 * 1024
LARGEST = 40 * 1024 * 1024
TRIES = 3
RENEW = 9 * 60.0
"""RFC 2177 asks for 29 minutes at most; many routers forget a silent line after ten."""
LOOK_WITHOUT_IDLE = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
LASTED = 60.0
STEP_LASTS = 600.0


class Fetcher:
    """Keeps to one mailbox until told to stop. `line` is the open line, for whoever must cut it."""

    def __init__(self, mailbox_id: UUID) -> None:
        self.mailbox_id = mailbox_id
        self.stop = threading.Event()
        self.line: IMAPClient | None = None
        self.step_since = time.monotonic()
        self.failed: dict[int, int] = {}
        self.is_careful = False
        self.is_well = False

    def run(self) -> None:
        """Fetch, wait, and begin again after every trouble, with growing pauses."""
        pause = FIRST_PAUSE
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                self._once()
            except Mailbox.DoesNotExist:
                return
            except Exception as problem:  # a loop that must never end; what it was is told
                self._tell(problem)
            finally:
                self.line = None
                let_go()
            pause = FIRST_PAUSE if time.monotonic() - began > LASTED else pause
            self.stop.wait(pause * random.uniform(0.7, 1.3))  # noqa: S311 (spread, not secret)
            pause = min(pause * 2, LONGEST_PAUSE)

    def cut_if_stuck(self) -> None:
        """Cut the line when one step takes longer than any honest server needs."""
        line = self.line
        if line is not None and time.monotonic() - self.step_since > STEP_LASTS:
            log.warning("Mailbox %s has been stuck for ten minutes; its line is cut", self.mailbox_id)
            cut(line)

    def halt(self) -> None:
        """Stop soon: the line is cut, what was committed stays."""
        self.stop.set()
        if self.line is not None:
            cut(self.line)

    def _once(self) -> None:
        self.is_well = False
        mailbox = Mailbox.objects.select_related("brand").get(id=self.mailbox_id)
        with opened(mailbox) as (line, folder):
            self._step(line)
            mailbox = begin_folder(self.mailbox_id, folder.uid_validity, folder.uid_next)
            while not self.stop.is_set():
                mailbox = self._take_all(line, mailbox)
                if not folder.is_read_only and self._mark(line, mailbox):
                    continue  # the server may have told of new mail meanwhile, and would not tell again
                let_go()
                self._wait(line)

    def _tell(self, problem: Exception) -> None:
        let_go()
        if self.stop.is_set():
            return
        trouble = trouble_of(problem)
        if not isinstance(problem, Trouble | OSError | IMAP4.error | DatabaseError):
            log.exception("Fetching mailbox %s failed", self.mailbox_id)
        try:
            if not isinstance(problem, DatabaseError):
                states.note_trouble(Mailbox(id=self.mailbox_id), trouble)
        except DatabaseError:
            log.warning("The state of mailbox %s could not be noted", self.mailbox_id)

    def _note_well(self, mailbox: Mailbox) -> None:
        if not self.is_well:
            states.note_well(mailbox)
            self.is_well = True

    def _take_all(self, line: IMAPClient, mailbox: Mailbox) -> Mailbox:
        while not self.stop.is_set():
            self._step(line)
            _has_news(line)
            found = line.search(["UID", f"{mailbox.last_uid + 1}:*"])
            uids = sorted(u for u in found if u > mailbox.last_uid)
            if not uids and not _has_news(line):
                break
            for some in _portions(uids, 1 if self.is_careful else BATCH):
                for batch in self._measured(line, some):
                    mailbox = take(mailbox, self._fetch(line, batch))
                    self._note_well(mailbox)
                    let_go()
                    if self.stop.is_set():
                        return mailbox
        self.is_careful = False
        self._note_well(mailbox)
        return mailbox

    def _measured(self, line: IMAPClient, uids: Sequence[int]) -> list[list[tuple[int, int]]]:
        """These mails as (uid, size), in portions that fit into memory."""
        self._step(line)
        told = line.fetch(uids, ["RFC822.SIZE"])
        portions: list[list[tuple[int, int]]] = [[]]
        total = 0
        for uid in uids:
            size = int(told.get(uid, {}).get(b"RFC822.SIZE", 0))
            if portions[-1] and total + min(size, LARGEST) > BATCH_BYTES:
                portions.append([])
                total = 0
            portions[-1].append((uid, size))
            total += size
        return portions

    def _fetch(self, line: IMAPClient, batch: Sequence[tuple[int, int]]) -> list[Fetched]:
        """Fetch a portion; when the server stumbles over it, one by one."""
        fitting = [uid for uid, size in batch if size <= LARGEST and self.failed.get(uid, 0) < TRIES]
        given = self._bodies(line, fitting)
        done = []
        for uid, size in batch:
            mail = given.get(uid)
            if mail is None and uid in fitting and self._is_gone(line, uid):
                continue
            done.append(
                mail or self._notice(line, uid, f"too-large: {size}" if size > LARGEST else "not-given")
            )
        return done

    def _bodies(self, line: IMAPClient, uids: Sequence[int]) -> dict[int, Fetched]:
        if not uids:
            return {}
        self._step(line)
        try:
            told = line.fetch(uids, ["BODY.PEEK[]", "INTERNALDATE"])
        except (OSError, IMAP4.abort):
            self._remember(uids)
            raise
        except IMAP4.error:
            if len(uids) == 1:
                return {}
            given: dict[int, Fetched] = {}
            for uid in uids:
                given.update(self._bodies(line, [uid]))
            return given
        return {
            uid: Fetched(uid=uid, raw=bytes(parts[b"BODY[]"]), came_at=_aware(parts.get(b"INTERNALDATE")))
            for uid, parts in told.items()
            if parts.get(b"BODY[]") is not None and uid in uids
        }

    def _remember(self, uids: Sequence[int]) -> None:
        """The line broke over these mails: one at a time from now on, and not for ever over the same one."""
        self.is_careful = True
        if len(uids) == 1:
            self.failed[uids[0]] = self.failed.get(uids[0], 0) + 1

    def _is_gone(self, line: IMAPClient, uid: int) -> bool:
        """Whether somebody has deleted it meanwhile."""
        return not line.search(["UID", str(uid)])

    def _notice(self, line: IMAPClient, uid: int, why: str) -> Fetched:
        """What there is of a mail that can't be fetched; it stays in the mailbox."""
        self._step(line)
        head = b""
        if self.failed.get(uid, 0) < TRIES:
            try:
                told = line.fetch([uid], ["BODY.PEEK[HEADER]"])
                head = bytes(told.get(uid, {}).get(b"BODY[HEADER]") or b"")[:256_000]
            except (OSError, IMAP4.abort):
                self._remember([uid])
                raise
            except IMAP4.error:
                head = b""
        head = head or f"X-Beistand-Left-In-Mailbox: {self.mailbox_id}, UID {uid}\r\n\r\n".encode()
        return Fetched(uid=uid, raw=head, came_at=None, left_out=why)

    def _mark(self, line: IMAPClient, mailbox: Mailbox) -> bool:
        """Mark what was committed, also what an earlier worker could not mark any more; whether there was anything."""
        if mailbox.marked_uid >= mailbox.last_uid or not (mailbox.marks_seen or mailbox.moves_to):
            return False
        self._step(line)
        uids = line.search(["UID", f"{mailbox.marked_uid + 1}:{mailbox.last_uid}"])
        for some in _portions(sorted(uids), 200):
            try:
                if mailbox.marks_seen:
                    line.add_flags(some, [b"\\Seen"], silent=True)
                if mailbox.moves_to:
                    _move(line, some, mailbox.moves_to)
            except IMAP4.abort:
                raise
            except IMAP4.error as problem:
                log.warning("Mails of mailbox %s could not be marked: %s", mailbox.id, problem)
        note_marked(mailbox)
        return True

    def _wait(self, line: IMAPClient) -> None:
        """Until the server says that something has changed, or it is time to look anyway."""
        if not line.has_capability("IDLE"):
            self.stop.wait(LOOK_WITHOUT_IDLE)
            self._step(line)
            line.noop()
            return
        self._step(line)
        line.idle()
        until = time.monotonic() + RENEW
        while not self.stop.is_set() and time.monotonic() < until:
            self._step(line)
            began = time.monotonic()
            said = line.idle_check(timeout=1.0)
            if any(isinstance(s, tuple) and b"EXISTS" in s for s in said):
                break
            if not said and time.monotonic() - began < 0.5:
                break  # readable and yet empty: the line has ended, DONE will tell
        self._step(line)
        line.idle_done()

    def _step(self, line: IMAPClient) -> None:
        self.line = line
        self.step_since = time.monotonic()


def cut(line: IMAPClient) -> None:
    """Cut a line from another thread; whoever waits at it gets an error at once."""
    try:
        line.socket().shutdown(socket.SHUT_RDWR)
    except (OSError, AttributeError):
        return


def _has_news(line: IMAPClient) -> bool:
    """Whether the server spoke of new mail since this was asked last; it does so in any answer, and only once."""
    return bool(line._imap.response("EXISTS")[1] != [None])


def _move(line: IMAPClient, uids: Sequence[int], folder: str) -> None:
    """MOVE, or copy and delete; never a plain EXPUNGE, which would take away what others marked."""
    if line.has_capability("MOVE"):
        line.move(uids, folder)
        return
    line.copy(uids, folder)
    line.add_flags(uids, [b"\\Deleted"], silent=True)
    if line.has_capability("UIDPLUS"):
        line.uid_expunge(uids)


def _portions(uids: Sequence[int], size: int) -> list[list[int]]:
    return [list(uids[start : start + size]) for start in range(0, len(uids), size)]


def _aware(when: object) -> datetime | None:
    """INTERNALDATE as imapclient gives it: in the machine's local time, without a zone."""
    return when.astimezone(UTC) if isinstance(when, datetime) else None
