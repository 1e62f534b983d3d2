"""From what we say to the bytes of a mail. No header can be smuggled in: CR, LF and NUL never reach one.

Domains with letters like ä travel as their xn-- form; a local part with such letters needs a server that
speaks SMTPUTF8, and only then the header is written in UTF-8.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

import idna

from beistand.channels.adapter import Address, Attachment, DeliveryFailed, Outgoing
from beistand.channels.email.told import NO_ADDRESS, NO_ID, NO_MAIL, say

POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")
POLICY_UTF8 = SMTP.clone(max_line_length=78, cte_type="7bit", utf8=True)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f<>()\[\],;:\\\"]")
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+\Z")
_ID = re.compile(r"<?([^\s<>\x00-\x1f\x7f]{1,900})>?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_EMPTY_FIRST_LINE = re.compile(rb"^((?:Message-ID|In-Reply-To|References):)\r\n ", re.MULTILINE)
"""The email package puts a long id onto a line of its own; that is allowed and still read wrongly by many."""


def compose(out: Outgoing, at: datetime) -> bytes:
    """The mail as it goes over the line (CRLF). Bcc stands nowhere in it. Raises `DeliveryFailed` for what can't be a mail."""
    try:
        return _written(out, at)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as problem:  # what the email package stumbles over
        raise DeliveryFailed(say(NO_MAIL, words=type(problem).__name__), permanent=True) from problem


def _written(out: Outgoing, at: datetime) -> bytes:
    policy = _policy(out)
    mail = EmailMessage(policy=policy)
    mail["From"] = _header_address(out.sender)
    mail["To"] = tuple(_header_address(a) for a in out.to)
    if out.cc:
        mail["Cc"] = tuple(_header_address(a) for a in out.cc)
    if out.reply_to:
        mail["Reply-To"] = _header_address(Address(out.reply_to, out.sender.name))
    mail["Subject"] = _one_line(out.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = _bracketed(out.external_id)
    if out.in_reply_to:
        mail["In-Reply-To"] = _bracketed(out.in_reply_to)
    if out.references:
        mail["References"] = " ".join(map(_bracketed, out.references))
    if out.automated:
        mail["Auto-Submitted"] = "auto-replied" if out.in_reply_to else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["X-Beistand-Auto"] = "1"
    if _LANGUAGE.match(out.language):
        mail["Content-Language"] = out.language
    mail.set_content(_lines(out.text), charset="utf-8", cte="quoted-printable")
    if out.html:
        mail.add_alternative(_lines(out.html), subtype="html", charset="utf-8", cte="quoted-printable")
    for file in out.attachments:
        _attach(mail, file)
    head, blank, body = mail.as_bytes().partition(b"\r\n\r\n")
    return _EMPTY_FIRST_LINE.sub(rb"\1 ", head) + blank + body


def return_path(out: Outgoing) -> str:
    """The envelope sender: null for what a machine answers (RFC 3834 §3.3), else where bounces come home."""
    if out.automated and out.in_reply_to:
        return ""
    return on_the_line(out.return_path or out.sender.address)


def on_the_line(address: str) -> str:
    """An address as SMTP takes it: the domain in its ASCII form. Raises `DeliveryFailed`."""
    local, _, domain = address.rpartition("@")
    if not local or not domain or _FORBIDDEN.search(address):
        raise _no_address(address)
    try:
        return f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as problem:
        raise _no_address(address) from problem


def _policy(out: Outgoing) -> EmailPolicy[EmailMessage]:
    everybody = [out.sender, *out.to, *out.cc]
    needs_utf8 = any(not on_the_line(a.address).isascii() for a in everybody)
    return POLICY_UTF8 if needs_utf8 else POLICY


def _header_address(address: Address) -> HeaderAddress:
    local, _, domain = on_the_line(address.address).rpartition("@")
    try:
        return HeaderAddress(display_name=_one_line(address.name)[:200], username=local, domain=domain)
    except (ValueError, IndexError) as problem:
        raise _no_address(address.address) from problem


def _no_address(address: str) -> DeliveryFailed:
    return DeliveryFailed(say(NO_ADDRESS, address=_one_line(address)), permanent=True)


def _attach(mail: EmailMessage, file: Attachment) -> None:
    kind, _, sub = file.type.partition("/")
    # A part that would be taken for mail itself travels as plain bytes: nobody opens it on the way.
    is_plain = _TYPE.match(file.type) is None or kind.lower() in ("multipart", "message")
    mail.add_attachment(
        file.content,
        maintype="application" if is_plain else kind,
        subtype="octet-stream" if is_plain else sub,
        filename=_one_line(file.name)[:200] or "file",
    )


def _bracketed(id: str) -> str:
    found = _ID.match(id.strip())
    if found is None:
        raise DeliveryFailed(NO_ID, permanent=True)
    return f"<{found[1]}>"


def _lines(text: str) -> str:
    """Line ends of one kind; a lone CR would be a place where two readers see two mails."""
    return re.sub(r"\r\n?", "\n", _whole(text)).replace("\x00", "")


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", _whole(text)).split())


def _whole(text: str) -> str:
    """Without halves of characters (lone surrogates), which no byte can say."""
    return text.encode("utf-8", "replace").decode()
