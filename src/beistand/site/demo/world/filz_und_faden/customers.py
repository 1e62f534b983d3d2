"""The customers of Filz & Faden."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Customer, Duplicate

CUSTOMERS = (
    Customer(
        key="vogt",
        name="Lena Vogt",
        addresses=("lena.vogt@posteingang.example",),
        phones=("030 23125 611",),
        about="Hat uns im Podcast gehört. Moosgrün mit Sohle in Ocker, noch im Korb.",
        client="iphone",
    ),
    Customer(
        key="zielinski",
        name="Piotr Zieliński",
        addresses=("piotr.zielinski@wolkenpost.example",),
        phones=("030 23125 624",),
        about="Großer Fuß (47), hoher Spann.",
        client="thunderbird",
        signature="Piotr Zieliński",
    ),
    Customer(
        key="novakova",
        name="Markéta Nováková",
        addresses=("marketa@studio-novakova.example",),
        phones=("030 23125 638",),
        about="Bestellt für ihr Büro, 40 Paar.",
        client="apple",
        signature="Markéta Nováková\nStudio Nováková, Architektur\nBerlin und Brno",
    ),
    Customer(
        key="sahin",
        name="Rüya Şahin",
        addresses=("ruya.sahin@posteingang.example",),
        about="Ihre Katze heißt Pamuk und liebt die Schuhe mehr als sie.",
        client="gmail",
    ),
    Customer(
        key="melkonyan",
        name="Tigran Melkonyan",
        addresses=("tigran.melkonyan@wolkenpost.example",),
        phones=("030 23125 645",),
        about="Möchte keine Werbung. Kauft trotzdem gern.",
        client="gmx",
    ),
    Customer(
        key="bloom",
        name="Harriet Bloom",
        addresses=("harriet.bloom@brightmail.example",),
        phones=("+44 20 7946 0752",),
        locale="en",
        about="Feet of two sizes, 39 left and 40 right.",
        client="gmail",
    ),
    Customer(
        key="ellery",
        name="George Ellery",
        addresses=("george.ellery@brightmail.example",),
        locale="en",
        about="Buys a pair every winter, always blue.",
        client="outlook",
        signature="George Ellery, Bath\nwww.ellery-of-bath.example",
    ),
    Customer(
        key="fournier",
        name="Camille Fournier",
        addresses=("camille.fournier@courrier.example",),
        locale="en",
        about="Presents for four sisters.",
        client="apple",
    ),
    Customer(
        key="kopp",
        name="Anneliese Kopp",
        phones=("+41 00 000 01 23",),
        about="Kommt in Basel vorbei, wenn eine Naht aufgeht.",
        locale="de",
    ),
    Customer(
        key="jansen",
        name="Finn Jansen",
        addresses=("finn.jansen@wolkenpost.example",),
        phones=("030 23125 659",),
        about="Paket war einmal verschwunden.",
        client="gmx",
    ),
    Customer(
        key="marquardt",
        name="Svenja Marquardt",
        addresses=("svenja.marquardt@posteingang.example",),
        about="Mutter von Mats (6), der gern malt.",
        client="iphone",
    ),
    Customer(
        key="odowd",
        name="Kevin O'Dowd",
        addresses=("kevin.odowd@brightmail.example",),
        locale="en",
        about="Washed his at 60 degrees once.",
        client="gmail",
    ),
    Customer(
        key="loehr",
        name="Britta Löhr",
        addresses=("britta.loehr@alte-adresse.example",),
        phones=("030 23125 666",),
        about="E-Mail-Adresse stimmt nicht mehr, Telefon schon.",
        client="gmx",
    ),
    Customer(
        key="loehr-neu",
        name="Britta Löhr-Santos",
        addresses=("britta@loehr-santos.example",),
        phones=("030 23125 666",),
        about="Hat geheiratet, fragt nach einem Paket.",
        client="iphone",
    ),
)

DUPLICATES = (
    Duplicate(
        first="loehr",
        second="loehr-neu",
        why_de="Gleiche Telefonnummer und Lieferanschrift. Die alte E-Mail-Adresse gibt es nicht mehr, der Name ist neu.",
        why_en="Same telephone number and delivery address. The old mail address is gone, the name is new.",
    ),
)
