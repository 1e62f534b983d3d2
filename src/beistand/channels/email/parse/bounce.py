"""A mail that says that one of ours did not arrive: RFC 3464 reports and the free text of those who write none."""

from __future__ import annotations

import re

from beistand.channels.adapter import Bounce

from .addresses import mailboxes, tidy
from .bounce_words import STATUS, kind_of, status_of
from .charsets import decode, decode_header_bytes
from .headers import message_id, plain
from .mime import Part, read_headers
from .transfer import decoded

_REASON_CHARS = 500
_READ = 20_000
_REPORT_BYTES = 200_000
_MACHINE = re.compile(
    r"mailer[-_ ]?daemon|postmaster|mail[- ]?(?:delivery|system|admin)|mail-?daemon|maildaemon|microsoftexchange[0-9a-f]+|^bounces?\b|^daemon\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|unzustellbar|nicht zustellbar|nicht zugestellt|returned (?:mail|to sender)|return(?:ing|ed) message|failure notice|"
    r"delivery (?:status notification|failure|has failed|failed|notification|problem|delayed|incomplete)|deliver\w* fail|"
    r"mail delivery|mail system error|non[- ]?delivery|could not (?:be delivered|send)|couldn't be delivered|"
    r"zustellung(?:sfehler)?\b|zustellungs?problem|fehlgeschlagen|übermittlungsstatus|zustellstatus|unzustellbarkeit|"
    r"delayed mail|message (?:\S{1,40} )?delayed|verzögert|retour(?:ning)?|mail failure|address not found|message blocked|rejected",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"could ?n[o']t be delivered|could not be delivered|was not delivered|wasn't delivered|has not been delivered|undeliverable|"
    r"unable to deliver|wasn't able to deliver|permanent(?:ly)? (?:fatal )?(?:error|fail)|delivery to the following|"
    r"konnte[^.\n]{0,60}nicht (?:\w+ )?zugestellt|nicht zugestellt werden|kann nicht zugestellt|unzustellbar|nachrichtenzustellung|"
    r"not yet been delivered|still being retried|rejected your message|zustellung[^.\n]{0,60}(?:fehlgeschlagen|nicht möglich|gescheitert)",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"warning message only|still (?:being )?(?:retried|trying)|will keep trying|will be retried|not yet been delivered|do not need to resend|"
    r"delayed mail|message delayed|delivery delayed|delay\)|verzögert|noch nicht zugestellt|weitere zustellversuche",
    re.IGNORECASE,
)
# Where the text of the machine ends and the copy of our own mail begins.
_COPY = re.compile(
    r"^[-= >*]*(?:below this line is a copy|this is a copy of (?:the|your)|the (?:header|text) of the original|original message (?:headers|follows)|"
    r"original message|ursprüngliche nachricht|ursprüngliche (?:nachrichten)?kopfzeilen|the original message|message headers? follow|"
    r"es folgt (?:die|eine) (?:kopie|original)|kopie der (?:nachricht|e-?mail)|included is a copy|returned message)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])")
_QUOTED_ID = re.compile(
    r"^[> ]*(?:message-id|nachrichten-id):\s*<([^<>\s]{1,990})>", re.IGNORECASE | re.MULTILINE
)
_TELLING = re.compile(
    r"(?<![\d.])[45]\d\d[ -]|[45]\.\d{1,3}\.\d{1,3}|said:|error|unknown|unbekannt|full|voll|not found|nicht gefunden|quota|sorry",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\d.])[45]\d\d[ -]|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}")


def bounce(root: Part, author: str, subject: str, text: str, *, null_sender: bool) -> Bounce | None:
    """The bounce in a mail, None when it is none. Of several recipients the one that fails hardest.

    A report that something *was* delivered, a read receipt and a spam complaint are no bounces.
    """
    parts = list(root.walk())
    reports = [
        part for part in parts if part.type in ("message/delivery-status", "message/global-delivery-status")
    ]
    groups = [fields for part in reports for fields in _groups(part)]
    recipients = [fields for fields in groups if "action" in fields or "final-recipient" in fields]
    original = _original_id(root, parts, text)
    if recipients:
        found = [one for fields in recipients if (one := _from_report(fields, text, original)) is not None]
        return min(found, key=lambda one: one.kind != "hard", default=None)
    if (
        root.type == "multipart/report"
        and root.params.get("report-type", "delivery-status").lower() != "delivery-status"
    ):
        return None
    failed = mailboxes(root.first("x-failed-recipients"))
    machine = null_sender or bool(failed) or _MACHINE.search(author) is not None or _named_machine(root)
    if (
        not machine
        or not (failed or reports or _SUBJECT.search(subject))
        or not (failed or reports or _BODY.search(text, 0, _READ) or _CODE.search(text, 0, _READ))
    ):
        return None
    return _from_text(root, subject, text, failed[0].address if failed else "", original)


