"""Remarks about a mail that a person should see. English sentences; the desk translates them by this text."""

from __future__ import annotations

CHARSET_GUESSED = "The character set was missing or wrong and had to be guessed."
DATE_CORRECTED = "The date in the mail cannot be right; the time of receipt is shown."
NO_SENDER = "The mail names no sender."
SEVERAL_SENDERS = "The mail names several senders."
SIGNED_SMIME = "Signed with S/MIME, not checked."
SIGNED_PGP = "Signed with PGP, not checked."
SIGNED_SEALED = "Signed with S/MIME in a closed envelope; the text is inside the attachment."
ENCRYPTED = "Encrypted; we cannot read it."
TNEF_UNREADABLE = "Outlook wrapped its attachments in winmail.dat and it could not be opened."
TEXT_CUT = "The text was longer than two million characters and is cut here; the raw mail is complete."
PARTIAL = "Only one piece of a mail that was sent in several pieces."
BROKEN_STRUCTURE = "The mail is not built as the standard asks; it is shown as well as possible."

ALL = (
    CHARSET_GUESSED,
    DATE_CORRECTED,
    NO_SENDER,
    SEVERAL_SENDERS,
    SIGNED_SMIME,
    SIGNED_PGP,
    SIGNED_SEALED,
    ENCRYPTED,
    TNEF_UNREADABLE,
    TEXT_CUT,
    PARTIAL,
    BROKEN_STRUCTURE,
)
