"""What the desk does when facts come up: somebody who writes for the first time may be somebody we know."""

from __future__ import annotations

from collections.abc import Sequence

from beistand.desk.models import Message
from beistand.journal.reader import Happened, read_on
from beistand.people import proposals
from beistand.people.addresses import region_of
from beistand.people.proposals import Seen

NAME = "likeness"


def notice_likeness() -> int:
    """Look at the first messages that were filed since the last time; how many facts were read."""
    return read_on(NAME, _notice)


def _notice(happened: Sequence[Happened]) -> None:
    opened = [h.words["message"] for h in happened if h.fact == "MessageHeard" and h.words.get("opened")]
    if not opened:
        return
    rows = Message.objects.filter(id__in=opened).exclude(customer=None).select_related("brand")
    proposals.notice([_seen(m) for m in rows.order_by("id")])


def _seen(m: Message) -> Seen:
    assert m.customer_id is not None
    return Seen(
        customer=m.customer_id,
        brand=m.brand_id,
        address=m.sender_address,
        name=m.sender_name,
        reply_to=tuple(a["address"] for a in m.reply_to),
        text=m.text[:20_000],
        new_text=m.new_text[:20_000],
        region=region_of(m.brand.timezone),
    )
