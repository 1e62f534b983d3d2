"""`beistand` with one guard taken off, to prove that the kill test can fail.

python hasty.py thanks-first up …    the door says 250 and keeps the mail a second later
python hasty.py sends-again up …     a new worker sends again what its dead predecessor had in hand
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import Any

from beistand.site.cli import main, open_house
from beistand.site.cli import up as verbs
from beistand.site.settings import Settings, read_settings
from beistand.site.supervisor import Plan

LATE = 1.0


def up_with(guard: str) -> None:
    """Let `up` start this very file in place of the child whose guard is off."""
    whole = verbs._plan

    def plan(settings: Settings, args: Any) -> Plan:
        name = {"thanks-first": "door", "sends-again": "work"}[guard]
        made = whole(settings, args)
        children = [
            replace(c, argv=[sys.executable, __file__, guard, "child"]) if c.name == name else c
            for c in made.children
        ]
        return replace(made, children=children)

    verbs._plan = plan


def thanks_first() -> int:
    open_house()
    from beistand.channels.email.door import Knock, MailDoor
    from beistand.channels.intake import Raw
    from beistand.lib.ids import uuid7
    from beistand.site.processes.door import serve

    async def hasty(self: MailDoor, server: Any, session: Any, envelope: Any) -> str:
        raw = Raw("email", bytes(envelope.original_content), self._envelope(session, envelope))
        loop = asyncio.get_running_loop()
        knock = Knock(raw, loop.create_future())
        loop.call_later(LATE, self.knocks.put_nowait, knock)
        return f"250 2.0.0 kept as {uuid7()}"

    MailDoor.handle_DATA = hasty  # type: ignore[method-assign]
    return serve(read_settings())


def sends_again() -> int:
    open_house()
    from beistand.lib.models import Parcel
    from beistand.site.processes.work import serve

    Parcel.objects.filter(state="sending").update(state="waiting")
    return serve(read_settings())


if sys.argv[2:] == ["child"]:
    sys.exit({"thanks-first": thanks_first, "sends-again": sends_again}[sys.argv[1]]())
up_with(sys.argv[1])
sys.exit(main(sys.argv[2:]))
