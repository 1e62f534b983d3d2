"""From what we say to the bytes of a mail. No header can be smuggled in: CR, LF and NUL are refused."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from beistand.channels.adapter import Address, DeliveryFailed, Outgoing

POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")


def compose(out: Outgoing, at: datetime) -> bytes:
    """The mail as it goes over the line (CRLF, 7 bit). Raises `DeliveryFailed` for what can't be a mail."""
    mail = EmailMessage(policy=POLICY)
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
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["X-Beistand-Auto"] = "1"
    mail["Content-Language"] = out.language
    mail.set_content(out.text, charset="utf-8", cte="quoted-printable")
    if out.html:
        mail.add_alternative(out.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for file in out.attachments:
        kind, _, sub = file.type.partition("/")
        mail.add_attachment(
            file.content,
            maintype=kind if sub and kind not in ("multipart", "message") else "application",
            subtype=sub if sub and kind not in ("multipart", "message") else "octet-stream",
            filename=_one_line(file.name) or "file",
        )
    return mail.as_bytes()


def _bracketed(id: str) -> str:
    return f"<{id.strip('<>')}>"


def _header_address(address: Address) -> HeaderAddress:
    local, _, domain = address.address.rpartition("@")
    if not local or not domain or any(c in address.address for c in "\r\n\x00<>"):
        raise DeliveryFailed(f"“{address.address}” is not a mail address.", permanent=True)
    try:
        return HeaderAddress(display_name=_one_line(address.name), username=local, domain=domain)
    except (ValueError, IndexError) as problem:
        raise DeliveryFailed(f"“{address.address}” is not a mail address.", permanent=True) from problem


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
