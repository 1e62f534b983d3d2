"""Remarks of the parser and the filing, in words a person reads."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words(remark: str) -> str:
    """The sentence for a remark; what nobody knows is shown as it is."""
    known = {
        "same-id-other-content": _("Another mail has the same id but other content. This may be forged."),
        "charset-guessed": _("The character set was wrong or missing; we guessed."),
        "encrypted": _("Encrypted; we can't read it."),
        "signed": _("Signed; the signature was not checked."),
    }
    return known.get(remark, remark)
