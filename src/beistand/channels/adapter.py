"""What every channel speaks: the shapes that travel between the world and the house.

A channel reads something raw into an `Incoming` and carries an `Outgoing` away. It knows nothing of
customers, conversations or promises; those live in the rooms above and below. Everything here is a frozen
value without Django and without IO, so that it can cross a process border (the parsing child) as msgpack.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

import msgspec


class Verdict(StrEnum):
    """Outcome of one sender proof, in the words of RFC 8601."""

    PASS = "pass"
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches for the sender. `dmarc` is the only one that permissions may use.

    `domain` is the From domain that DMARC aligned to, `dkim_domain` the d= of a passing signature,
    `by` names who judged: "beistand" or the configured authserv-id that was believed.
    """

    dmarc: Verdict = Verdict.NONE
    dkim: Verdict = Verdict.NONE
    spf: Verdict = Verdict.NONE
    arc: Verdict = Verdict.NONE
    domain: str = ""
    dkim_domain: str = ""
    by: str = "beistand"

    @property
    def is_proven(self) -> bool:
        """Whether the address in From may be believed."""
        return self.dmarc is Verdict.PASS


class Address(msgspec.Struct, frozen=True):
    """One mailbox as written: `address` lower-cased in its domain, `name` decoded and without control characters."""

    address: str
    name: str = ""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came along. `name` is only data and never a path. `content` is the decoded bytes.

    `kind` says what it is to a person: file, image, calendar, signature (S/MIME), tnef, message.
    `cid` is set for parts that the HTML refers to; `inline` says whether it is shown in the text.
    """

    name: str
    type: str
    content: bytes
    cid: str = ""
    inline: bool = False
    kind: str = "file"

    @property
    def size(self) -> int:
        """Decoded size in bytes."""
        return len(self.content)


class Bounce(msgspec.Struct, frozen=True, kw_only=True):
    """A message told us that another of ours did not arrive.

    `kind` is hard (the address will never work) or soft (everything that may pass). `address` is the one
    that failed, `reason` the sentence of the far server, `original_id` the Message-ID of our mail if quoted,
    `proven` whether it came back on our own MACed return path (an unproven bounce changes nothing).
    """

    kind: str
    address: str
    reason: str
    status: str = ""
    original_id: str = ""
    proven: bool = False


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody said to us, whatever the channel.

    `external_id` is the sender's id (for mail the Message-ID as `<id>`, like `in_reply_to` and `references`), `content_hash` covers what the sender wrote
    (body and all headers but trace headers), so the same mail twice can be told from two mails with one id.
    `text` is all that is visible, `new_text` without quoted text and signature, `html` as written and
    NOT yet sanitised. `auto` is None or a kind: auto-reply, vacation, list, bulk, bounce, machine, own-loop.
    `notes` are remarks a person should see ("charset guessed", "signed with S/MIME, not checked"): fixed English
    sentences (for mail those of `email.parse.notes`), which are also the msgids of their translations.
    """

    external_id: str
    sender: Address
    said_at: datetime | None
    subject: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    text: str = ""
    new_text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    content_hash: str = ""
    auto: str | None = None
    bounce: Bounce | None = None
    language: str = ""
    public: bool = False
    notes: tuple[str, ...] = ()


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing we say, ready to leave. `effect_key` makes sure that it leaves once."""

    effect_key: str
    external_id: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    html: str = ""
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: str = ""
    return_path: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    automated: bool = False
    language: str = "de"


class Refusal(msgspec.Struct, frozen=True):
    """One recipient whom the far side would not have, in its own words; `permanent`: it never will."""

    address: str
    words: str
    permanent: bool


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The far side took it: when, under which words of its own, and for whom it did not."""

    at: datetime
    words: str = ""
    refused: tuple[Refusal, ...] = ()


class DeliveryFailed(Exception):
    """The world said no. `permanent` means that trying again is of no use.

    `certain` is False when the connection broke after the last byte: the far side may have taken it, so the
    message must be shown as unknown and never be repeated blindly. `refused` tells recipients apart.
    """

    def __init__(
        self, reason: str, *, permanent: bool, certain: bool = True, refused: tuple[Refusal, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.certain = certain
        self.refused = refused


class Unreadable(Exception):
    """A parser gives up on a message. `reason` is a short English name for the quarantine; the raw bytes stay kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What may be expected of a channel."""

    live: bool = False
    public: bool = False
    automated_replies: bool = False
    analog: bool = False
    max_length: int | None = None


@runtime_checkable
class Channel(Protocol):
    """The whole interface of a channel."""

    name: str
    traits: Traits

    def read(self, raw: bytes) -> Incoming:
        """Read raw bytes. Pure. Raises `Unreadable`."""
        ...

    def send(self, out: Outgoing) -> Receipt:
        """Carry one message away. Raises `DeliveryFailed`."""
        ...
