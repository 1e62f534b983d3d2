"""One mail, read: raw bytes in, `Incoming` out."""

from __future__ import annotations

from beistand.channels.adapter import Address, Incoming

from . import limits, notes
from .addresses import mailboxes, sender
from .auto import automatic
from .bounce import bounce
from .content import content
from .dates import said_at
from .headers import line, message_id, message_ids
from .identity import content_hash
from .language import language
from .mime import Part, split
from .quotes import new_text


def read(raw: bytes, *, null_sender: bool = False) -> Incoming:
    """Read a mail. Pure. `null_sender`: the envelope sender was `<>`, which only the door knows.

    Ids are written `<id>`. Raises `Unreadable` when a limit of `limits` is exceeded, and for an empty mail;
    whatever else is broken is read as well as possible and noted.
    """
    root = split(raw)
    if not root.headers and not root.body.strip():
        raise limits.refuse("empty")
    found = content(root)
    hint = _charset(root)
    froms = root.all("from") or root.all("sender") or root.all("return-path")
    author = sender(froms[0], hint) if froms else sender(b"")
    senders = {box.address for value in root.all("from")[:10] for box in mailboxes(value)}
    when = said_at(root)
    for remark, applies in (
        (notes.NO_SENDER, not author.address),
        (notes.SEVERAL_SENDERS, len(root.all("from")) > 1 or len(senders) > 1),
        (notes.DATE_CORRECTED, when.corrected),
    ):
        if applies:
            found.note(remark)
    subject = line(root.first("subject"), hint)[:998]
    fresh = "\n\n".join(words for piece in found.pieces if (words := new_text(piece.marked)))
    speech = language(fresh) or language(found.text)
    events = "\n\n".join(event.words(speech or "de") for event in found.invitations)
    text = found.text
    returned = bounce(root, author.address, subject, text, null_sender=null_sender)
    return Incoming(
        external_id=message_id(root.first("message-id")),
        sender=author,
        said_at=when.at,
        subject=subject,
        to=_all(root, "to", hint),
        cc=_all(root, "cc", hint),
        reply_to=_all(root, "reply-to", hint),
        text=_joined(text, events),
        new_text=_joined(fresh, events),
        html=found.html,
        attachments=tuple(found.attachments),
        in_reply_to=message_ids(root.first("in-reply-to"), 10),
        references=message_ids(b" ".join(root.all("references")[:5]), limits.MESSAGE_IDS),
        content_hash=content_hash(root),
        auto=automatic(
            root, subject, author.address, fresh, null_sender=null_sender, bounced=returned is not None
        ),
        bounce=returned,
        language=speech,
        notes=tuple(found.notes),
    )


def _charset(root: Part) -> str:
    """The charset of the first text: programs that put raw bytes into headers use the same."""
    return next((part.params["charset"] for part in root.walk() if "charset" in part.params), "")


def _all(root: Part, name: str, hint: str) -> tuple[Address, ...]:
    boxes = tuple(box for value in root.all(name)[:20] for box in mailboxes(value, hint))
    return boxes[: limits.ADDRESSES]


def _joined(words: str, events: str) -> str:
    return f"{words}\n\n{events}".strip("\n") if events else words
