"""The demo world: five made-up companies, everybody in them, and what they have been writing to each other.

Plain declarative content, free of Django: `world()` gives all of it, `as_mail` one customer's message as the
bytes that would have come in, `message_id` the id that replies refer to, `moment` an instant, `draw` a picture.
A brand is a package with `brand.py`, `customers.py` and its conversations. All names, companies, addresses and
numbers are made up; mail lives under .example, telephone numbers in the ranges kept for fiction.
"""

from __future__ import annotations

from functools import cache

from beistand.site.demo.world.agents import AGENTS
from beistand.site.demo.world.auenfeld import AUENFELD
from beistand.site.demo.world.buchhaus_linden import BUCHHAUS_LINDEN
from beistand.site.demo.world.drawing import draw, media_type
from beistand.site.demo.world.filz_und_faden import FILZ_UND_FADEN
from beistand.site.demo.world.haus_seeblick import HAUS_SEEBLICK
from beistand.site.demo.world.mail import AUTHSERV, as_mail, message_id
from beistand.site.demo.world.moments import moment
from beistand.site.demo.world.shapes import World
from beistand.site.demo.world.signing import signed
from beistand.site.demo.world.stadtstrom import STADTSTROM

__all__ = ["AUTHSERV", "World", "as_mail", "draw", "media_type", "message_id", "moment", "world"]

BRANDS = (AUENFELD, STADTSTROM, BUCHHAUS_LINDEN, HAUS_SEEBLICK, FILZ_UND_FADEN)


@cache
def world() -> World:
    """All of it, the same at every call."""
    return World(brands=tuple(signed(brand, AGENTS) for brand in BRANDS), agents=AGENTS)
