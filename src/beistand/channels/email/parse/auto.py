"""Was this written by a machine? RFC 3834 and what programs do instead of it."""

from __future__ import annotations

import re

from .charsets import decode_header_bytes
from .mime import Part

OWN_LOOP_HEADER = "X-Beistand-Auto"
_VACATION_STRONG = re.compile(
    r"\s*(?:abwesenheits(?:notiz|benachrichtigung|meldung|hinweis|nachricht|assistent)|automatische antwort|automatic reply|"
    r"automatic response|out[- ]of[- ](?:the[- ])?office(?: auto\w*| reply| message)?|ooo|auto(?:matic)?[- ]?reply|auto[- ]?response|"
    r"autoreply|réponse automatique|automatisch antwoord|respuesta automática|risposta automatica|vacation (?:reply|message|auto)\w*|"
    r"urlaubs(?:notiz|benachrichtigung|meldung))\b\s*(?:[:\-–]|$)",
    re.IGNORECASE,
)
_VACATION_WEAK = re.compile(
    r"abwesen|abwesend|nicht im (?:büro|haus)|im urlaub|urlaub|out of (?:the )?office|on (?:vacation|holiday|leave|annual leave)|"
    r"away from|automatische antwort|automatic reply|auto-?reply|mutterschutz|elternzeit|krank(?:heit)?",
    re.IGNORECASE,
)
_VACATION_BODY = re.compile(
    r"(?:bin|befinde mich|sind)\b[^.\n]{0,60}\b(?:im urlaub|nicht im (?:büro|haus)|abwesend|nicht erreichbar|außer haus|in elternzeit)|"
    r"\bi(?:'m| am| will be)\b[^.\n]{0,60}\b(?:out of (?:the )?office|on (?:vacation|holiday|leave|annual leave)|away)|"
    r"(?:ihre|deine) (?:e-?mail|nachricht) wird nicht (?:weitergeleitet|gelesen)|wieder (?:im büro|erreichbar|für sie da)|"
    r"limited access to (?:my )?e-?mail",
    re.IGNORECASE,
)
_MACHINE_NAMES = re.compile(
    r"(?:(?:no|do-?not)-?_?reply(?:[+._-].*)?|nicht-?antworten|keine-?antwort|mailer-daemon|postmaster|"
    r"bounces?[\w+=.-]*|notifications?|daemon|listserv|majordomo|[\w.+-]*-(?:bounces|request))@?",
    re.IGNORECASE,
)
_ANSWER_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-autoreply-from",
)


def automatic(
    root: Part, subject: str, sender: str, text: str, *, null_sender: bool, bounced: bool
) -> str | None:
    """None for a person's mail, else bounce, own-loop, vacation, auto-reply, list, bulk or machine.

    `sender` is the From address, `null_sender` says that the envelope sender was `<>`, `bounced` that a
    bounce was read from it.
    """
    if root.first(OWN_LOOP_HEADER.lower()):
        return "own-loop"
    if bounced:
        return "bounce"
    if _is_report(root):
        return "machine"
    answered = _says_answer(root)
    if _VACATION_STRONG.match(subject):
        return "vacation"
    strange = answered or null_sender or _suppresses(root)
    if strange and (_VACATION_WEAK.search(subject) or _VACATION_BODY.search(text[:3000])):
        return "vacation"
    if answered:
        return "auto-reply"
    if kind := _to_many(root):
        return kind
    return "machine" if _is_machine(root, sender, null_sender=null_sender) else None


def _word(root: Part, name: str) -> str:
    return decode_header_bytes(root.first(name)).split(";")[0].split("(")[0].strip().lower()


def _is_report(root: Part) -> bool:
    """Delivered, read, complained about: reports that are no bounces."""
    return root.first("content-type").lower().startswith(b"multipart/report")


def _says_answer(root: Part) -> bool:
    """It calls itself an answer written by a machine."""
    submitted = _word(root, "auto-submitted")
    if submitted.startswith("auto-replied") or submitted == "vacation":
        return True
    if any(root.first(name).strip().lower() not in (b"", b"no", b"false") for name in _ANSWER_HEADERS):
        return True
    return (
        _word(root, "precedence") == "auto_reply"
        or _word(root, "x-precedence") == "auto_reply"
        or b"autoreply" in root.first("x-pmx-version")
    )


def _suppresses(root: Part) -> bool:
    """Exchange writes this into automatic answers; programs write it into notices too."""
    wishes = _word(root, "x-auto-response-suppress")
    return wishes not in ("", "none")


def _to_many(root: Part) -> str:
    """list: people talk there. bulk: one writes to many."""
    if (
        root.first("list-post") not in (b"", b"NO")
        or root.first("mailing-list")
        or root.first("x-mailing-list")
    ):
        return "list"
    precedence = _word(root, "precedence")
    if root.first("list-id"):
        # Newsletters carry List-Id too; what nobody can write to is no list.
        can_post = not root.first("list-unsubscribe-post") and not root.first("feedback-id")
        return "list" if can_post and precedence != "bulk" else "bulk"
    if precedence == "list":
        return "list"
    if precedence in ("bulk", "junk") or root.first("list-unsubscribe") or root.first("feedback-id"):
        return "bulk"
    return ""


def _is_machine(root: Part, sender: str, *, null_sender: bool) -> bool:
    submitted = _word(root, "auto-submitted")
    if submitted not in ("", "no") or null_sender:
        return True
    if _suppresses(root):
        return True
    return _MACHINE_NAMES.fullmatch(sender.partition("@")[0]) is not None
