"""Bounces as the large providers write them, self-made after their wording; ours went to ina@kundin.example."""

from __future__ import annotations

from typing import NamedTuple

from mails import mail, multipart, part

OURS = "<m1.abc@auenfeld.example>"
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
COPY = f"Return-Path: <hilfe@auenfeld.example>\r\nFrom: hilfe@auenfeld.example\r\nTo: ina@kundin.example\r\nMessage-ID: {OURS}\r\nSubject: Ihre Anfrage\r\n"


class Case(NamedTuple):
    name: str
    raw: bytes
    kind: str
    status: str = ""


def report(status: str, said: str, action: str = "failed", words: str = "") -> bytes:
    fields = (
        "Reporting-MTA: dns; mx.example\r\nArrival-Date: Wed, 3 Apr 2024 10:12:00 +0200\r\n\r\n"
        f"Final-Recipient: rfc822; ina@kundin.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        + (f"Diagnostic-Code: smtp; {said}\r\n" if said else "")
    )
    return multipart(
        part(
            words or "This is the mail system. I'm sorry to have to inform you.", "Content-Type: text/plain"
        ),
        part(fields, "Content-Type: message/delivery-status"),
        part(COPY + "\r\nHallo", "Content-Type: message/rfc822"),
        kind="report; report-type=delivery-status",
        From=DAEMON,
        To="hilfe@auenfeld.example",
        Subject="Undelivered Mail Returned to Sender",
        Auto_Submitted="auto-replied",
    )


def free(subject: str, text: str, sender: str = DAEMON, **headers: str) -> bytes:
    return mail(
        text,
        From=sender,
        Subject=subject,
        To="hilfe@auenfeld.example",
        Content_Type="text/plain; charset=utf-8",
        **headers,
    )