def _named_machine(root: Part) -> bool:
    return (
        _MACHINE.search(decode_header_bytes(root.first("from"))) is not None
        and b"auto-" in root.first("auto-submitted").lower()
    )


def _groups(part: Part) -> list[dict[str, str]]:
    """The field groups of a delivery status: first the server's, then one for every recipient."""
    raw = decoded(part.body, part.first("content-transfer-encoding"))[:_REPORT_BYTES]
    groups: list[dict[str, str]] = []
    at = 0
    while at < len(raw) and len(groups) < 200:
        headers, behind = read_headers(raw, at, len(raw))
        if headers:
            groups.append({name: plain(decode(value, "utf-8").text) for name, value in reversed(headers)})
        if behind <= at:
            # No field here: go on behind this line.
            newline = raw.find(b"\n", at)
            behind = newline + 1 if newline != -1 else len(raw)
        at = behind
    return groups


def _from_report(fields: dict[str, str], text: str, original: str) -> Bounce | None:
    action = fields.get("action", "failed").lower().split(" ")[0].strip(";,.")
    if action in ("delivered", "relayed", "expanded"):
        return None
    words = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("diagnostic-code", "")
    given = STATUS.search(fields.get("status", ""))
    said = words or _telling_lines(_own_words(text))
    status = status_of(said, given[0] if given else "")
    kind = "soft" if action == "delayed" else kind_of(status, said)
    address = _mailbox(fields.get("original-recipient", "")) or _mailbox(fields.get("final-recipient", ""))
    return Bounce(
        kind=kind, address=address, reason=said[:_REASON_CHARS], status=status, original_id=original
    )


def _mailbox(field: str) -> str:
    """`rfc822; <max@example.com>` -> `max@example.com`."""
    value = field.partition(";")[2] or field
    match = _ADDRESS.search(value)
    return tidy(match[0]) if match else ""


def _from_text(root: Part, subject: str, text: str, failed: str, original: str) -> Bounce:
    words = _own_words(text)
    reason = _telling_lines(words)
    status = status_of(reason) or status_of(words)
    still = _STILL_TRYING.search(subject) or _STILL_TRYING.search(words)
    kind = "soft" if still else kind_of(status, reason)
    if kind == "soft" and not still and not status:
        kind = kind_of(status, words)
    return Bounce(
        kind=kind,
        address=failed or _failed_address(root, words),
        reason=(reason or subject)[:_REASON_CHARS],
        status=status,
        original_id=original,
    )


def _own_words(text: str) -> str:
    """What the machine says itself, without the copy of our mail."""
    copy = _COPY.search(text, 40, _READ)
    return text[: copy.start() if copy else _READ]


def _telling_lines(words: str) -> str:
    """The sentence of the far server: the paragraph with the first code, else with the first telling word."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", words)]
    for shape in (_CODE, _TELLING):
        for paragraph in paragraphs:
            if match := shape.search(paragraph):
                begin = max(0, match.start() - 200) if len(paragraph) > _REASON_CHARS else 0
                return paragraph[begin : begin + _REASON_CHARS]
    return " ".join(words.split())[:_REASON_CHARS]


def _failed_address(root: Part, words: str) -> str:
    """The address the text speaks about: not ours, not the machine's."""
    ours = {
        box.address
        for name in ("to", "from", "reply-to", "delivered-to")
        for box in mailboxes(root.first(name))
    }
    for address in map(tidy, _ADDRESS.findall(words)):
        if address not in ours and not _MACHINE.search(address):
            return address
    return ""


def _original_id(root: Part, parts: list[Part], text: str) -> str:
    """Message-ID of the mail that came back: from the returned copy, from the text, from the threading headers."""
    for part in parts:
        if part.type in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            raw = decoded(part.body, part.first("content-transfer-encoding"))
            headers, _ = read_headers(raw, 0, min(len(raw), 200_000))
            for name, value in headers:
                if name == "message-id":
                    return message_id(value)
    if quoted := _QUOTED_ID.search(text, 0, 10 * _READ):
        return f"<{quoted[1]}>"
    return message_id(root.first("in-reply-to")) or message_id(root.first("references"))
