"""`beistand work`: files what has arrived, carries what leaves, and does the periodic rounds."""

from __future__ import annotations

import signal
import threading

from beistand.channels.email.mailboxes_watch import watching
from beistand.lib import jobs
from beistand.lib.alive import keep_saying
from beistand.site import wiring
from beistand.site.settings import Settings


def serve(settings: Settings) -> int:
    """Work until told to stop; what was begun is finished."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    keep_saying("work")
    with wiring.mail_reader(settings) as read, watching() as mailboxes, wiring.lanes() as lanes:
        jobs.run(wiring.rounds(settings, read, mailboxes, lanes), stop)
    return 0
