"""Why a mail could not be read, in words a person understands. Names as in `channels.adapter.Unreadable`."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason_words(reason: str) -> str:
    """The sentence for a reason; what nobody knows is named as it is."""
    known = {
        "empty": _("There is nothing in it."),
        "too-large": _("It is larger than 40 MB."),
        "left-in-mailbox": _(
            "It is too large, or the mail server would not give it; it still lies in the mailbox."
        ),
        "too-deep": _("It is nested deeper than 20 levels, as no mail program does."),
        "too-many-parts": _("It has more than 1,000 parts."),
        "too-many-headers": _("It has more than 1,000 header lines."),
        "too-large-header": _("Its header is larger than 256 kB."),
        "took-too-long": _("Reading it would take too long; it may have been made to do that."),
        "took-too-much-memory": _("Reading it would take too much memory; it may have been made to do that."),
        "reader-crashed": _(
            "Our mail reader broke at it twice. It may be harmless: try again after an update."
        ),
        "reader-lied": _("Our mail reader gave no sensible answer about it."),
        "reader-stumbled": _(
            "Our mail reader made a mistake at it. It may be harmless: try again after an update."
        ),
        "not-a-note": _("What was entered by hand is damaged."),
        "not-a-time": _("The time that was entered by hand is none."),
        "could-not-be-filed": _("It was read, but could not be put onto a thread five times."),
    }
    return known.get(reason) or _("It could not be read: %(reason)s.") % {"reason": reason}
