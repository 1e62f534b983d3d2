"""The list of the desk with a million conversations, and how it grows from ten thousand."""

from __future__ import annotations

import json
import time

import psycopg
from tests.load.asking import Asked, ask
from tests.load.figures import Figure, keep
from tests.load.housed import Housed, housed
from tests.load.million.house import house

SMALL, LARGE = 10_000, 1_000_000
PEER = 223.0  # ms, the open queue of 50 rows of the best of three other desks with 20,000 tickets
ADMIN, AGENT = "admin@auenfeld.example", "service1@auenfeld.example"
LIST = "/desk/list/?view=team"
_STATEMENTS = """
import json, django; django.setup()
from django.db import connection
from django.test.utils import CaptureQueriesContext
from beistand.desk.lists import Wish, list_view
from beistand.house.models import Agent
from beistand.house.rights import sight
from beistand.lib import clock
agent = Agent.objects.get(email={mail!r})
wish = Wish(agent, sight(agent), "team", clock.now())
list_view(wish)
with CaptureQueriesContext(connection) as asked:
    list_view(wish)
print(json.dumps([q["sql"] for q in asked]))
"""


def run() -> None:
    """Measure and keep."""
    with housed(house(SMALL), env=_ROOM) as small:
        cookie = small.cookie(ADMIN)
        before = ask(small, [LIST], cookie)
    with housed(house(LARGE), env=_ROOM) as large:
        cookie, agents = large.cookie(ADMIN), large.cookie(AGENT)
        fragment = ask(large, [LIST], cookie)
        narrow = ask(large, [LIST], agents)
        page = ask(large, ["/desk/"], cookie, clients=1, seconds=4, whole=True)
        raw = _raw_ms(large)
    keep("desk", [*_figures(fragment, narrow, page, raw), *_growth(before, fragment)])


_ROOM = {"BEISTAND_SHARED_BUFFERS": "2GB"}


def _figures(fragment: Asked, narrow: Asked, page: Asked, raw: float) -> list[Figure]:
    return [
        Figure("list fragment, all 15 teams, 4 clients, p95", fragment.ms(0.95), "ms", PEER / fragment.ms(0.95),
               "faster than the best peer at 20,000", "<= 60"),
        Figure("list fragment, all 15 teams, 4 clients, p50", fragment.ms(0.5), "ms"),
        Figure("list fragment, CPU of the pages", fragment.cpu["web"], "ms"),
        Figure("list fragment, CPU of PostgreSQL", fragment.cpu["postgres"], "ms"),
        Figure("list fragment, CPU of both", fragment.cpu_ms, "ms", fragment.cpu_ms / raw, "raw psycopg, same SQL (wall)"),
        Figure("list fragment, size", fragment.size / 1000, "kB"),
        Figure("list fragment, one team, 4 clients, p95", narrow.ms(0.95), "ms", goal="<= 60"),
        Figure("first page, 1 client, p95", page.ms(0.95), "ms", PEER / page.ms(0.95), "faster than the best peer at 20,000", "<= 100"),
        Figure("first page, CPU of both", page.cpu_ms, "ms"),
    ]  # fmt: skip


def _growth(small: Asked, large: Asked) -> list[Figure]:
    of = "the same at 10,000 conversations"
    return [
        Figure(
            "growth of the list to 1,000,000, p50", large.ms(0.5), "ms", large.ms(0.5) / small.ms(0.5), of
        ),
        Figure("growth of the list to 1,000,000, CPU", large.cpu_ms / small.cpu_ms, "x", goal="<= 1.5"),
        Figure("growth of the list to 1,000,000, p95", large.ms(0.95) / small.ms(0.95), "x", goal="<= 1.5"),
    ]


def _raw_ms(large: Housed) -> float:
    """The same statements over one bare connection, rows fetched and thrown away; the best of twenty."""
    statements = json.loads(large.python(_STATEMENTS.format(mail=ADMIN)).splitlines()[-1])
    best = float("inf")
    with psycopg.connect(large.database, autocommit=True) as line:
        for _ in range(20):
            begun = time.perf_counter()
            for statement in statements:
                line.execute(statement.replace("%", "%%"), (), binary=True).fetchall()
            best = min(best, (time.perf_counter() - begun) * 1000)
    return best
