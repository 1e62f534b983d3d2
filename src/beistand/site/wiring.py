"""Who reads which fact, who carries what leaves, and which rounds a worker makes: all on this page."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib.sessions.backends.db import SessionStore

from beistand.channels.email import states
from beistand.channels.email.mailboxes_watch import TOPIC as MAILBOXES
from beistand.channels.email.mailboxes_watch import Watch
from beistand.channels.email.reading import MailReader
from beistand.channels.email.warm_child import WarmReader
from beistand.channels.intake import TOPIC as INTAKE
from beistand.channels.outbox import carry_message
from beistand.channels.reading import Reader, reader
from beistand.desk import conversations, filing, replies
from beistand.desk import reader as desk_reader
from beistand.journal import sealing
from beistand.journal.book import READERS
from beistand.lib import limits, outbox, shared_cache
from beistand.lib.dns import DnsResolver
from beistand.lib.jobs import Round
from beistand.lib.lanes import Lanes
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried, Carrier, Told
from beistand.site.api import once
from beistand.site.letters import carry_letter
from beistand.site.settings import Settings
from beistand.site.webhooks import carrying, telling

CARRIERS: Mapping[str, Carrier] = {"message": carry_message, "letter": carry_letter}
TOLD: Mapping[str, Told] = {"message": replies.told, telling.KIND: carrying.told}


@contextmanager
def mail_reader(settings: Settings) -> Iterator[Reader]:
    """A reader for every channel, with the warm child that parses mail behind it."""
    ids = frozenset(a.strip() for a in settings.smtp_authserv.split(",") if a.strip())
    with WarmReader() as warm:
        yield reader(MailReader(warm, DnsResolver.from_setting(settings.dns), ids))


@contextmanager
def lanes() -> Iterator[Lanes]:
    """The lanes out of the outbox; at the end what is being carried is finished."""
    out = Lanes(CARRIERS, _me(), told)
    try:
        yield out
    finally:
        out.close()


def rounds(settings: Settings, read: Reader, mailboxes: Watch, out: Lanes) -> list[Round]:
    """What `beistand work` does again and again."""
    return [
        Round("file", lambda: filing.file_waiting(read), 1.0, frozenset({INTAKE})),
        Round("carry", out.fill, 0.5, frozenset({outbox.TOPIC})),
        Round("lost", lambda: outbox.find_lost(told) and False, 5.0),
        Round("mailboxes", mailboxes.look, 2.0, frozenset({MAILBOXES})),
        Round("alarms", states.sound_alarms, 20.0),
        Round("wake", conversations.wake_due, 5.0),
        Round("seal", sealing.seal_on, 2.0),
        Round("tell", telling.tell_on, 2.0, frozenset({READERS})),
        Round("webhooks", lambda: carrying.carry_due(_me()), 1.0, frozenset({outbox.TOPIC})),
        Round("ended", sweep_ended, 3600.0),
        Round("answers", lambda: once.tidy() and False, 3600.0),
        Round("likeness", desk_reader.notice_likeness, 5.0, frozenset({READERS})),
    ]


def sweep_ended() -> None:
    """Remove what has ended by itself: tries that no limit remembers, cached values, sessions."""
    limits.sweep()
    shared_cache.sweep()
    SessionStore.clear_expired()


def told(parcel: Parcel, result: Carried) -> None:
    """Tell whoever wants to know what became of a parcel of its kind."""
    if parcel.kind in TOLD:
        TOLD[parcel.kind](parcel, result)


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
