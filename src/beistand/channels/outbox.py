"""Carriers of what a channel sends: the parcel's words become an `Outgoing`, and what became of it a state.

A refusal that may pass is tried again for five days with growing pauses; one that won't is `failed`; when the
line broke after the last byte it is `unknown` and a person decides. What was taken for one recipient and not
for another is kept for each, so that nobody gets a mail twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings

from beistand.channels.adapter import Address, Attachment, DeliveryFailed, Outgoing, Receipt, Refusal
from beistand.channels.email import states
from beistand.channels.email.composing import compose, on_the_line, return_path
from beistand.channels.email.models import Smarthost
from beistand.channels.email.sending import hand_over
from beistand.channels.email.signed import signed
from beistand.channels.email.told import MACHINE_SILENT, NO_FILE, NO_STORE, PARTLY, PARTLY_AGAIN, say
from beistand.channels.email.trouble import WELL, Trouble
from beistand.channels.machines import why_too_often_for
from beistand.channels.rules.trying_again import next_try
from beistand.lib import clock
from beistand.lib.models import Parcel
from beistand.lib.outbox import Carried
from beistand.lib.store import Damaged, Missing, StoreUnavailable, store_at

LYING = "no-smarthost"
REST = timedelta(seconds=60)
"""How long a smarthost that does not work is left alone, whatever waits for it."""

TAKEN, REFUSED, LATER, UNKNOWN = "taken", "refused", "later", "unknown"


def carry_message(parcel: Parcel) -> Carried:
    """Carry one message by mail. Without a smarthost it stays in the outbox, readable, and says so.

    A smarthost that is set later does not send by itself what people have long since taken for lying.
    """
    smarthost = Smarthost.objects.filter(brand=parcel.brand).first()
    if smarthost is None:
        return Carried("sent", LYING)
    try:
        out = outgoing(parcel.words)
    except DeliveryFailed as problem:
        return failed(parcel, problem)
    silent = why_too_often_for(parcel, out)
    if silent:
        return Carried("withdrawn", say(MACHINE_SILENT, words=silent))
    return carry_through(smarthost, out, parcel)


def carry_through(smarthost: Smarthost, out: Outgoing, parcel: Parcel) -> Carried:
    """Carry one mail through this smarthost and tell what became of it. Never raises for what the world does."""
    try:
        return _carry(parcel, smarthost, out)
    except DeliveryFailed as problem:
        return failed(parcel, problem)
    except Trouble as trouble:
        return _again(parcel, trouble.plain, server_is_there=False)


def _send(smarthost: Smarthost, out: Outgoing, parcel: Parcel, to: Sequence[str]) -> Receipt:
    if smarthost.trouble_since and smarthost.state_at and clock.now() - smarthost.state_at < REST:
        raise Resting(smarthost.state, smarthost.state_words)
    mail = signed(compose(out, parcel.made_at), out.sender.address)
    lines = {on_the_line(address): address for address in to}
    try:
        receipt = hand_over(smarthost, return_path(out), list(lines), mail)
    except Trouble as trouble:
        states.note_trouble(smarthost, trouble)
        raise
    except DeliveryFailed:
        _note_well(smarthost)
        raise
    _note_well(smarthost)
    refused = tuple(Refusal(lines[r.address], r.words, r.permanent) for r in receipt.refused)
    return Receipt(at=receipt.at, words=receipt.words, refused=refused)


class Resting(Trouble):
    """The smarthost did not work a moment ago; it was not asked again."""


def outgoing(words: dict[str, Any]) -> Outgoing:
    """The words of a message parcel as an `Outgoing`; files are fetched from the content store."""
    return Outgoing(
        effect_key=words["effect_key"],
        external_id=words["external_id"],
        sender=Address(*words["sender"]),
        to=tuple(Address(*a) for a in words["to"]),
        cc=tuple(Address(*a) for a in words.get("cc", [])),
        bcc=tuple(Address(*a) for a in words.get("bcc", [])),
        subject=words["subject"],
        text=words["text"],
        html=words.get("html", ""),
        reply_to=words.get("reply_to", ""),
        return_path=words.get("return_path", ""),
        in_reply_to=words.get("in_reply_to", ""),
        references=tuple(words.get("references", [])),
        attachments=tuple(map(_file, words.get("attachments", []))),
        automated=bool(words.get("automated")),
        language=words.get("language", "de"),
    )


def failed(parcel: Parcel, problem: DeliveryFailed) -> Carried:
    """What a refusal means for a parcel: again later, failed, or unknown."""
    if not problem.certain:
        return Carried("unknown", problem.reason)
    if problem.permanent:
        return Carried("failed", problem.reason)
    return _again(parcel, problem.reason, server_is_there=True)


def _file(words: dict[str, Any]) -> Attachment:
    try:
        content = store_at(settings.BEISTAND).get(words["sha256"])
    except (Missing, Damaged) as problem:
        raise DeliveryFailed(NO_FILE, permanent=True) from problem
    except StoreUnavailable as problem:
        raise DeliveryFailed(say(NO_STORE, words=str(problem)), permanent=False) from problem
    return Attachment(name=words["name"], type=words["type"], content=content)


def _carry(parcel: Parcel, smarthost: Smarthost, out: Outgoing) -> Carried:
    """Hand it to those who have not got it, and keep for each what became of it."""
    everybody = list(dict.fromkeys(a.address for a in (*out.to, *out.cc, *out.bcc)))
    fates: dict[str, Any] = dict(parcel.words.get("recipients", {}))
    left = _left(everybody, fates)
    if not left:
        return Carried("sent", parcel.receipt)
    try:
        receipt = _send(smarthost, out, parcel, left)
    except DeliveryFailed as problem:
        _keep(parcel, fates, _fates_of(left, problem))
        return _result(parcel, fates, problem)
    refused = {r.address: _fate(r) for r in receipt.refused}
    taken = {"fate": TAKEN, "words": receipt.words}
    _keep(parcel, fates, {a: refused.get(a, taken) for a in left})
    return _result(parcel, fates, None, receipt.words)


def _left(everybody: Sequence[str], fates: dict[str, Any]) -> list[str]:
    """Those who may still get it; those who were refused are tried again only when a person says so."""
    fate = {a: fates.get(a, {}).get("fate", "") for a in everybody}
    waiting = [a for a in everybody if fate[a] not in (TAKEN, REFUSED)]
    return waiting or [a for a in everybody if fate[a] != TAKEN]


def _fates_of(left: Sequence[str], problem: DeliveryFailed) -> dict[str, dict[str, str]]:
    named = {r.address: _fate(r) for r in problem.refused}
    fate = UNKNOWN if not problem.certain else REFUSED if problem.permanent else LATER
    return {a: named.get(a, {"fate": fate, "words": problem.reason}) for a in left}


def _fate(refusal: Refusal) -> dict[str, str]:
    return {"fate": REFUSED if refusal.permanent else LATER, "words": refusal.words}


def _keep(parcel: Parcel, fates: dict[str, Any], new: dict[str, dict[str, str]]) -> None:
    fates.update(new)
    parcel.words = {**parcel.words, "recipients": fates}
    Parcel.objects.filter(id=parcel.id, tries=parcel.tries).update(words=parcel.words)


def _result(
    parcel: Parcel, fates: dict[str, Any], problem: DeliveryFailed | None, words: str = ""
) -> Carried:
    """The state of the whole mail: later while somebody may still get it, failed when somebody never will."""
    by_fate = {
        fate: [a for a, f in fates.items() if f["fate"] == fate] for fate in (TAKEN, REFUSED, LATER, UNKNOWN)
    }
    reason = problem.reason if problem is not None else ""
    if by_fate[UNKNOWN]:
        return Carried("unknown", reason)
    taken = ", ".join(by_fate[TAKEN])
    if by_fate[LATER]:
        names = _named(fates, [*by_fate[LATER], *by_fate[REFUSED]])
        told = say(PARTLY_AGAIN, taken=taken, refused=names) if taken else reason
        return _again(parcel, told, server_is_there=True)
    if by_fate[REFUSED]:
        told = say(PARTLY, taken=taken, refused=_named(fates, by_fate[REFUSED])) if taken else reason
        return Carried("failed", told)
    return Carried("sent", words)


def _named(fates: dict[str, Any], addresses: Sequence[str]) -> str:
    return "; ".join(f"{a}: {fates[a]['words']}" for a in addresses)


def _again(parcel: Parcel, reason: str, *, server_is_there: bool) -> Carried:
    spread = parcel.id.int % 1000 / 1000
    due = next_try(parcel.not_before, clock.now(), server_is_there=server_is_there, spread=spread)
    return Carried("failed", reason) if due is None else Carried("again", reason, next_at=due)


def _note_well(smarthost: Smarthost) -> None:
    if smarthost.state != WELL or smarthost.trouble_since is not None:
        states.note_well(smarthost)
