"""Stadtstrom's customers."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Customer, Duplicate

CUSTOMERS = (
    Customer(
        key="yildiz",
        name="Emre Yıldız",
        addresses=("emre.yildiz@wolkenpost.example",),
        phones=("030 23125 214",),
        about="Wallbox seit Mai, lädt nachts. Schreibt kurz und freundlich.",
        client="iphone",
    ),
    Customer(
        key="yildiz-arbeit",
        name="E. Yildiz",
        addresses=("yildiz@bau-nordost.example",),
        phones=("030 23125 214",),
        about="Schrieb einmal aus dem Büro.",
        client="outlook",
    ),
    Customer(
        key="oduya",
        name="Familie Oduya",
        addresses=("grace.oduya@posteingang.example",),
        phones=("030 23125 236",),
        about="Grace Oduya und ihr Sohn Samuel. Herr Oduya ist im Oktober gestorben, Anschreiben bitte an Frau Oduya.",
        client="gmx",
    ),
    Customer(
        key="mertens",
        name="Holger Mertens",
        addresses=("holger.mertens@wolkenpost.example",),
        phones=("030 23125 251",),
        about="Nachzahlung durch vertauschte Zähler. War laut, hatte recht.",
        client="gmx",
        signature="H. Mertens",
    ),
    Customer(
        key="fitzgerald",
        name="Hannah Fitzgerald",
        addresses=("hannah.fitzgerald@brightmail.example",),
        phones=("+44 20 7946 0518",),
        locale="en",
        about="Moved from Leeds to Neukölln, German is coming along.",
        client="gmail",
    ),
    Customer(
        key="kaplan",
        name="Ayşe Kaplan",
        addresses=("ayse.kaplan@posteingang.example",),
        phones=("030 23125 268",),
        about="Kommt lieber ins Kundenzentrum. Ratenplan läuft zuverlässig.",
        client="gmail",
    ),
    Customer(
        key="lefevre",
        name="Antoine Lefèvre",
        addresses=("antoine.lefevre@courrier.example",),
        locale="en",
        about="Engineer, likes exact figures. Drives electric.",
        client="thunderbird",
        signature="Antoine Lefèvre",
    ),
    Customer(
        key="paulsen",
        name="Ingrid Paulsen",
        addresses=("ingrid.paulsen@wolkenpost.example",),
        phones=("030 23125 277",),
        about="Rentnerin, liest jede Zeile der Rechnung.",
        client="thunderbird",
        signature="Ingrid Paulsen\nBerlin-Lichtenrade",
    ),
    Customer(
        key="wisniewski",
        name="Marek Wiśniewski",
        addresses=("marek@wisniewski-garten.example",),
        phones=("030 23125 283",),
        about="Gärtnerei, braucht Drehstrom im Gewächshaus.",
        client="apple",
        signature="Marek Wiśniewski\nGärtnerei Wiśniewski, Werder",
    ),
    Customer(
        key="reimers",
        name="Jakob Reimers",
        addresses=("jakob.reimers@posteingang.example",),
        about="Solardach, speist ein.",
        client="apple",
    ),
    Customer(
        key="brooks",
        name="Lydia Brooks",
        addresses=("lydia.brooks@brightmail.example",),
        phones=("030 23125 294",),
        locale="en",
        about="Runs an ice cream parlour. An outage costs her stock.",
        client="iphone",
    ),
    Customer(
        key="ziegler",
        name="Gudrun Ziegler",
        phones=("030 23125 301",),
        about="Schreibt mit Füller.",
    ),
    Customer(
        key="harutyunyan",
        name="Sona Harutyunyan",
        addresses=("sona.harutyunyan@wolkenpost.example",),
        phones=("030 23125 317",),
        about="Krankenschwester im Schichtdienst, antwortet oft nachts.",
        client="gmail",
    ),
    Customer(
        key="hausverwaltung",
        name="Hausverwaltung Kastanienhof",
        addresses=("scan@kastanienhof.example",),
        about="Schickt Zählerlisten von einem Bürokopierer, der eigen ist.",
        client="outlook",
    ),
)

DUPLICATES = (
    Duplicate(
        first="yildiz",
        second="yildiz-arbeit",
        why_de="Gleiche Telefonnummer, gleicher Nachname in anderer Schreibweise, beide fragen nach derselben Wallbox.",
        why_en="Same telephone number, same surname spelt differently, both ask about the same charging box.",
    ),
)
