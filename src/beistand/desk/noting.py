"""What a colleague notes of a visit or a letter becomes a matter at once, on the same thread and the same clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from beistand.channels.counter import entry as counter
from beistand.channels.noted import Noted, NotedFile
from beistand.channels.post import entry as post
from beistand.channels.reading import read_noted
from beistand.desk import conversations, filing
from beistand.desk.conversations import Actor
from beistand.desk.models import Conversation, Message
from beistand.house.models import Brand, Team
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.people import addresses, joining
from beistand.people.models import Customer, Identity

LONGEST = 100_000
TITLE = 80
LARGEST, MOST_FILES = 25 * 1024 * 1024, 30
#: How a file of this kind begins (after an offset), so that a page is a page whatever its name says.
BEGINNINGS = {
    "application/pdf": (0, (b"%PDF-",)),
    "image/jpeg": (0, (b"\xff\xd8\xff",)),
    "image/png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "image/tiff": (0, (b"II*\x00", b"MM\x00*")),
    "image/webp": (8, (b"WEBP",)),
    "image/heic": (4, (b"ftypheic", b"ftypheix", b"ftypmif1")),
}


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What was noted. `once` makes the same slip sent twice one message. `reach` is a mail address or a phone number.

    `arrived` is the day on which a letter came (today when None), `written` the date on it.
    """

    once: UUID
    text: str = ""
    name: str = ""
    reach: str = ""
    subject: str = ""
    postal: str = ""
    arrived: date | None = None
    written: date | None = None
    team: UUID | None = None
    customer: UUID | None = None
    thread: UUID | None = None
    files: tuple[NotedFile, ...] = ()


def note_visit(slip: Slip, brand: Brand, actor: Actor, *, solved: bool = False) -> Conversation | None:
    """A walk-in. With `solved` the matter is done at once. None when it is kept but could not be filed yet."""
    if not slip.text.strip():
        raise Refused(_("What is it about? One sentence is enough."), code="text")
    row = _file(slip, brand, actor, counter.note, None)
    if row is not None and solved:
        conversations.close(row.id, actor)
    return row


def note_letter(slip: Slip, brand: Brand, actor: Actor) -> Conversation | None:
    """A letter with its pages; the customer waits since the day it came."""
    if not slip.files:
        raise Refused(_("A letter needs at least one page."), code="scan")
    for file in slip.files:
        if not page_type(file.content):
            raise Refused(
                _("“%(name)s” is neither a picture nor a PDF.") % {"name": file.name[:80]}, code="scan"
            )
    return _file(slip, brand, actor, post.note, _came(slip.arrived, brand))


def page_type(content: bytes) -> str:
    """What a scanned page really is, "" for anything that is no picture and no PDF."""
    for kind, (offset, beginnings) in BEGINNINGS.items():
        if any(content[offset:].startswith(b) for b in beginnings):
            return kind
    return ""


def _came(arrived: date | None, brand: Brand) -> datetime | None:
    now, zone = clock.now(), ZoneInfo(brand.timezone)
    today = now.astimezone(zone).date()
    if arrived is None or arrived == today:
        return None
    if arrived > today:
        raise Refused(_("This day has not come yet."), code="arrived")
    if (today - arrived).days > 366:
        raise Refused(_("That is more than a year ago."), code="arrived")
    return datetime.combine(arrived, time(9), zone)  # the postman comes in the morning


def _file(
    slip: Slip,
    brand: Brand,
    actor: Actor,
    keep: Callable[[Noted, dict[str, Any], datetime | None], UUID],
    arrived_at: datetime | None,
) -> Conversation | None:
    told = _told(slip, brand, actor)
    mail, phone = _reach(slip.reach)
    noted = Noted(
        id=str(slip.once),
        name=" ".join(slip.name.split())[:200],
        address=mail,
        phone=phone,
        subject=(" ".join(slip.subject.split()) or _title(slip.text))[:300],
        text=slip.text.strip()[:LONGEST],
        said_at=datetime.combine(slip.written, time(12), ZoneInfo(brand.timezone)).isoformat()
        if slip.written
        else "",
        postal=slip.postal.strip()[:1000],
        files=slip.files,
    )
    with (
        transaction.atomic()
    ):  # kept and filed in one go, before a worker can take it; kept alone if filing fails
        arrival = keep(noted, told, arrived_at)
        filing.file_one(arrival, read_noted)
    message = (
        Message.objects.filter(arrival=arrival).select_related("customer__brand").first()
        or Message.objects.filter(brand=brand, external_id=noted.id).select_related("customer__brand").first()
    )
    if message is None or message.conversation_id is None:
        return None
    if message.customer is not None:
        _reached_at(message.customer, [mail, phone] if slip.customer else [phone], actor)
    return Conversation.objects.get(id=message.conversation_id)


def _told(slip: Slip, brand: Brand, actor: Actor) -> dict[str, Any]:
    told: dict[str, Any] = {"brand": str(brand.id), "by": actor.by}
    if slip.thread is not None:
        row = conversations.find(slip.thread, actor)
        group = joining.together(slip.customer) if slip.customer else [row.customer_id]
        if row.brand_id != brand.id or row.customer_id not in group:
            raise Refused(_("This matter belongs to somebody else."), code="thread")
        told |= {
            "thread": str(row.merged_into_id or row.id),
            "customer": str(slip.customer or row.customer_id),
        }
    elif slip.customer is not None:
        if not Customer.objects.filter(id=slip.customer, brand=brand).exists():
            raise Refused(_("This person is not here."), code="customer")
        told["customer"] = str(slip.customer)
    if slip.team is not None:
        if not Team.objects.filter(id=slip.team, brand=brand).exists() or slip.team not in actor.sight.teams:
            raise Refused(_("This team does not belong to the brand."), code="team")
        told["team"] = str(slip.team)
    return told


def _reach(text: str) -> tuple[str, str]:
    if not text.strip():
        return "", ""
    match addresses.kind_of(text):
        case "email":
            return text.strip(), ""
        case "phone":
            return "", text.strip()
    raise Refused(_("This is neither a mail address nor a phone number."), code="reach")


def _reached_at(customer: Customer, reach: list[str], actor: Actor) -> None:
    """Note a number or address that nobody has yet. One that belongs to somebody else is left to them."""
    for text in filter(None, reach):
        kind = addresses.kind_of(text)
        value = addresses.written(kind, text, addresses.region_of(customer.brand.timezone))
        taken = Identity.objects.filter(brand=customer.brand_id, kind=kind, value=value, is_contested=False)
        owner = taken.values_list("customer", flat=True).first()
        try:
            if owner is None or owner not in joining.together(customer.id):
                addresses.add_address(customer, text, actor.by)
        except addresses.TakenByAnother:
            continue  # never joined by a number alone; it is proposed now, and a person decides


def _title(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    words = " ".join(first.split())
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + " …"
