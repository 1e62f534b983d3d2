"""Who reads which fact, who carries what leaves, and which rounds a worker makes: all on this page."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from beistand.channels.email.reading import MailReader
from beistand.channels.email.warm_child import WarmReader
from beistand.channels.intake import TOPIC as INTAKE
from beistand.channels.outbox import carry_message
from beistand.channels.reading import Reader, reader
from beistand.desk import conversations, filing, replies
from beistand.journal.book import READERS
from beistand.lib import outbox
from beistand.lib.dns import DnsResolver
from beistand.lib.jobs import Round
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried, Carrier, Told
from beistand.site.api import once
from beistand.site.letters import carry_letter
from beistand.site.settings import Settings
from beistand.site.webhooks import carrying, telling

CARRIERS: Mapping[str, Carrier] = {"message": carry_message, "letter": carry_letter}
TOLD: Mapping[str, Told] = {"message": replies.told, carrying.KIND: carrying.told}


@contextmanager
def mail_reader(settings: Settings) -> Iterator[Reader]:
    """A reader for every channel, with the warm child that parses mail behind it."""
    ids = frozenset(a.strip() for a in settings.smtp_authserv.split(",") if a.strip())
    with WarmReader() as warm:
        yield reader(MailReader(warm, DnsResolver.from_setting(settings.dns), ids))


def rounds(settings: Settings, read: Reader) -> list[Round]:
    """What `beistand work` does again and again."""
    me = f"{socket.gethostname()}:{os.getpid()}"
    return [
        Round("file", lambda: filing.file_waiting(read), 1.0, frozenset({INTAKE})),
        Round("carry", lambda: carry(me), 0.5, frozenset({outbox.TOPIC})),
        Round("lost", lambda: outbox.find_lost(told) and False, 60.0),
        Round("wake", conversations.wake_due, 5.0),
        Round("tell", telling.tell_on, 2.0, frozenset({READERS})),
        Round("webhooks", lambda: carrying.carry_due(me), 1.0, frozenset({outbox.TOPIC})),
        Round("answers", lambda: once.tidy() and False, 3600.0),
    ]


def told(parcel: Parcel, result: Carried) -> None:
    """Tell whoever wants to know what became of a parcel of its kind."""
    if parcel.kind in TOLD:
        TOLD[parcel.kind](parcel, result)


def carry(me: str) -> int:
    """Carry what is due; how many parcels."""
    parcels = outbox.claim(list(CARRIERS), me)
    for parcel in parcels:
        outbox.carry(parcel, CARRIERS, told)
    return len(parcels)
