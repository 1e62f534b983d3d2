"""Auenfeld as a company: senders, teams, labels, words used again."""

from __future__ import annotations

from beistand.site.demo.world.auenfeld.afterwards import AFTERWARDS
from beistand.site.demo.world.auenfeld.branches import BRANCHES
from beistand.site.demo.world.auenfeld.customers import CUSTOMERS, DUPLICATES
from beistand.site.demo.world.auenfeld.road import ON_THE_ROAD
from beistand.site.demo.world.auenfeld.update import UPDATE
from beistand.site.demo.world.shapes import Brand, Label, Sender, Snippet, Team

AUENFELD = Brand(
    slug="auenfeld",
    name="Auenfeld",
    hue=158,
    urgent_phone="069 90009 112",
    about_de="Autos, E-Bikes und alles, was unterwegs passieren kann.",
    about_en="Cars, e-bikes and whatever may happen on the road.",
    opens="06:30",
    senders=(
        Sender(address="hilfe@auenfeld.example", name="Auenfeld Hilfe"),
        Sender(address="service@auenfeld.example", name="Auenfeld Werkstatt und Filialen"),
    ),
    teams=(
        Team(key="auenfeld-hilfe", name_de="Hilfe", name_en="Help"),
        Team(key="auenfeld-unterwegs", name_de="Unterwegs und Panne", name_en="On the road"),
        Team(key="auenfeld-filialen", name_de="Filialen", name_en="Branches"),
    ),
    labels=(
        Label(key="panne", name_de="Panne", name_en="Breakdown", hue=8),
        Label(key="werkstatt", name_de="Werkstatt", name_en="Workshop", hue=210),
        Label(key="zubehoer", name_de="Zubehör", name_en="Accessories", hue=265),
        Label(key="laden", name_de="Laden und Akku", name_en="Charging", hue=140),
        Label(key="software", name_de="Software", name_en="Software", hue=190),
        Label(key="papiere", name_de="Papiere", name_en="Paperwork", hue=42),
        Label(key="lob", name_de="Lob", name_en="Praise", hue=330),
    ),
    snippets=(
        Snippet(
            key="auenfeld-parkgebuehr",
            title="Parkgebühr erstatten",
            language="de",
            text="Die Parkgebühr übernehmen wir. Ein Foto der Quittung genügt, das Geld ist danach in zwei bis drei "
            "Bankarbeitstagen bei Ihnen.",
        ),
        Snippet(
            key="auenfeld-rueckgabe",
            title="Rückgabe ohne Beleg",
            language="de",
            text="Sie haben 365 Tage Zeit und brauchen keinen Beleg. Bringen Sie das Teil in die Filiale, die Ihnen am "
            "nächsten liegt, oder wir holen es ab.",
        ),
        Snippet(
            key="auenfeld-neustart",
            title="Bordrechner neu starten",
            language="de",
            text="Halten Sie bitte im Stand die beiden Tasten links am Lenkrad 20 Sekunden lang gedrückt, bis der Bildschirm "
            "dunkel wird. Er kommt nach etwa einer Minute von selbst wieder. Ihre Einstellungen bleiben erhalten.",
        ),
        Snippet(
            key="auenfeld-restart-en",
            title="Restart the car's screen",
            language="en",
            text="With the car parked, hold both buttons on the left of the steering wheel for 20 seconds until the screen "
            "goes dark. It comes back by itself after about a minute, and your settings stay as they are.",
        ),
        Snippet(
            key="auenfeld-abroad-en",
            title="Help abroad",
            language="en",
            text="You can ring us from any country on +49 69 90009 112, day and night. A person answers, and you do not "
            "need your papers to hand.",
        ),
    ),
    customers=CUSTOMERS,
    conversations=(*ON_THE_ROAD, *UPDATE, *BRANCHES, *AFTERWARDS),
    duplicates=DUPLICATES,
)
