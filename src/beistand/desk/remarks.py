"""Remarks of the parser and the filing, in words a person reads."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words(remark: str) -> str:
    """The sentence for a remark; what nobody knows is shown as it is."""
    if remark == "same-id-other-content":
        return _("Another mail has the same id but other content. This may be forged.")
    return _(remark)


def _known() -> tuple[str, ...]:
    """The sentences of `channels.email.parse.notes`, spelt out so that they are found for the catalogue."""
    return (
        _("The character set was missing or wrong and had to be guessed."),
        _("The date in the mail cannot be right; the time of receipt is shown."),
        _("The mail names no sender."),
        _("The mail names several senders."),
        _("Signed with S/MIME, not checked."),
        _("Signed with PGP, not checked."),
        _("Signed with S/MIME in a closed envelope; the text is inside the attachment."),
        _("Encrypted; we cannot read it."),
        _("Outlook wrapped its attachments in winmail.dat and it could not be opened."),
        _("The text was longer than two million characters and is cut here; the raw mail is complete."),
        _("Only one piece of a mail that was sent in several pieces."),
        _("The mail is not built as the standard asks; it is shown as well as possible."),
    )
