"""People as the desk shows them: the list, and the whole way of one person with us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from beistand.desk import talks
from beistand.desk.conversations import Actor
from beistand.desk.models import Attachment, Conversation, Message, Note
from beistand.desk.shapes import Choice, CustomerRow, CustomersView, Entry, EventEntry, WayView
from beistand.desk.sides import known_of, name_of
from beistand.journal.models import Entry as JournalEntry
from beistand.lib.models import Parcel
from beistand.lib.refusal import Refused
from beistand.people import facts, finding, joining
from beistand.people.addresses import LOCALES
from beistand.people.models import Customer, Identity

PAGE = 50
SHOWN = 60
FARTHEST = 200
ICONS = {
    "CustomersJoined": "link",
    "CustomersParted": "unlink",
    "AddressAdded": "mail",
    "AddressRemoved": "mail",
    "CustomerDescribed": "pen-line",
}
LANGUAGES = {
    "": "–",
    "de": "Deutsch",
    "en": "English",
    "fr": "Français",
    "it": "Italiano",
    "es": "Español",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "ar": "العربية",
}


def find(customer: UUID, actor: Actor) -> Customer:
    """The person, or whom they were joined into. The same `Refused` for "not there" and "not for you"."""
    row = Customer.objects.select_related("brand", "merged_into__brand").filter(id=customer).first()
    if row is None or row.brand_id not in actor.sight.brands:
        raise Refused(_("This person is not here."), _("Search for the name."), status=404, code="not-found")
    return row.merged_into if row.merged_into is not None else row


def list_of(actor: Actor, query: str, page: int = 1) -> CustomersView:
    """The list of people: found by name, address or phone, or the newest."""
    page = min(max(page, 1), FARTHEST)
    offset = (page - 1) * PAGE
    brands = actor.sight.brands
    ids = finding.find(brands, query, PAGE + 1, offset) if query else finding.newest(brands, PAGE + 1, offset)
    more = f"?q={quote(query, safe='')}&page={page + 1}" if len(ids) > PAGE and page < FARTHEST else ""
    next_url = reverse("desk:customers") + more if more else ""
    return CustomersView(rows_of(ids[:PAGE], actor), query, next_url)


def rows_of(ids: Sequence[UUID], actor: Actor) -> tuple[CustomerRow, ...]:
    """These people as rows, in this order."""
    people = Customer.objects.select_related("brand").in_bulk(ids)
    absorbed = Customer.objects.filter(merged_into__in=ids)
    head_of = {i: i for i in ids} | {c.id: c.head_id for c in absorbed.only("id", "merged_into")}
    addresses = _addresses(head_of)
    contacts = _contacts(head_of, actor)
    rows = []
    for one in (people[i] for i in ids if i in people):
        address, is_proven = addresses.get(one.id, ("", False))
        last, count = contacts.get(one.id, (None, 0))
        rows.append(
            CustomerRow(
                reverse("desk:customer", args=[one.id]),
                one.name or address or _("Somebody"),
                address,
                is_proven,
                one.brand.name,
                str(one.id),
                last,
                count,
            )
        )
    return tuple(rows)


def way_of(customer: Customer, actor: Actor, before: datetime | None = None) -> WayView:
    """Everything between a person and us that the actor may see, up to a time: the newest `SHOWN` of it."""
    group = joining.together(customer.id)
    seen = Q(team=None) | Q(team__in=actor.sight.teams)
    threads = list(
        Conversation.objects.filter(seen, customer__in=group, brand__in=actor.sight.brands).values_list(
            "id", flat=True
        )
    )
    dated = sorted(_entries(group, threads, actor, before), key=lambda pair: pair[0])
    shown = dated[-SHOWN:]
    here = reverse("desk:customer", args=[customer.id])
    can_write = any(k.kind == "email" for k in known_of(group))
    return WayView(
        entries=tuple(entry for _at, entry in shown),
        earlier_url=f"{here}?before={quote(shown[0][0].isoformat())}" if len(dated) > SHOWN else "",
        write_url=reverse("desk:write_to", args=[customer.id]),
        can_write=can_write,
        address_url=reverse("desk:add_address", args=[customer.id]),
        describe_url=reverse("desk:describe", args=[customer.id]),
        join_url=reverse("desk:join_customers", args=[customer.id]),
        languages=tuple(Choice(code, LANGUAGES[code], code == customer.locale) for code in LOCALES),
    )


def _entries(
    group: Sequence[UUID], threads: Sequence[UUID], actor: Actor, before: datetime | None
) -> Iterable[tuple[datetime, Entry]]:
    limit = SHOWN + 1
    said = Message.objects.filter(conversation__in=threads).exclude(state="undone").select_related("author")
    noted = Note.objects.filter(conversation__in=threads).select_related("author")
    about = Q(thread__in=threads) | Q(thread=None, customer__in=group)
    told = JournalEntry.objects.filter(about).exclude(fact__in=talks.TOLD_ELSEWHERE | talks.TOLD_ON_THE_OTHER)
    if before is not None:
        said, noted, told = (
            said.filter(arrived_at__lt=before),
            noted.filter(at__lt=before),
            told.filter(at__lt=before),
        )
    messages = list(said.order_by("-arrived_at", "-id")[:limit])
    files = _files(messages)
    parcels = Parcel.objects.in_bulk([m.parcel for m in messages if m.parcel])
    for m in messages:
        parcel = parcels.get(m.parcel) if m.parcel else None
        yield m.arrived_at, talks.message_entry(m, actor.agent, files.get(m.id, []), parcel)
    for n in noted.order_by("-at", "-id")[:limit]:
        yield n.at, talks.note_entry(n)
    entries = list(told.order_by("-at", "-id")[:limit])
    names = Customer.objects.in_bulk(_mentioned(entries))
    for e in entries:
        event = talks.event_entry(e) or _event(e, names)
        if event is not None:
            yield e.at, event


def _mentioned(told: Sequence[JournalEntry]) -> list[str]:
    return [e.words["absorbed"] for e in told if e.fact in ("CustomersJoined", "CustomersParted")]


def _event(e: JournalEntry, names: dict[UUID, Customer]) -> EventEntry | None:
    absorbed = e.words.get("absorbed")
    other = names.get(UUID(absorbed)) if absorbed else None
    named = name_of(other, known_of([other.id])) if other else ""
    words = facts.sentence(e.fact, talks.who(e.by), other=named, what=e.words.get("what", ""))
    return EventEntry(f"j{e.id}", ICONS.get(e.fact, "circle"), words, e.at) if words else None


def _files(messages: Sequence[Message]) -> dict[UUID, list[Attachment]]:
    found: dict[UUID, list[Attachment]] = {}
    for file in Attachment.objects.filter(message__in=messages).order_by("place"):
        if file.message_id is not None:
            found.setdefault(file.message_id, []).append(file)
    return found


def _addresses(head_of: dict[UUID, UUID]) -> dict[UUID, tuple[str, bool]]:
    rows = Identity.objects.filter(customer__in=head_of).exclude(kind="handle").order_by("first_at", "id")
    found: dict[UUID, tuple[str, bool]] = {}
    for i in rows:
        best, is_proven = found.get(head_of[i.customer_id], ("", False))
        if not best or (i.proven_at is not None and not is_proven):
            found[head_of[i.customer_id]] = (i.shown or i.value, i.proven_at is not None)
    return found


def _contacts(head_of: dict[UUID, UUID], actor: Actor) -> dict[UUID, tuple[datetime | None, int]]:
    seen = Q(team=None) | Q(team__in=actor.sight.teams)
    rows = (
        Conversation.objects.filter(seen, customer__in=head_of, merged_into=None)
        .values("customer")
        .annotate(last=Max("last_at"), still_open=Count("id", filter=~Q(state="closed")))
    )
    found: dict[UUID, tuple[datetime | None, int]] = {}
    for row in rows:
        last, count = found.get(head_of[row["customer"]], (None, 0))
        found[head_of[row["customer"]]] = (max(filter(None, (last, row["last"]))), count + row["still_open"])
    return found
