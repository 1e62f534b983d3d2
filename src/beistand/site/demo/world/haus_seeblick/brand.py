"""Haus Seeblick as a company: senders, teams (one in Austria), labels, words used again."""

from __future__ import annotations

from beistand.site.demo.world.haus_seeblick.bookings import BOOKINGS
from beistand.site.demo.world.haus_seeblick.customers import CUSTOMERS, DUPLICATES
from beistand.site.demo.world.haus_seeblick.guests import GUESTS
from beistand.site.demo.world.haus_seeblick.rabbit import RABBIT
from beistand.site.demo.world.shapes import Brand, Label, Sender, Snippet, Team

HAUS_SEEBLICK = Brand(
    slug="haus-seeblick",
    name="Haus Seeblick",
    hue=196,
    urgent_phone="069 90009 900",
    about_de="48 Zimmer am Wasser und ein Empfang, der Ladegeräte verleiht.",
    about_en="48 rooms by the water and a front desk that lends chargers.",
    closing_de="Herzliche Grüße vom See",
    closing_en="Warm wishes from the lake",
    open_days=(0, 1, 2, 3, 4, 5, 6),
    opens="07:00",
    closes="18:45",
    senders=(
        Sender(address="hilfe@haus-seeblick.example", name="Haus Seeblick"),
        Sender(address="service@haus-seeblick.example", name="Haus Seeblick Buchung"),
    ),
    teams=(
        Team(key="seeblick-empfang", name_de="Empfang", name_en="Front desk"),
        Team(
            key="seeblick-telefon",
            name_de="Telefon und Buchung, Bregenz",
            name_en="Telephone and booking, Bregenz",
            country="AT",
            zone="Europe/Vienna",
        ),
        Team(key="seeblick-feste", name_de="Feste und Gruppen", name_en="Parties and groups"),
    ),
    labels=(
        Label(key="buchung", name_de="Buchung", name_en="Booking", hue=196),
        Label(key="absage", name_de="Absage", name_en="Cancellation", hue=8),
        Label(key="fundsache", name_de="Fundsache", name_en="Lost and found", hue=30),
        Label(key="fest", name_de="Fest", name_en="Celebration", hue=300),
        Label(key="kueche", name_de="Küche", name_en="Kitchen", hue=110),
        Label(key="zugang", name_de="Zugang ohne Stufen", name_en="Step-free access", hue=222),
        Label(key="lob", name_de="Lob", name_en="Praise", hue=330),
    ),
    snippets=(
        Snippet(
            key="seeblick-spaet",
            title="Späte Anreise",
            language="de",
            text="Kommen Sie, wann Sie kommen. Nach 22 Uhr klingeln Sie an der Seitentür, die Nachtwache hat Ihren Schlüssel und "
            "etwas Kaltes zu essen.",
        ),
        Snippet(
            key="seeblick-krank",
            title="Krank vor der Anreise",
            language="de",
            text="Werden Sie erst einmal gesund. Wir legen Ihre Anzahlung als Guthaben zurück, es gilt drei Jahre und auch für "
            "andere Personen.",
        ),
        Snippet(
            key="seeblick-fundsache",
            title="Fundsache zuschicken",
            language="de",
            text="Wir haben es gefunden und gut aufgehoben. Schreiben Sie mir, wohin es reisen soll, das Porto übernehmen wir.",
        ),
        Snippet(
            key="seeblick-late-en",
            title="Late arrival",
            language="en",
            text="Come when you come. After ten please ring at the side door: the night porter has your key and something cold "
            "to eat.",
        ),
        Snippet(
            key="seeblick-access-en",
            title="Step-free rooms",
            language="en",
            text="Rooms 3, 4 and 5 are on the ground floor without a step, with doors 94 cm wide and a shower you can roll into. "
            "I am happy to measure anything else for you.",
        ),
    ),
    customers=CUSTOMERS,
    conversations=(*RABBIT, *GUESTS, *BOOKINGS),
    duplicates=DUPLICATES,
)