REPORTS = [
    Case("gmail unknown", report("5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking"), "hard", "5.1.1"),
    Case("gmail disabled", report("5.2.1", "550-5.2.1 The email account that you tried to reach is inactive."), "hard", "5.2.1"),
    Case("gmail over quota", report("5.2.2", "552-5.2.2 The email account that you tried to reach is over quota and inactive."), "soft", "5.2.2"),
    Case("gmail quota, temporary", report("4.2.2", "452-4.2.2 The recipient's inbox is out of storage space."), "soft", "4.2.2"),
    Case("gmail policy", report("5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated."), "soft", "5.7.26"),
    Case("gmail rate", report("4.7.28", "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail."), "soft", "4.7.28"),
    Case("m365 unknown", report("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"), "hard", "5.1.10"),
    Case("m365 edge blocking", report("5.4.1", "550 5.4.1 Recipient address rejected: Access denied. [AM7EUR06FT023.eop-eur06.prod.protection.outlook.com]"), "hard", "5.4.1"),
    Case("m365 no such domain", report("5.4.310", "550 5.4.310 DNS domain kundin.example does not exist [Message=InfoDomainNonexistent]"), "hard", "5.4.310"),
    Case("m365 restricted", report("5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required"), "soft", "5.7.133"),
    Case("m365 expired", report("5.4.300", "550 5.4.300 Message expired -> 451 4.7.500 Server busy"), "soft", "5.4.300"),
    Case("outlook.com unknown", report("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)."), "hard", "5.5.0"),
    Case("outlook.com blocked", report("5.7.1", "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150)."), "soft", "5.7.1"),
    Case("postfix unknown local", report("5.1.1", "550 5.1.1 <ina@kundin.example>: Recipient address rejected: User unknown in local recipient table"), "hard", "5.1.1"),
    Case("postfix no domain", report("5.4.4", "", words="<ina@kundin.example>: Host or domain name not found. Name service error for name=kundin.example type=A: Host not found"), "hard", "5.4.4"),
    Case("postfix delayed", report("4.4.1", "connect to mx.kundin.example[192.0.2.1]:25: Connection timed out", action="delayed"), "soft", "4.4.1"),
    Case("generic with unknown user", report("5.0.0", "550 Unknown user ina"), "hard", "5.0.0"),
    Case("generic with spam", report("5.0.0", "554 Message rejected: looks like spam"), "soft", "5.0.0"),
    Case("generic with exact code in the sentence", report("5.0.0", "550 5.1.1 No such user here"), "hard", "5.1.1"),
    Case("generic with nothing", report("5.0.0", "554 Transaction failed"), "soft", "5.0.0"),
    Case("too large", report("5.3.4", "552 5.3.4 Message size exceeds fixed limit"), "soft", "5.3.4"),
    Case("too large for the mailbox", report("5.2.3", "552 5.2.3 Message exceeds maximum message size"), "soft", "5.2.3"),
    Case("moved", report("5.1.6", "551 5.1.6 Recipient has moved, no forwarding address"), "hard", "5.1.6"),
    Case("bad domain", report("5.1.2", "550 5.1.2 unknown domain"), "hard", "5.1.2"),
    Case("icloud", report("5.1.1", "550 5.1.1 <ina@kundin.example>: user lookup success but no user record found"), "hard", "5.1.1"),
    Case("icloud quota", report("5.2.2", "552 5.2.2 <ina@kundin.example>: user is over quota"), "soft", "5.2.2"),
    Case("icloud policy", report("5.7.1", "550 5.7.1 [CS01] Message rejected due to local policy."), "soft", "5.7.1"),
    Case("aol", report("5.1.1", "550 5.1.1 <ina@kundin.example>: MAILBOX NOT FOUND"), "hard", "5.1.1"),
    Case("yahoo no account", report("5.0.0", "554 delivery error: dd This user doesn't have a yahoo.com account (ina@kundin.example) [0]"), "hard", "5.0.0"),
    Case("yahoo closed", report("5.0.0", "554 delivery error: dd Sorry, your message to ina@kundin.example cannot be delivered. This mailbox is disabled (554.30)."), "hard", "5.0.0"),
    Case("yahoo blocked", report("5.7.9", "554 5.7.9 Message not accepted for policy reasons."), "soft", "5.7.9"),
    Case("gmx unknown", report("5.0.0", "550 Requested action not taken: mailbox unavailable. For explanation visit postmaster"), "hard", "5.0.0"),
    Case("gmx full", report("5.2.2", "552-Requested mail action aborted: exceeded storage allocation 552-Quota exceeded. The recipients mailbox is full."), "soft", "5.2.2"),
    Case("gmx policy", report("5.0.0", "554-Transaction failed 554-Reject due to policy restrictions. 554 For explanation visit postmaster"), "soft", "5.0.0"),
    Case("web.de dns", report("5.0.0", "554-No SMTP service 554-Bad DNS PTR resource record."), "soft", "5.0.0"),
    Case("t-online reputation", report("5.7.0", "554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tobr@rx.t-online.de to clarify.)"), "soft", "5.7.0"),
    Case("t-online unknown", report("5.1.1", "550 user unknown: ina@kundin.example"), "hard", "5.1.1"),
    Case("greylisting", report("4.7.1", "450 4.7.1 <ina@kundin.example>: Recipient address rejected: Greylisted, try again later", action="delayed"), "soft", "4.7.1"),
    Case("blacklist names the recipient", report("5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"), "soft", "5.7.1"),
    Case("relay denied", report("5.7.1", "554 5.7.1 <ina@kundin.example>: Relay access denied"), "soft", "5.7.1"),
    Case("sender refused", report("5.1.8", "553 5.1.8 <hilfe@auenfeld.example>... Domain of sender address does not exist"), "soft", "5.1.8"),
    Case("connection refused for days", report("5.4.1", "connect to mx.kundin.example[192.0.2.1]:25: Connection refused"), "soft", "5.4.1"),
]  # fmt: skip

