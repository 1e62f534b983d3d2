"""A customer's message as the mail it would have been, byte for byte, for the real filing to read.

The same world, conversation, message and anchor always give the same bytes. Message-IDs do not depend on the
anchor, so that the loader can give our own outgoing messages the ids that the customers' replies refer to.
Every mail carries an Authentication-Results header of `AUTHSERV`, the mail server that the demo pretends to
stand behind.
"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256

from beistand.site.demo.world.clients import PROGRAMS, REPLY_WORDS, Draft, Quotation
from beistand.site.demo.world.drawing import draw, media_type
from beistand.site.demo.world.moments import moment
from beistand.site.demo.world.oddities import bounce, forge, from_list, nested_scan, on_holiday
from beistand.site.demo.world.shapes import CUSTOMER, MACHINE, Brand, Conversation, Customer, Said, World

AUTHSERV = "mx.demo.example"


def message_id(conversation: Conversation, index: int) -> str:
    """The Message-ID of one message of a conversation, with angle brackets: `<20 hex digits@mail.demo.example>`."""
    digest = sha256(f"{conversation.key}/{index}".encode()).hexdigest()
    return f"<{digest[:20]}@mail.demo.example>"


def as_mail(world: World, conversation: Conversation, index: int, anchor: datetime) -> bytes:
    """The RFC 5322 bytes (CRLF) of the customer's message `index`. `anchor` is the demo's "now", aware.

    Raises `ValueError` for a message that did not come by mail from outside.
    """
    brand, said = world.brand_of(conversation), conversation.messages[index]
    if said.kind != "in" or (said.channel or conversation.channel) != "email":
        raise ValueError(f"{conversation.key}/{index} is no mail from outside")
    customer = world.customer(conversation.customer if said.by == CUSTOMER else said.by)
    at = moment(said.at, anchor, brand)
    if said.oddity == "broken":
        return nested_scan(customer, conversation.subject, _recipient(brand, conversation), at)
    if said.oddity == "bounce":
        sent = moment(conversation.messages[index - 1].at, anchor, brand)
        mail = bounce(customer, conversation, _recipient(brand, conversation), sent)
        mail["In-Reply-To"] = message_id(conversation, index - 1)
    else:
        mail = _typed(world, conversation, index, anchor)
        _answering(mail, conversation, index)
    _addressed(mail, said, customer, brand, conversation)
    mail["Subject"] = _subject(conversation, index, customer.client, said)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(conversation, index)
    if said.oddity == "vacation":
        on_holiday(mail)
    if said.oddity == "list":
        from_list(mail, customer)
    if said.oddity == "forged":
        forge(mail, message_id(conversation, index))
    _bounded(mail, message_id(conversation, index))
    return _travelled(mail, said, at) + mail.as_bytes(policy=SMTP)


def _typed(world: World, conversation: Conversation, index: int, anchor: datetime) -> EmailMessage:
    said = conversation.messages[index]
    customer = world.customer(conversation.customer if said.by == CUSTOMER else said.by)
    quotation = _quotation(world, conversation, index, anchor) if said.quote else None
    draft = Draft(
        text=said.text,
        signature="" if said.oddity else customer.signature,
        language=conversation.language,
        quotation=quotation,
        html=said.html,
    )
    mail = PROGRAMS[customer.client](draft)
    for drawing in said.attachments:
        main, sub = media_type(drawing).split("/")
        mail.add_attachment(draw(drawing), maintype=main, subtype=sub, filename=drawing.name)
    return mail


def _quotation(world: World, conversation: Conversation, index: int, anchor: datetime) -> Quotation:
    brand = world.brand_of(conversation)
    before = max(i for i in range(index) if conversation.messages[i].kind != "note")
    old = conversation.messages[before]
    ours = _recipient(brand, conversation)
    if old.kind == "out":
        name = brand.name if old.by == MACHINE else f"{world.agent(old.by).name}, {brand.name}"
        sender, recipient = ours, world.customer(old.to or conversation.customer).addresses[0]
    else:
        writer = world.customer(conversation.customer if old.by == CUSTOMER else old.by)
        name, sender, recipient = writer.name, writer.addresses[0], ours
    return Quotation(
        text=old.text,
        name=name,
        address=sender,
        to=recipient,
        subject=f"Re: {conversation.subject}" if before else conversation.subject,
        at=moment(old.at, anchor, brand),
    )


def _answering(mail: Message, conversation: Conversation, index: int) -> None:
    before = [i for i in range(index) if conversation.messages[i].kind != "note"]
    if before and conversation.messages[index].oddity not in ("forged", "list"):
        mail["In-Reply-To"] = message_id(conversation, before[-1])
        mail["References"] = " ".join(message_id(conversation, i) for i in before)


def _addressed(
    mail: Message, said: Said, customer: Customer, brand: Brand, conversation: Conversation
) -> None:
    if said.oddity != "bounce":
        mail["From"] = formataddr((customer.name, customer.addresses[0]))
    to = _recipient(brand, conversation)
    name = next(sender.name for sender in brand.senders if sender.address == to)
    mail["To"] = formataddr((name, to))


def _recipient(brand: Brand, conversation: Conversation) -> str:
    return conversation.to or brand.senders[0].address


def _subject(conversation: Conversation, index: int, client: str, said: Said) -> str:
    if said.oddity == "bounce":
        return "Undelivered Mail Returned to Sender"
    if said.oddity == "vacation":
        word = "Automatische Antwort" if conversation.language == "de" else "Automatic reply"
        return f"{word}: {conversation.subject}"
    if index == 0 or said.oddity == "forged":
        return conversation.subject
    word = REPLY_WORDS[client] if conversation.language == "de" else "Re"
    return f"{word}: {conversation.subject}"


def _bounded(mail: Message, seed: str) -> None:
    """Give every multipart a boundary that is the same at every load."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"----=_{sha256(f'{seed}{number}'.encode()).hexdigest()[:24]}")


def _travelled(mail: Message, said: Said, at: datetime) -> bytes:
    """The trace that the mail servers left on top. A forged mail comes from a host that may not send it."""
    domain = str(mail["From"]).rpartition("@")[2].rstrip(">")
    host = "host-203-0-113-77.kabel.example" if said.oddity == "forged" else f"out.{domain}"
    address = "203.0.113.77" if said.oddity == "forged" else "192.0.2.25"
    verdict = "none" if said.oddity == "bounce" else said.proof
    proof = (
        f"Authentication-Results: {AUTHSERV};\r\n dmarc={verdict} header.from={domain};\r\n"
        f" dkim={'none' if verdict != 'pass' else f'pass header.d={domain}'};\r\n"
        f" spf={verdict} smtp.mailfrom={domain}\r\n"
    )
    trace = f"Received: from {host} ({host} [{address}])\r\n by {AUTHSERV} with ESMTPS;\r\n {format_datetime(at)}\r\n"
    return (proof + trace).encode("ascii")
