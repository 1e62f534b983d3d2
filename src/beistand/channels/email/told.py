"""What became of a mail, as sentences: kept in English beside the mail, shown in the reader's language.

A server's own words ("550 5.1.1 no such user") are quoted and never translated.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

from beistand.channels.email.trouble import SENTENCES

BROKE_BEFORE = gettext_noop("The line broke before the mail was sent: %(words)s")
BROKE_AFTER = gettext_noop("The line broke after the last byte: %(words)s")
ODD_AFTER = gettext_noop("The answer after the last byte makes no sense: %(words)s")
TOO_LARGE = gettext_noop("The mail has %(size)s bytes, the server takes %(most)s at most.")
NO_UTF8 = gettext_noop("The server can't send to addresses with letters like ä or é.")
NO_ADDRESS = gettext_noop("“%(address)s” is not a mail address.")
NO_ID = gettext_noop("A Message-ID can't be written.")
NO_MAIL = gettext_noop("This can't be written as a mail: %(words)s")
NO_FILE = gettext_noop("A file of this mail is not there any more.")
NO_STORE = gettext_noop("The store of files does not answer: %(words)s")
NO_KEY = gettext_noop("The mail can't be signed with the key of its domain: %(words)s")
PARTLY = gettext_noop("Not for everybody. Taken for: %(taken)s. Refused: %(refused)s")
PARTLY_AGAIN = gettext_noop("Not for everybody yet. Taken for: %(taken)s. Tried again: %(refused)s")
MACHINE_SILENT = gettext_noop("Not sent: a machine must not write now (%(words)s).")
LOST = gettext_noop("The line or our own process broke while this was being handed over.")

_SAID = (
    *(
        BROKE_BEFORE,
        BROKE_AFTER,
        ODD_AFTER,
        TOO_LARGE,
        NO_UTF8,
        NO_ADDRESS,
        NO_ID,
        NO_MAIL,
        NO_FILE,
        NO_STORE,
        NO_KEY,
    ),
    *(PARTLY, PARTLY_AGAIN, MACHINE_SILENT, LOST),
)


def say(msgid: str, **names: str) -> str:
    """The sentence in English, as it is kept."""
    return msgid % names


def in_words(kept: str) -> str:
    """A kept sentence in the reader's language; what is not ours stays as it is."""
    for msgid, shape in _shapes():
        found = shape.fullmatch(kept)
        if found is not None:
            return gettext(msgid) % found.groupdict()
    return kept


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    msgids = [*_SAID, *(said for said, _way_on in SENTENCES.values())]
    return [(msgid, _shape(msgid)) for msgid in msgids]


def _shape(msgid: str) -> re.Pattern[str]:
    pieces = re.split(r"%\((\w+)\)s", msgid)
    shape = "".join(
        re.escape(piece) if place % 2 == 0 else f"(?P<{piece}>.*?)" for place, piece in enumerate(pieces)
    )
    return re.compile(shape, re.DOTALL)