FREE = [
    Case("qmail unknown", free("failure notice", "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ina@kundin.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" + COPY), "hard", "5.1.1"),
    Case("qmail no host", free("failure notice", "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n<ina@kundin.example>:\nSorry, I couldn't find any host named kundin.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n" + COPY), "hard", "5.1.2"),
    Case("qmail gave up", free("failure notice", "Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message.\n\n<ina@kundin.example>:\nSorry, I wasn't able to establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message has been in the queue too long.\n\n--- Below this line is a copy of the message.\n\n" + COPY), "soft", "4.4.1"),
    Case("exim unknown", free("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error. The following address(es) failed:\n\n  ina@kundin.example\n    host mx.kundin.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<ina@kundin.example>:\n    550 No such user here\n\n------ This is a copy of the message, including all the headers. ------\n\n" + COPY, X_Failed_Recipients="ina@kundin.example"), "hard"),
    Case("exim unrouteable", free("Mail delivery failed: returning message to sender", "A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. The following address(es) failed:\n\n  ina@kundin.example\n    Unrouteable address\n\n------ This is a copy of the message ------\n\n" + COPY, X_Failed_Recipients="ina@kundin.example"), "hard"),
    Case("exim full", free("Mail delivery failed: returning message to sender", "A message that you sent could not be delivered. The following address(es) failed:\n\n  ina@kundin.example\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message ------\n\n" + COPY, X_Failed_Recipients="ina@kundin.example"), "soft"),
    Case("exim delayed", free("Warning: message 1abc delayed 24 hours", "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours on the queue.\n\nThe address to which the message has not yet been delivered is:\n\n  ina@kundin.example\n\nNo action is required on your part. Delivery attempts will continue for some time", X_Failed_Recipients=""), "soft"),
    Case("gmx german", free("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\nThe following address failed:\n\n    ina@kundin.example:\n        SMTP error from remote server for RCPT TO command, host: mx00.kundin.example (192.0.2.1) reason: 550 Requested action not taken: mailbox unavailable\n\n--- The header of the original message is following. ---\n\n" + COPY, sender="GMX Mailer Daemon <mailer-daemon@gmx.example>"), "hard"),
    Case("web.de text", free("Ihre Nachricht konnte nicht zugestellt werden", "Leider konnte Ihre Nachricht nicht zugestellt werden.\n\nEmpfänger: ina@kundin.example\nGrund: Das Postfach des Empfängers ist voll.\n\nKopie der Nachricht:\n" + COPY, sender="WEB.DE Mailer Daemon <mailer-daemon@web.example>"), "soft"),
    Case("t-online german", free("Unzustellbar: Ihre Anfrage", "Ihre E-Mail konnte nicht zugestellt werden.\n\n<ina@kundin.example>: Der Empfänger ist unbekannt.\n\n" + COPY, sender="Mail Delivery System <postmaster@t-online.example>"), "hard"),
    Case("exchange german", free("Unzustellbar: Ihre Anfrage", "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nina@kundin.example\nDie von Ihnen eingegebene E-Mail-Adresse konnte nicht gefunden werden. Überprüfen Sie die E-Mail-Adresse des Empfängers.\n\nDiagnoseinformationen für Administratoren:\n\nGenerierender Server: mx.example\n\nina@kundin.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'\n\nUrsprüngliche Nachrichtenkopfzeilen:\n\n" + COPY, sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@firma.example>"), "hard", "5.1.10"),
    Case("exchange german full", free("Unzustellbar: Ihre Anfrage", "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nina@kundin.example\nDas Postfach des Empfängers ist voll und kann zurzeit keine Nachrichten annehmen.\n\nRemote Server returned '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException'\n\nUrsprüngliche Nachrichtenkopfzeilen:\n\n" + COPY, sender="postmaster@firma.example"), "soft", "5.2.2"),
    Case("gmail german", free("Delivery Status Notification (Failure)", "** Adresse nicht gefunden **\n\nIhre Nachricht wurde nicht an ina@kundin.example zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann.\n\nDie Antwort lautete:\n550 5.1.1 The email account that you tried to reach does not exist.\n\n----- Original message -----\n" + COPY, sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>", X_Failed_Recipients="ina@kundin.example"), "hard", "5.1.1"),
    Case("gmail dns", free("Delivery Status Notification (Failure)", "** Address not found **\n\nYour message wasn't delivered to ina@kundin.example because the domain kundin.example couldn't be found. Check for typos or unnecessary spaces and try again.\n\nThe response was:\nDNS Error: DNS type 'mx' lookup of kundin.example responded with code NXDOMAIN Domain name not found: kundin.example", sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>", X_Failed_Recipients="ina@kundin.example", In_Reply_To=OURS), "hard"),
    Case("gmail delayed", free("Delivery Status Notification (Delay)", "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to ina@kundin.example. Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.", sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>", X_Failed_Recipients="ina@kundin.example", In_Reply_To=OURS), "soft"),
    Case("yahoo failure notice", free("Failure Notice", "Sorry, we were unable to deliver your message to the following address.\n\n<ina@kundin.example>:\n554: delivery error: dd This user doesn't have a yahoo.com account (ina@kundin.example) [0]\n\n--- Below this line is a copy of the message.\n\n" + COPY, sender="MAILER-DAEMON@yahoo.example"), "hard"),
    Case("postfix in german words", free("Nachricht nicht zustellbar", "Die Nachricht konnte nicht zugestellt werden.\n\n<ina@kundin.example>: Benutzer unbekannt\n\n" + COPY), "hard"),
    Case("attachment too large", free("Undeliverable: Ihre Anfrage", "Your message could not be delivered to ina@kundin.example because it is too large: 552 message size exceeds limit\n\n" + COPY, sender="postmaster@firma.example"), "soft"),
]  # fmt: skip
