"""What the desk's pages are filled with: frozen values that the views build and the templates read.

Pure: no Django, no IO. Times are aware datetimes (any zone; the templates show them in the current one).
Words in here are data (names, subjects, sentences of the journal) and already in the reader's language; fixed
labels stand in the templates. Whatever is called `…_html` is safe markup (`markupsafe.Markup`, already cleaned).
Whatever is called `href` or `…_url` is a ready address.

Templates and what they are given (beside the globals of the environment):
    desk/desk.html      list: ListView, talk: Talk | None, side: Side | None, now: datetime, toast: Toast | None
    desk/_list.html     list, now                    answers the refetch of a list (`ListView.refresh_url`)
    desk/_row.html      row: Row, now                one row, also pushed over the live stream
    desk/_talk.html     talk, side, now              answers the click on a row (swapped into #talk)
    desk/_entry.html    entry: Entry, now            one knot, also pushed over the live stream
    desk/_side.html     side, now
    desk/_composer.html talk, collision: Collision | None     answers 422 and 409 of a reply too
    desk/_toast.html    toast
    desk/counter.html, desk/letter.html              form: FormView
    desk/customers.html  found: CustomersView        desk/customer.html  side, talks: tuple[Row, ...], now
    desk/outbox.html    outbox: OutboxView, now      desk/quarantine.html  held: tuple[Held, ...], now

Names of addresses that the templates reverse (app_name `desk`; <id> is the thread, all but the first six POST):
    desk:home /desk/ · desk:talk <id> · desk:side <id> · desk:counter · desk:letter · desk:outbox
    desk:quarantine · desk:customers · desk:reply <id> (text, mode=reply|note, to, cc, bcc, file*, seen, then=close)
    desk:draft <id> (PUT, the same fields as JSON) · desk:upload <id> (multipart `file`, answers with the chip's HTML)
    desk:assign <id> (agent=ID|"" or team=ID) · desk:mine <id> · desk:snooze <id> (until) · desk:close <id>
    desk:reopen <id> · desk:unread <id> · desk:seen <id> (still open; read=1, writing=1) · desk:bulk (id*, act)
    desk:customer_note <customer> (about) · site:settings · site:status · site:parts · site:look (theme, density, locale)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

ChannelName: TypeAlias = Literal["email", "form", "counter", "post", "chat", "phone"]
State: TypeAlias = Literal["open", "snoozed", "closed"]
#: Which heading a row stands under. `found` is the one group of a search.
GroupKey: TypeAlias = Literal["now", "today", "later", "customer", "closed", "found"]


@dataclass(frozen=True)
class Tag:
    """A small label. `tone` is "", "auto" (dashed, violet), "ok", "info", "warn" or "late"; `icon` a sprite name."""

    words: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Choice:
    """One entry of a menu or select: what is sent and what is read."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Row:
    """One matter in the list. `waiting_since` is None when it is not our turn; `agent` is "" when nobody has it."""

    id: str
    href: str
    customer: str
    subject: str
    channel: ChannelName
    last_at: datetime
    preview: str = ""
    waiting_since: datetime | None = None
    is_unread: bool = False
    brand: str = ""
    team: str = ""
    agent: str = ""
    state: State = "open"
    snoozed_until: datetime | None = None
    tags: tuple[Tag, ...] = ()
    is_current: bool = False
    zone: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading. `count` is the whole number of them, which may be more than `rows` holds."""

    key: GroupKey
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True)
class Tab:
    """A view of the list: mine, team, all, later, closed. `count` None shows no number."""

    key: str
    href: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Chip:
    """What the search understood of one part of the query. What it can't answer is shown as such, with a `remark`."""

    words: str
    is_understood: bool = True
    remark: str = ""


@dataclass(frozen=True)
class ListView:
    """The left pane. `refresh_url` gives `_list.html` again; `next_url` "" at the end; `topics` to listen to.

    `held_count` mails could not be read and wait for a person.
    """

    tabs: tuple[Tab, ...]
    groups: tuple[Group, ...]
    refresh_url: str
    search_url: str
    query: str = ""
    chips: tuple[Chip, ...] = ()
    next_url: str = ""
    waiting_count: int = 0
    answered_today: int = 0
    brands: tuple[Choice, ...] = ()
    topics: tuple[str, ...] = ()
    held_count: int = 0


