"""Mails that no person typed, or not the one they say: a bounce, an absence, a list, a forgery, a broken scan."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr, formatdate

from beistand.site.demo.world.shapes import Conversation, Customer

PAGES = 32
"""Envelopes around the scan: more than the 20 levels that a mail may be deep here."""


def bounce(customer: Customer, conversation: Conversation, ours: str, sent: datetime) -> Message:
    """A delivery report (RFC 3464): the customer's mailbox is not there. `sent` is when our mail left."""
    address = customer.addresses[0]
    domain = address.rpartition("@")[2]
    report = MIMEMultipart("report", policy=SMTP)
    report.set_param("report-type", "delivery-status")
    report["From"] = formataddr(("Mail Delivery System", f"mailer-daemon@{domain}"))
    report["Auto-Submitted"] = "auto-replied"
    report["Return-Path"] = "<>"
    words = (
        f"This is the mail system at host mx.{domain}.\n\n"
        "I'm sorry to have to inform you that your message could not\n"
        "be delivered to one or more recipients. It's attached below.\n\n"
        f"<{address}>: host mx.{domain}[192.0.2.26] said: 550 5.1.1\n"
        f"    <{address}>: Recipient address rejected: User unknown in virtual mailbox table\n"
        "    (in reply to RCPT TO command)\n"
    )
    report.attach(MIMEText(words, "plain", "us-ascii", policy=SMTP))
    status = Message(policy=SMTP)
    status["Reporting-MTA"] = f"dns; mx.{domain}"
    status["Arrival-Date"] = format_datetime(sent)
    failed = Message(policy=SMTP)
    failed["Final-Recipient"] = f"rfc822; {address}"
    failed["Action"] = "failed"
    failed["Status"] = "5.1.1"
    failed["Diagnostic-Code"] = (
        "smtp; 550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table"
    )
    delivery = Message(policy=SMTP)
    delivery["Content-Type"] = "message/delivery-status"
    delivery.set_payload([status, failed])
    report.attach(delivery)
    original = EmailMessage(policy=SMTP)
    original["From"] = ours
    original["To"] = address
    original["Subject"] = conversation.subject
    original["Date"] = format_datetime(sent)
    original.set_content(conversation.messages[0].text)
    report.attach(MIMEMessage(original, policy=SMTP))
    return report


def on_holiday(mail: Message) -> None:
    """Mark a mail as an absence note (RFC 3834)."""
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Precedence"] = "bulk"


def from_list(mail: Message, customer: Customer) -> None:
    """Mark a mail as coming over a mailing list (RFC 2369, RFC 2919)."""
    domain = customer.addresses[0].rpartition("@")[2]
    mail["List-Id"] = f"<rundbrief.{domain}>"
    mail["List-Post"] = f"<mailto:rundbrief@{domain}>"
    mail["List-Unsubscribe"] = f"<mailto:rundbrief-abmelden@{domain}>"
    mail["Precedence"] = "list"


def forge(mail: Message, seed: str) -> None:
    """Make a mail look like what it is: answers go elsewhere and its id is of a strange host."""
    del mail["Message-ID"]
    mail["Message-ID"] = seed.replace("mail.demo.example", "kabel.example")
    mail["Reply-To"] = "konto-sicherheit@postfach-schnell.example"
    del mail["X-Mailer"], mail["Accept-Language"]
    mail["X-Mailer"] = "Rundsender 5.2"


def nested_scan(customer: Customer, subject: str, to: str, at: datetime) -> bytes:
    """A scan from an office copier that wraps every page in one more envelope and never closes them.

    It is deeper than any mail program writes, so the house keeps it unread and says so.
    """
    head = (
        f"From: {formataddr((customer.name, customer.addresses[0]))}\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Date: {formatdate(at.timestamp())}\r\nMessage-ID: <scan-0417@{customer.addresses[0].rpartition('@')[2]}>\r\n"
        "MIME-Version: 1.0\r\n"
    )
    body = "".join(
        f'Content-Type: multipart/mixed; boundary="seite{page:02}"\r\n\r\n--seite{page:02}\r\n'
        for page in range(1, PAGES + 1)
    )
    last = (
        "Content-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSL0ZpbHRlci9GbGF0\r\n"
    )
    return (head + body + last).encode()
