"""Loading the demo: mails go through the real reading and filing, everything else is written as it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from beistand.channels.email.reading import MailReader
from beistand.channels.email.warm_child import WarmReader
from beistand.channels.intake import Raw, accept
from beistand.channels.noted import Noted, NotedFile, to_bytes
from beistand.channels.reading import Reader, reader
from beistand.desk import filing
from beistand.desk.models import Conversation as Thread
from beistand.desk.models import Label, Message
from beistand.house.models import Agent, Brand, BrandDomain, Membership, Snippet, Team
from beistand.lib import clock
from beistand.lib.dns import DnsResolver
from beistand.lib.ids import uuid7
from beistand.people.identities import normal
from beistand.people.models import Customer, Identity, JoinProposal
from beistand.site.demo import telling
from beistand.site.demo.accounts import password_of
from beistand.site.demo.world import AUTHSERV, World, as_mail, draw, media_type, moment, world
from beistand.site.demo.world.shapes import Brand as DemoBrand
from beistand.site.demo.world.shapes import Conversation, Said
from beistand.site.demo.world.shapes import Customer as DemoCustomer
from beistand.site.settings import Settings


@dataclass
class Cast:
    """Rows by the keys of the demo world."""

    brands: dict[str, Brand]
    teams: dict[str, Team]
    agents: dict[str, Agent]
    customers: dict[str, Customer]


def load_demo(settings: Settings) -> dict[str, int]:
    """Load the five brands. Does nothing when they are there already."""
    if Brand.objects.filter(is_demo=True).exists():
        return {"brands": 0, "conversations": 0}
    told, anchor = world(), clock.now()
    with transaction.atomic():
        cast = _people(told, anchor)
        with WarmReader() as warm:
            read = reader(MailReader(warm, DnsResolver(()), frozenset({AUTHSERV})))
            for brand, conversation in told.conversations():
                _Loading(told, cast, brand, conversation, anchor, read).load()
        _afterwards(told, cast, anchor)
    return {"brands": len(cast.brands), "conversations": Thread.objects.filter(is_demo=True).count()}


def _people(told: World, at: datetime) -> Cast:
    cast = Cast({}, {}, {}, {})
    for one in told.brands:
        brand = Brand.objects.create(
            slug=one.slug,
            name=one.name,
            family=one.slug,
            sender_name=one.senders[0].name,
            sender_address=one.senders[0].address,
            locale="de",
            timezone=one.zone,
            hue=one.hue,
            urgent_phone=one.urgent_phone,
            is_demo=True,
            created_at=at,
        )
        cast.brands[one.slug] = brand
        BrandDomain.objects.create(domain=one.domain, brand=brand)
        for place, team in enumerate(one.teams):
            cast.teams[team.key] = Team.objects.create(
                brand=brand, name=team.name_de, is_first=place == 0, created_at=at
            )
        _shelves(brand, one)
        for person in one.customers:
            _customer(cast, brand, person, at)
    for place, agent in enumerate(told.agents):
        made = Agent.objects.create_user(
            agent.mail,
            password_of(agent.mail.lower()),
            name=agent.name,
            role=agent.role,
            locale=agent.locale,
            is_demo=True,
            created_at=at + timedelta(microseconds=place),
        )
        Membership.objects.bulk_create(Membership(agent=made, team=cast.teams[key]) for key in agent.teams)
        cast.agents[agent.key] = made
    return cast


def _shelves(brand: Brand, one: DemoBrand) -> None:
    Snippet.objects.bulk_create(
        Snippet(brand=brand, key=s.key, title=s.title, locale=s.language, text=s.text) for s in one.snippets
    )
    Label.objects.bulk_create(Label(brand=brand, name=label.name_de) for label in one.labels)


def _customer(cast: Cast, brand: Brand, person: DemoCustomer, at: datetime) -> None:
    row = Customer.objects.create(
        brand=brand,
        name=person.name,
        locale=person.locale,
        about=person.about,
        first_at=at - timedelta(days=400),
        is_demo=True,
    )
    kinds = [("email", a) for a in person.addresses] + [("phone", p) for p in person.phones]
    for kind, value in kinds:
        # Two people of one household share a telephone: it is the first one's, and identifies nobody.
        Identity.objects.get_or_create(
            brand=brand,
            kind=kind,
            value=normal(kind, value),
            is_contested=False,
            defaults={"customer": row, "shown": value, "name": person.name, "first_at": row.first_at},
        )
    cast.customers[person.key] = row


class _Loading:
    """One conversation, entry by entry, in the order in which it was said."""

    def __init__(
        self, told: World, cast: Cast, brand: DemoBrand, what: Conversation, anchor: datetime, read: Reader
    ) -> None:
        self.told, self.cast, self.brand, self.what = told, cast, brand, what
        self.anchor, self.read = anchor, read
        self.row = cast.brands[brand.slug]
        self.thread: Thread | None = None

    def load(self) -> None:
        for place, said in enumerate(self.what.messages):
            at = moment(said.at, self.anchor, self.brand)
            if said.kind == "in":
                self._hear(place, said, at)
            elif self.thread is not None and said.kind == "out":
                telling.answered(self.thread, self.what, place, said, self.cast, at)
            elif self.thread is not None:
                telling.noted(self.thread, said, self.cast, at)
        if self.thread is not None:
            telling.settle(self.thread, self.what, self.brand, self.cast, self.anchor)

    def _hear(self, place: int, said: Said, at: datetime) -> None:
        channel = said.channel or self.what.channel
        arrival = accept(self._raw(channel, place, said, at))
        filing.file_one(arrival, self.read)
        message = Message.objects.filter(arrival=arrival).select_related("conversation").first()
        if message is not None and message.conversation is not None and self.thread is None:
            self.thread = message.conversation
            if self.what.team:
                self.thread.team = self.cast.teams[self.what.team]
                self.thread.save(update_fields=["team"])
        Message.objects.filter(arrival=arrival).update(filed_at=at)

    def _raw(self, channel: str, place: int, said: Said, at: datetime) -> Raw:
        envelope: dict[str, object] = {"is_demo": True}
        if channel == "email":
            to = self.what.to or self.brand.senders[0].address
            mail = as_mail(self.told, self.what, place, self.anchor)
            null = "" if said.oddity == "bounce" else "demo@mail.demo.example"
            envelope |= {"recipients": [to], "relay": True, "mail_from": null}
            if self.thread is not None:
                envelope["thread"] = str(self.thread.id)
            return Raw("email", mail, envelope, at)
        key = said.by if said.by in self.cast.customers else self.what.customer
        customer = self.cast.customers[key]
        noted_by = self.cast.agents.get(said.noted_by)
        envelope |= {"brand": str(self.row.id), "customer": str(customer.id)}
        if noted_by is not None:
            envelope["by"] = f"agent:{noted_by.id}"
        if self.thread is not None:
            envelope["thread"] = str(self.thread.id)
        address = customer.identities.filter(kind="email").values_list("shown", flat=True).first() or ""
        files = tuple(NotedFile(name=d.name, type=media_type(d), content=draw(d)) for d in said.attachments)
        noted = Noted(
            id=str(uuid7()),
            name=customer.name,
            address=address,
            subject=self.what.subject,
            text=said.text,
            language=self.what.language,
            files=files,
        )
        return Raw(channel, to_bytes(noted), envelope, at)


def _afterwards(told: World, cast: Cast, at: datetime) -> None:
    for brand in told.brands:
        for pair in brand.duplicates:
            one, other = sorted((cast.customers[pair.first], cast.customers[pair.second]), key=lambda c: c.id)
            words = {"kind": "told", "de": pair.why_de, "en": pair.why_en}
            JoinProposal.objects.get_or_create(
                one=one, other=other, defaults={"evidence": [words], "made_at": at}
            )
    ids = [b.id for b in cast.brands.values()]
    Customer.objects.filter(brand__in=ids).update(is_demo=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_customer c SET first_at = m.first FROM (SELECT customer_id, min(said_at) AS first"
            " FROM desk_message WHERE brand_id = ANY(%s) GROUP BY customer_id) AS m"
            " WHERE m.customer_id = c.id AND m.first < c.first_at",
            [ids],
        )


def demo_brands() -> Sequence[UUID]:
    """The ids of the demo's brands."""
    return list(Brand.objects.filter(is_demo=True).values_list("id", flat=True))


__all__ = ["Cast", "demo_brands", "load_demo"]