@dataclass(frozen=True)
class File:
    """An attachment. `size` is words ("240 kB"); `kind` as in `channels.adapter.Attachment`; `id` for drafts."""

    name: str
    size: str
    url: str
    type: str = "application/octet-stream"
    kind: str = "file"
    id: str = ""


@dataclass(frozen=True)
class Sender:
    """Whether the sender is who they say: "proven", "claimed" or "forged", with the single verdicts to read."""

    verdict: Literal["proven", "claimed", "forged"]
    words: str = ""


@dataclass(frozen=True)
class BounceNote:
    """An own message came back. `is_hard`: the address will never work. `reason`: words of the far server."""

    address: str
    reason: str
    is_hard: bool


@dataclass(frozen=True)
class Delivery:
    """Where an outgoing message is. `held` is undone through `undo_url` until `held_until`; `lying` = demo outbox.

    `hold_url` as in `Toast`.
    """

    state: Literal["held", "waiting", "sent", "unknown", "failed", "lying", "undone"]
    held_until: datetime | None = None
    undo_url: str = ""
    hold_url: str = ""
    reason: str = ""
    outbox_href: str = ""


@dataclass(frozen=True)
class MessageEntry:
    """Somebody said something. `new_html` is what is new, `rest_html` the folded quote and signature ("" = none).

    `auto` is None or a kind of `Incoming.auto`; `original_url` shows the cleaned HTML in a sandbox ("" = plain),
    `pictures` of it come from elsewhere and are blocked.
    `notes` are remarks of the parser; `quarantined` is "" or why the mail could not be read.
    """

    kind: ClassVar[str] = "message"
    id: str
    is_ours: bool
    is_me: bool
    author: str
    channel: ChannelName
    said_at: datetime
    new_html: str
    rest_html: str = ""
    address: str = ""
    to_words: str = ""
    original_url: str = ""
    pictures: int = 0
    source_url: str = ""
    files: tuple[File, ...] = ()
    sender: Sender | None = None
    auto: str | None = None
    bounce: BounceNote | None = None
    delivery: Delivery | None = None
    quarantined: str = ""
    retry_url: str = ""
    notes: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class NoteEntry:
    """An internal note."""

    kind: ClassVar[str] = "note"
    id: str
    author: str
    at: datetime
    html: str


@dataclass(frozen=True)
class EventEntry:
    """A thing that happened. `words` is the sentence of the fact; `more` a second, quieter one."""

    kind: ClassVar[str] = "event"
    id: str
    icon: str
    words: str
    at: datetime
    more: str = ""
    is_machine: bool = False
    is_torn: bool = False


Entry: TypeAlias = MessageEntry | NoteEntry | EventEntry


