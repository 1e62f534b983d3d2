"""`beistand mail examine`: one mail as the API would show it. Nothing is stored; neither database nor data folder is needed."""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from beistand.lib.sentence import Sentence, refuse
from beistand.site.cli import open_house
from beistand.site.settings import Settings

NOT_READABLE = Sentence(
    "not-readable", "{file} can't be read: {why}.", "{file} lässt sich nicht lesen: {why}."
)
NOBODY = UUID(int=0)


def examine(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Read one mail through the limited parser, judge its sender, show it."""
    raw = _bytes(args.file)
    if not (settings.secret_key or (settings.data_folder / "secret.key").exists()):
        os.environ["BEISTAND_SECRET_KEY"] = secrets.token_urlsafe(48)  # else one would be made and kept
    open_house()
    from beistand.channels.email.reading import MailReader
    from beistand.channels.email.warm_child import WarmReader
    from beistand.channels.reading import Reader
    from beistand.lib.dns import DnsResolver

    envelope: dict[str, Any] = {"ip": args.ip or "", "helo": args.helo, "recipients": []}
    if args.mail_from is not None:
        envelope["mail_from"] = "" if args.mail_from == "<>" else args.mail_from
    with WarmReader() as warm:
        read: Reader = MailReader(warm, DnsResolver.from_setting(settings.dns), frozenset())
        return shown(raw, envelope, read)


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as problem:
        raise refuse(NOT_READABLE, file=file, why=problem.strerror) from problem


def shown(raw: bytes, envelope: dict[str, Any], read: Any) -> dict[str, Any]:
    """The fields of an API message for a mail that nobody has kept, with its delivery key and remarks."""
    from beistand.channels.models import Arrival, RawArrival
    from beistand.desk.bundle.case import Case, files_of
    from beistand.desk.models import Conversation
    from beistand.site.api.items import item

    at = datetime.now(UTC)
    kept = RawArrival(sha256=hashlib.sha256(raw).hexdigest(), content=raw, size=len(raw), kept_at=at)
    arrival = Arrival(channel="email", raw=kept, envelope=envelope, arrived_at=at, next_at=at)
    case = Case(arrival, read([arrival])[0], NOBODY)
    said = case.incoming
    if said is None:
        message, files = case.quarantined(at), []
    else:
        message = case.message(said, Conversation(), NOBODY, list(said.notes), at)
        files = files_of(said, message.id)
    told = item(
        message, [{"name": f.name, "type": f.type, "size": f.size, "sha256": f.sha256} for f in files]
    )
    unknown = dict.fromkeys(("id", "brand", "conversation", "customer", "arrival"))
    return {**told, **unknown, "delivery_key": case.key, "remarks": message.remarks}
