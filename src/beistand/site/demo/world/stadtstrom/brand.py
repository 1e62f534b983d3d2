"""Stadtstrom as a company: senders, teams, labels, words used again."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Brand, Label, Sender, Snippet, Team
from beistand.site.demo.world.stadtstrom.bills import BILLS
from beistand.site.demo.world.stadtstrom.customers import CUSTOMERS, DUPLICATES
from beistand.site.demo.world.stadtstrom.homes import HOMES
from beistand.site.demo.world.stadtstrom.storm import STORM

STADTSTROM = Brand(
    slug="stadtstrom",
    name="Stadtstrom",
    hue=222,
    urgent_phone="030 23125 110",
    about_de="Strom für die Stadt, vom Zähler bis zur Wallbox.",
    about_en="Electricity for the city, from the meter to the charging box.",
    closing_de="Freundliche Grüße",
    closing_en="Kind regards",
    opens="07:30",
    closes="18:45",
    senders=(
        Sender(address="hilfe@stadtstrom.example", name="Stadtstrom Hilfe"),
        Sender(address="service@stadtstrom.example", name="Stadtstrom Technik"),
    ),
    teams=(
        Team(key="stadtstrom-rechnung", name_de="Rechnung und Vertrag", name_en="Bills and contracts"),
        Team(key="stadtstrom-technik", name_de="Technik und Störung", name_en="Faults and fitting"),
        Team(key="stadtstrom-zentrum", name_de="Kundenzentrum", name_en="Customer centre"),
    ),
    labels=(
        Label(key="rechnung", name_de="Rechnung", name_en="Bill", hue=42),
        Label(key="abschlag", name_de="Abschlag", name_en="Instalment", hue=60),
        Label(key="umzug", name_de="Umzug", name_en="Moving", hue=190),
        Label(key="stoerung", name_de="Störung", name_en="Outage", hue=8),
        Label(key="wallbox", name_de="Wallbox", name_en="Charging box", hue=140),
        Label(key="zaehler", name_de="Zähler", name_en="Meter", hue=265),
        Label(key="trauerfall", name_de="Trauerfall", name_en="Bereavement", hue=220),
        Label(key="lob", name_de="Lob", name_en="Praise", hue=330),
    ),
    snippets=(
        Snippet(
            key="stadtstrom-zaehlerfoto",
            title="Foto vom Zähler",
            language="de",
            text="Ein Foto vom Zähler genügt. Wichtig sind die Ziffern vor dem Komma und die Nummer darunter. Schicken Sie es "
            "einfach als Antwort auf diese E-Mail.",
        ),
        Snippet(
            key="stadtstrom-abschlag",
            title="Abschlag ändern",
            language="de",
            text="Ihren Abschlag können Sie jeden Monat ändern, nach oben und nach unten. Nennen Sie mir den Betrag, dann gilt "
            "er ab der nächsten Abbuchung.",
        ),
        Snippet(
            key="stadtstrom-raten",
            title="In Raten zahlen",
            language="de",
            text="Sie können die Nachzahlung in bis zu zwölf Raten zahlen, ohne Zinsen. Sagen Sie mir, was im Monat geht, "
            "und ich schreibe Ihnen den Plan.",
        ),
        Snippet(
            key="stadtstrom-trauerfall",
            title="Nach einem Todesfall",
            language="de",
            text="Unser Beileid. Sie müssen jetzt nichts eilig entscheiden: Der Strom läuft weiter. Für das Umschreiben "
            "genügt uns eine Kopie der Sterbeurkunde und Ihre Unterschrift.",
        ),
        Snippet(
            key="stadtstrom-moving-en",
            title="Moving home",
            language="en",
            text="For a move we need three things: the day you get the keys, the number on the new meter and its reading on "
            "that day. A photo is fine.",
        ),
        Snippet(
            key="stadtstrom-outage-en",
            title="Freezer after an outage",
            language="en",
            text="A full freezer stays cold for about a day if you keep it shut. If something has thawed, make a list and a "
            "photo before you throw it away and send us both.",
        ),
    ),
    customers=CUSTOMERS,
    conversations=(*BILLS, *STORM, *HOMES),
    duplicates=DUPLICATES,
)
