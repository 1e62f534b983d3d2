"""Buchhaus Linden as a company: senders, teams, labels, words used again."""

from __future__ import annotations

from beistand.site.demo.world.buchhaus_linden.customers import CUSTOMERS, DUPLICATES
from beistand.site.demo.world.buchhaus_linden.orders import ORDERS
from beistand.site.demo.world.buchhaus_linden.parcels import PARCELS
from beistand.site.demo.world.buchhaus_linden.readers import READERS
from beistand.site.demo.world.shapes import Brand, Label, Sender, Snippet, Team

BUCHHAUS_LINDEN = Brand(
    slug="buchhaus-linden",
    name="Buchhaus Linden",
    hue=352,
    urgent_phone="069 90009 700",
    about_de="Drei Buchhandlungen und ein Kurier auf dem Rad. Umtausch 365 Tage, auch ohne Bon.",
    about_en="Three bookshops and a courier on a bicycle. Exchange within 365 days, receipt or not.",
    open_days=(0, 1, 2, 3, 4, 5),
    opens="09:00",
    closes="18:45",
    senders=(
        Sender(address="hilfe@buchhaus-linden.example", name="Buchhaus Linden"),
        Sender(address="service@buchhaus-linden.example", name="Buchhaus Linden Versand"),
    ),
    teams=(
        Team(key="buchhaus-laden", name_de="Laden", name_en="Shop floor"),
        Team(key="buchhaus-versand", name_de="Versand und Kurier", name_en="Parcels and courier"),
    ),
    labels=(
        Label(key="umtausch", name_de="Umtausch", name_en="Exchange", hue=140),
        Label(key="kurier", name_de="Kurier", name_en="Courier", hue=30),
        Label(key="suche", name_de="Büchersuche", name_en="Book hunt", hue=265),
        Label(key="schule", name_de="Schule und Kita", name_en="Schools", hue=190),
        Label(key="gutschein", name_de="Gutschein", name_en="Voucher", hue=60),
        Label(key="lesung", name_de="Lesung", name_en="Reading", hue=300),
        Label(key="lob", name_de="Lob", name_en="Praise", hue=330),
    ),
    snippets=(
        Snippet(
            key="buchhaus-umtausch",
            title="Umtausch ohne Bon",
            language="de",
            text="Jedes lieferbare Buch tauschen wir um, 365 Tage lang, auch ohne Bon und auch, wenn Sie es woanders "
            "gekauft haben. Kommen Sie einfach vorbei, es dauert keine Minute.",
        ),
        Snippet(
            key="buchhaus-behalten",
            title="Falsches Buch behalten",
            language="de",
            text="Behalten Sie das Buch, das wir verwechselt haben, oder schenken Sie es weiter. Das richtige ist schon "
            "unterwegs.",
        ),
        Snippet(
            key="buchhaus-gutschein",
            title="Alter Gutschein",
            language="de",
            text="Gutscheine laufen bei uns nicht ab. Steht ein Datum darauf, gilt es trotzdem nicht mehr. Lösen Sie ihn im "
            "Laden ein oder schicken Sie mir die Nummer.",
        ),
        Snippet(
            key="buchhaus-wrong-book-en",
            title="Wrong book sent",
            language="en",
            text="We sent you the wrong book, I am sorry. Please keep it or pass it on; the right one is on its way and "
            "there is nothing to send back.",
        ),
        Snippet(
            key="buchhaus-out-of-print-en",
            title="Out of print",
            language="en",
            text="The book is out of print, but that is not the end of it. We ask four second-hand dealers for you and tell "
            "you condition and price before anything is bought.",
        ),
    ),
    customers=CUSTOMERS,
    conversations=(*PARCELS, *ORDERS, *READERS),
    duplicates=DUPLICATES,
)
