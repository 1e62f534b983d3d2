"""Everybody who answers, brand by brand, then those who work for several."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Agent


def _agent(key: str, name: str, mail: str, *teams: str, role: str = "agent", locale: str = "de") -> Agent:
    return Agent(key=key, name=name, mail=mail, role=role, locale=locale, teams=teams)


AGENTS = (
    _agent("mara", "Mara Lindner", "mara.lindner@auenfeld.example", "auenfeld-hilfe", "auenfeld-unterwegs"),
    _agent("jonas", "Jonas Keller", "jonas.keller@auenfeld.example", "auenfeld-hilfe"),
    _agent(
        "sibel",
        "Sibel Aydın",
        "sibel.aydin@auenfeld.example",
        "auenfeld-hilfe",
        "auenfeld-unterwegs",
        "auenfeld-filialen",
        role="lead",
    ),
    _agent("ott", "Matthias Ott", "matthias.ott@auenfeld.example", "auenfeld-filialen"),
    _agent("grace", "Grace Whitcombe", "grace.whitcombe@auenfeld.example", "auenfeld-unterwegs", locale="en"),
    _agent("pia", "Pia Osterloh", "pia.osterloh@stadtstrom.example", "stadtstrom-rechnung", role="lead"),
    _agent(
        "deniz",
        "Deniz Korkmaz",
        "deniz.korkmaz@stadtstrom.example",
        "stadtstrom-rechnung",
        "stadtstrom-zentrum",
    ),
    _agent("wiebke", "Wiebke Harms", "wiebke.harms@stadtstrom.example", "stadtstrom-technik"),
    _agent(
        "tom",
        "Tom Hartley",
        "tom.hartley@stadtstrom.example",
        "stadtstrom-technik",
        "stadtstrom-rechnung",
        locale="en",
    ),
    _agent(
        "clara",
        "Clara Voss",
        "clara.voss@buchhaus-linden.example",
        "buchhaus-laden",
        "buchhaus-versand",
        role="lead",
    ),
    _agent("levin", "Levin Brückner", "levin.brueckner@buchhaus-linden.example", "buchhaus-laden"),
    _agent("anahit", "Anahit Sarkisjan", "anahit.sarkisjan@buchhaus-linden.example", "buchhaus-versand"),
    _agent(
        "rosalind",
        "Rosalind Marsh",
        "rosalind.marsh@buchhaus-linden.example",
        "buchhaus-versand",
        "buchhaus-laden",
        locale="en",
    ),
    _agent(
        "johanna", "Johanna Egger", "johanna.egger@haus-seeblick.example", "seeblick-telefon", role="lead"
    ),
    _agent("florian", "Florian Gstrein", "florian.gstrein@haus-seeblick.example", "seeblick-telefon"),
    _agent(
        "mireille", "Mireille Caron", "mireille.caron@haus-seeblick.example", "seeblick-empfang", locale="en"
    ),
    _agent(
        "pawel", "Paweł Nowicki", "pawel.nowicki@haus-seeblick.example", "seeblick-empfang", "seeblick-feste"
    ),
    _agent("ada", "Ada Lenz", "ada.lenz@filz-und-faden.example", "filz-laden", "filz-versand", role="lead"),
    _agent("urs", "Urs Zbinden", "urs.zbinden@filz-und-faden.example", "filz-atelier"),
    _agent("nele", "Nele Friis", "nele.friis@filz-und-faden.example", "filz-laden"),
    _agent(
        "oliver",
        "Oliver Finch",
        "oliver.finch@filz-und-faden.example",
        "filz-laden",
        "filz-versand",
        locale="en",
    ),
    _agent(
        "jule",
        "Jule Winter",
        "jule.winter@stadtstrom.example",
        "stadtstrom-rechnung",
        "buchhaus-versand",
    ),
    _agent(
        "samir",
        "Samir Haddad",
        "samir.haddad@haus-seeblick.example",
        "seeblick-empfang",
        "seeblick-feste",
        "filz-versand",
    ),
    _agent(
        "henrike",
        "Henrike Sommer",
        "henrike.sommer@auenfeld.example",
        "auenfeld-hilfe",
        "stadtstrom-rechnung",
        "buchhaus-laden",
        "seeblick-empfang",
        "filz-laden",
        role="admin",
    ),
)
