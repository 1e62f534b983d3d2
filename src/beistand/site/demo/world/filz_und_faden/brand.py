"""Filz & Faden as a company: senders, teams (one in Switzerland), labels, words used again."""

from __future__ import annotations

from beistand.site.demo.world.filz_und_faden.customers import CUSTOMERS, DUPLICATES
from beistand.site.demo.world.filz_und_faden.feet import FEET
from beistand.site.demo.world.filz_und_faden.forty_pairs import FORTY_PAIRS
from beistand.site.demo.world.filz_und_faden.journeys import JOURNEYS
from beistand.site.demo.world.shapes import Brand, Label, Sender, Snippet, Team

FILZ_UND_FADEN = Brand(
    slug="filz-und-faden",
    name="Filz & Faden",
    hue=26,
    urgent_phone="030 23125 500",
    about_de="Hausschuhe aus Filz, in Ihren Farben genäht.",
    about_en="Felt slippers, sewn in your colours.",
    closing_de="Warme Grüße",
    closing_en="Warm regards",
    opens="09:00",
    closes="18:00",
    senders=(
        Sender(address="hilfe@filz-und-faden.example", name="Filz & Faden"),
        Sender(address="service@filz-und-faden.example", name="Filz & Faden Versand"),
    ),
    teams=(
        Team(key="filz-laden", name_de="Laden und Beratung", name_en="Shop and advice"),
        Team(key="filz-versand", name_de="Versand", name_en="Parcels"),
        Team(
            key="filz-atelier",
            name_de="Atelier Basel",
            name_en="Workshop, Basel",
            country="CH",
            zone="Europe/Zurich",
        ),
    ),
    labels=(
        Label(key="groesse", name_de="Größe", name_en="Size", hue=200),
        Label(key="rueckgabe", name_de="Rückgabe", name_en="Return", hue=140),
        Label(key="reparatur", name_de="Reparatur", name_en="Mending", hue=30),
        Label(key="wunschfarbe", name_de="Wunschfarbe", name_en="Custom colour", hue=300),
        Label(key="versand", name_de="Versand", name_en="Parcel", hue=60),
        Label(key="werbung", name_de="Keine Werbung", name_en="No advertising", hue=8),
        Label(key="lob", name_de="Lob", name_en="Praise", hue=330),
    ),
    snippets=(
        Snippet(
            key="filz-groesse",
            title="Größe messen",
            language="de",
            text="Stellen Sie sich abends auf ein Blatt Papier und ziehen Sie um beide Füße einen Strich. Der längere Fuß "
            "zählt. Schreiben Sie mir die Länge in Millimetern, dann sage ich Ihnen die Größe.",
        ),
        Snippet(
            key="filz-waschen",
            title="Waschen",
            language="de",
            text="Von Hand, lauwarm, mit einem Löffel Wollwaschmittel. Ausdrücken, nicht wringen, mit Zeitungspapier "
            "ausstopfen und zwei Tage an der Luft trocknen lassen.",
        ),
        Snippet(
            key="filz-tausch",
            title="Größe tauschen",
            language="de",
            text="Die neue Größe geht los, sobald Sie mir antworten. Die alten Schuhe legen Sie in denselben Karton, der "
            "Aufkleber für die Rückreise liegt bei.",
        ),
        Snippet(
            key="filz-size-en",
            title="Measuring feet",
            language="en",
            text="Stand on a sheet of paper in the evening and draw round both feet. The longer one counts. Tell me its length "
            "in millimetres and I will tell you the size.",
        ),
        Snippet(
            key="filz-washing-en",
            title="Washing",
            language="en",
            text="By hand, lukewarm, with a spoonful of wool detergent. Press, don't wring, stuff with newspaper and leave in "
            "the air for two days.",
        ),
    ),
    customers=CUSTOMERS,
    conversations=(*JOURNEYS, *FORTY_PAIRS, *FEET),
    duplicates=DUPLICATES,
)
