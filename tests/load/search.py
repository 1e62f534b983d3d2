"""Full-text search in five million messages, over HTTP as a colleague does it."""

from __future__ import annotations

from tests.load.asking import ask
from tests.load.desk import ADMIN, AGENT
from tests.load.figures import Figure, keep
from tests.load.housed import housed
from tests.load.million.house import house
from tests.load.million.words import vocabulary

PEER = {
    "common": 1241.0,
    "middle": 206.0,
    "rare": 229.0,
}  # ms, the best of three other desks with 20,000 tickets


def run() -> None:
    """Measure and keep."""
    words, _weights = vocabulary()
    # By their rank: some in every fourth message, in some per cent, in some of ten thousand, in one.
    kinds = {
        "common": ["Rechnung", "Lieferung", "Konto", "Vertrag", "Wallbox"],
        "middle": [words[rank] for rank in (300, 700, 1200, 2000, 3000)],
        "rare": [*(words[rank] for rank in (9_000, 13_000, 17_000)), "VG1000005", "VG4000005", "egon.sauer12"],
        "two words": ["Rechnung Wallbox", f"Rechnung {words[2000]}", f"{words[700]} {words[900]}"],
        "with operators": ["Rechnung kanal:email status:offen", "von:yıldız Rechnung", "hat:anhang vor:2w Konto"],
        "exact": ['"noch nicht"', f'"{words[30]} {words[31]}"'],
    }  # fmt: skip
    figures = []
    with housed(house(1_000_000), env={"BEISTAND_SHARED_BUFFERS": "2GB"}) as large:
        admin, agent = large.cookie(ADMIN), large.cookie(AGENT)
        for kind, questions in kinds.items():
            paths = [f"/desk/list/?view=team&q={_quoted(q)}" for q in questions]
            asked = ask(large, paths, admin, clients=1, seconds=6)
            of = "faster than the best peer at 20,000" if kind in PEER else ""
            ratio = PEER[kind] / asked.ms(0.95) if kind in PEER else None
            goal = "<= 150" if kind in PEER else ""
            figures += [
                Figure(f"search, {kind}, p95", asked.ms(0.95), "ms", ratio, of, goal),
                Figure(f"search, {kind}, p50", asked.ms(0.5), "ms"),
                Figure(f"search, {kind}, CPU of pages and PostgreSQL", asked.cpu_ms, "ms"),
            ]
            narrow = ask(large, paths, agent, clients=1, seconds=4)
            figures.append(Figure(f"search, {kind}, one team, p95", narrow.ms(0.95), "ms", goal=goal))
    keep("search", figures)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)
