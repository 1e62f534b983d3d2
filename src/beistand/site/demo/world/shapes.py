"""The shapes of the demo world: plain frozen values, free of Django and of IO.

Moments are written as people say them and become instants only when an anchor ("now") is given, see
`moments.py`. Keys are short lower-case words, unique among their kind over the whole
world (labels: within their brand); agents and customers share one kind, because both can be `Said.by`. Whatever is said by one of us is
stored without closing line; `world()` signs it (see `signing.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc

CUSTOMER = "customer"
"""`Said.by` of the customer to whom the conversation belongs."""
MACHINE = "machine"
"""`Said.by` of something that writes by itself and says so."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """An address that a brand writes from and is written to."""

    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Team:
    """A team of one brand. `country` is an ISO 3166 code, `zone` an IANA time zone."""

    key: str
    name_de: str
    name_en: str
    country: str = "DE"
    zone: str = "Europe/Berlin"


@dataclass(frozen=True, kw_only=True)
class Agent:
    """Somebody who answers. `role` is agent, lead or admin; `teams` are team keys, of several brands if so."""

    key: str
    name: str
    mail: str
    role: str
    locale: str
    teams: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Somebody whom we help.

    `about` is what a colleague would want to know. `client` names the mail program (see `clients.py`),
    `signature` is what that program puts under each mail.
    """

    key: str
    name: str
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    locale: str = "de"
    about: str = ""
    client: str = "gmail"
    signature: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture that is drawn when it is loaded, see `drawing.py`. `words` are written into it."""

    kind: str
    name: str
    words: tuple[str, ...] = ()
    hue: int = 20


@dataclass(frozen=True, kw_only=True)
class Said:
    """One entry of a conversation.

    `kind` is in, out or note. `by` is "customer", "machine", an agent's key or, for somebody who helps along,
    the key of another customer. `at` is a moment like "-2d 10:15" or "-25m". `channel` is empty where it is the
    conversation's own. `noted_by` is the agent who wrote down a walk-in or scanned a letter. `to` is the key of
    the one who is answered, empty for the customer. `quote` tells the
    mail program to put the previous message below. `oddity` is empty or one of bounce, vacation, list, broken,
    forged. `proof` is what a receiving mail server said about the sender: pass, fail or none.
    """

    kind: str
    by: str
    at: str
    text: str
    channel: str = ""
    html: str = ""
    quote: bool = False
    noted_by: str = ""
    to: str = ""
    attachments: tuple[Drawing, ...] = ()
    oddity: str = ""
    proof: str = "pass"


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One matter of one customer.

    `state` is open (we owe a word), answered (the customer has the word), snoozed (until `until`) or closed.
    `channel` is where it began: email, form, counter or post. `to` is the brand's address that was written to,
    empty for the first one. `labels` are keys of the brand's labels.
    """

    key: str
    subject: str
    customer: str
    team: str
    messages: tuple[Said, ...]
    channel: str = "email"
    language: str = "de"
    assigned: str = ""
    state: str = "open"
    until: str = ""
    to: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """Words that a team uses again ("Textbaustein")."""

    key: str
    title: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Label:
    """A coloured word on conversations. `hue` is 0 to 359."""

    key: str
    name_de: str
    name_en: str
    hue: int


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """Two customers who seem to be one person, and why a colleague would think so."""

    first: str
    second: str
    why_de: str
    why_en: str


@dataclass(frozen=True, kw_only=True)
class Brand:
    """A company of the demo with everybody and everything that is its own.

    `open_days` are weekdays (Monday is 0); `opens` and `closes` are wall times in `zone`. `urgent_phone` is as
    printed on the help page.
    """

    slug: str
    name: str
    hue: int
    urgent_phone: str
    senders: tuple[Sender, ...]
    teams: tuple[Team, ...]
    customers: tuple[Customer, ...]
    conversations: tuple[Conversation, ...]
    snippets: tuple[Snippet, ...]
    labels: tuple[Label, ...]
    duplicates: tuple[Duplicate, ...]
    about_de: str
    about_en: str
    closing_de: str = "Herzliche Grüße"
    closing_en: str = "Warm wishes"
    zone: str = "Europe/Berlin"
    country: str = "DE"
    open_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: str = "08:00"
    closes: str = "18:30"

    @property
    def domain(self) -> str:
        """The mail domain, all addresses of which belong to the brand."""
        return f"{self.slug}.example"


@dataclass(frozen=True, kw_only=True)
class World:
    """The five brands and everybody who answers for them."""

    brands: tuple[Brand, ...]
    agents: tuple[Agent, ...]

    def brand_of(self, conversation: Conversation) -> Brand:
        """The brand a conversation belongs to. Raises `LookupError` for a stranger."""
        for brand in self.brands:
            if any(own.key == conversation.key for own in brand.conversations):
                return brand
        raise LookupError(conversation.key)

    def customer(self, key: str) -> Customer:
        """One customer by key. Raises `LookupError`."""
        for brand in self.brands:
            for customer in brand.customers:
                if customer.key == key:
                    return customer
        raise LookupError(key)

    def agent(self, key: str) -> Agent:
        """One agent by key. Raises `LookupError`."""
        for agent in self.agents:
            if agent.key == key:
                return agent
        raise LookupError(key)

    def conversations(self) -> Iterator[tuple[Brand, Conversation]]:
        """All conversations with their brand, brand by brand."""
        for brand in self.brands:
            for conversation in brand.conversations:
                yield brand, conversation


def heard(
    at: str,
    text: str,
    *,
    by: str = CUSTOMER,
    channel: str = "",
    html: str = "",
    quote: bool = False,
    noted_by: str = "",
    attachments: tuple[Drawing, ...] = (),
    oddity: str = "",
    proof: str = "pass",
) -> Said:
    """Something a customer (or somebody who helps along) said to us."""
    return Said(
        kind="in",
        by=by,
        at=at,
        text=cleandoc(text),
        channel=channel,
        html=html,
        quote=quote,
        noted_by=noted_by,
        attachments=attachments,
        oddity=oddity,
        proof=proof,
    )


def said(
    by: str, at: str, text: str, *, channel: str = "", to: str = "", attachments: tuple[Drawing, ...] = ()
) -> Said:
    """Something one of us answered."""
    return Said(
        kind="out", by=by, at=at, text=cleandoc(text), channel=channel, to=to, attachments=attachments
    )


def noted(by: str, at: str, text: str) -> Said:
    """A note among colleagues."""
    return Said(kind="note", by=by, at=at, text=cleandoc(text))


def sent_by_machine(at: str, text: str, *, html: str = "", channel: str = "") -> Said:
    """Something that was written automatically and says so."""
    return Said(kind="out", by=MACHINE, at=at, text=cleandoc(text), html=html, channel=channel)