@dataclass(frozen=True)
class Recipient:
    """Where an answer goes."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Draft:
    """The reply box. `seen` is the last entry the writer had before them; a reply with an older one gets 409."""

    seen: str
    text: str = ""
    mode: Literal["reply", "note"] = "reply"
    to: tuple[Recipient, ...] = ()
    cc: str = ""
    bcc: str = ""
    files: tuple[File, ...] = ()
    saved_at: datetime | None = None
    error: str = ""
    can_reply: bool = True
    why_not: str = ""


@dataclass(frozen=True)
class Collision:
    """A colleague answered meanwhile; both texts are kept. `seen` is what to send to answer all the same."""

    author: str
    at: datetime
    html: str
    seen: str


@dataclass(frozen=True)
class Presence:
    """A colleague who has the matter open."""

    name: str
    is_writing: bool = False


@dataclass(frozen=True)
class Talk:
    """The middle pane. `entries` oldest first. `topic` is the live topic of this thread.

    `agents` and `teams` are what may be assigned; `later` are the ready answers to "until when"; `labels` are
    all of the brand, chosen are those it carries.
    """

    id: str
    href: str
    subject: str
    customer: str
    channel: ChannelName
    topic: str
    entries: tuple[Entry, ...]
    draft: Draft
    customer_href: str = ""
    brand: str = ""
    team: str = ""
    agent: str = ""
    is_mine: bool = False
    state: State = "open"
    snoozed_until: datetime | None = None
    waiting_since: datetime | None = None
    earlier_count: int = 0
    earlier_url: str = ""
    presence: tuple[Presence, ...] = ()
    agents: tuple[Choice, ...] = ()
    teams: tuple[Choice, ...] = ()
    later: tuple[Choice, ...] = ()
    labels: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    joined: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Known:
    """One address under which the customer writes."""

    value: str
    is_proven: bool
    kind: str = "email"
    proven_words: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Past:
    """One earlier contact or matter. `href` "" when there is nothing to open."""

    words: str
    at: datetime
    more: str = ""
    href: str = ""
    is_machine: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Proposal:
    """Two customers (or matters) may be one; a person decides. `evidence` are sentences."""

    id: str
    other: str
    other_href: str
    evidence: tuple[str, ...]
    accept_url: str
    decline_url: str


@dataclass(frozen=True)
class Side:
    """The right pane: the person. `joined` are undoable joinings."""

    id: str
    href: str
    name: str
    since: datetime
    brand: str = ""
    language: str = ""
    about: str = ""
    about_url: str = ""
    is_proven: bool = False
    known: tuple[Known, ...] = ()
    matters: tuple[Past, ...] = ()
    past: tuple[Past, ...] = ()
    past_count: int = 0
    proposals: tuple[Proposal, ...] = ()
    joined: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Toast:
    """A sentence at the bottom. With `undo_url` it counts `seconds` down; `tone` is "" or "late" (with icon).

    While the pointer or the focus rests on it, `hold_url` ("" = none) gets a POST now and every 4 s: hold longer.
    """

    words: str
    undo_url: str = ""
    seconds: int = 8
    tone: str = ""
    hold_url: str = ""


@dataclass(frozen=True)
class FormView:
    """A form as it was sent: values and sentences by field name; "" in `errors` is about the whole form."""

    action_url: str
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class CustomerRow:
    """One person in the list of customers."""

    href: str
    name: str
    address: str
    is_proven: bool
    brand: str
    id: str = ""
    last_at: datetime | None = None
    open_count: int = 0


@dataclass(frozen=True)
class CustomersView:
    """People found. `next_url` "" at the end."""

    rows: tuple[CustomerRow, ...]
    query: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class WayView:
    """Everything between a person and us, over all matters and channels, oldest of these first.

    `earlier_url` "" when nothing is further back. `can_write` tells whether a mail address is known.
    """

    entries: tuple[Entry, ...]
    earlier_url: str = ""
    write_url: str = ""
    can_write: bool = False
    address_url: str = ""
    describe_url: str = ""
    join_url: str = ""
    languages: tuple[Choice, ...] = ()
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    found: tuple[CustomerRow, ...] = ()


@dataclass(frozen=True)
class OutboxRow:
    """One thing that left or waits. `body` is the readable text; `source_url` the bytes.

    `is_risky`: it may have arrived already, so sending it again may be a second time.
    """

    id: str
    kind: str
    to: str
    subject: str
    delivery: Delivery
    at: datetime
    brand: str = ""
    body: str = ""
    tries: int = 0
    next_at: datetime | None = None
    talk_href: str = ""
    source_url: str = ""
    again_url: str = ""
    drop_url: str = ""
    is_risky: bool = False


@dataclass(frozen=True)
class OutboxView:
    """`has_smarthost` False means that mail lies here readable and goes nowhere; `without`: only of these brands."""

    rows: tuple[OutboxRow, ...]
    tabs: tuple[Tab, ...] = ()
    has_smarthost: bool = False
    without: tuple[str, ...] = ()
    next_url: str = ""


@dataclass(frozen=True)
class Held:
    """A mail that could not be read: kept, with its reason."""

    id: str
    arrived_at: datetime
    sender: str
    recipient: str
    reason: str
    size: str
    source_url: str
    retry_url: str
    brand: str = ""
    tries: int = 0
