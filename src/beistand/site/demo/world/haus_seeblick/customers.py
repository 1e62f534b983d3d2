"""The guests of Haus Seeblick."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Customer, Duplicate

CUSTOMERS = (
    Customer(
        key="brenninger",
        name="Familie Brenninger",
        addresses=("brenninger.familie@posteingang.example",),
        phones=("069 90009 431",),
        about="Sophie und Martin mit Ida (5). Der Hase heißt Emil.",
        client="gmail",
    ),
    Customer(
        key="celik",
        name="Yusuf Çelik",
        addresses=("yusuf.celik@celik-metallbau.example",),
        phones=("030 23125 441",),
        about="Geschäftlich, zweimal im Monat. Vergisst Ladegeräte.",
        client="outlook",
        signature="Yusuf Çelik\nÇelik Metallbau GmbH, Berlin\nTelefon 030 23125 441\nwww.celik-metallbau.example",
    ),
    Customer(
        key="ashworth",
        name="Margaret Ashworth",
        addresses=("margaret.ashworth@brightmail.example",),
        phones=("+44 20 7946 0633",),
        locale="en",
        about="Mother of the bride. Writes lists.",
        client="outlook",
    ),
    Customer(
        key="moreau",
        name="Julien Moreau",
        addresses=("julien.moreau@courrier.example",),
        locale="en",
        about="Cycles round the lake every spring with eleven friends.",
        client="apple",
    ),
    Customer(
        key="lis",
        name="Agnieszka Lis",
        addresses=("agnieszka.lis@wolkenpost.example",),
        phones=("069 90009 447",),
        about="Zöliakie, schon zwei gute Aufenthalte.",
        client="gmail",
    ),
    Customer(
        key="gevorgyan",
        name="Vahan Gevorgyan",
        addresses=("vahan.gevorgyan@posteingang.example",),
        phones=("069 90009 452",),
        about="Musiker, kommt spät, schläft lang.",
        client="iphone",
    ),
    Customer(
        key="rothmann",
        name="Sabine Rothmann",
        addresses=("sabine.rothmann@wolkenpost.example",),
        phones=("069 90009 468",),
        about="Musste wegen einer Operation absagen.",
        client="gmx",
    ),
    Customer(
        key="penrose",
        name="Charlotte Penrose",
        addresses=("charlotte.penrose@brightmail.example",),
        phones=("+44 20 7946 0671",),
        locale="en",
        about="Light sleeper. Was given a noisy room once.",
        client="gmail",
    ),
    Customer(
        key="penrose-portal",
        name="Charlotte Penrose",
        addresses=("gast-48213@reiseportal-nord.example",),
        phones=("+44 20 7946 0671",),
        locale="en",
        about="Came in through a booking site, with a forwarding address.",
        client="gmail",
    ),
    Customer(
        key="sander",
        name="Dr. Ulrich Sander",
        addresses=("u.sander@praxis-sander.example",),
        phones=("069 90009 475",),
        about="Braucht Rechnungen mit Praxisadresse.",
        client="outlook",
        signature="Dr. med. Ulrich Sander\nGemeinschaftspraxis am Markt\nTelefon 069 90009 475\nwww.praxis-sander.example",
    ),
    Customer(
        key="dahl",
        name="Kirsten Dahl",
        addresses=("kirsten.dahl@nordbrev.example",),
        locale="en",
        about="From Aarhus, uses a wheelchair, travels alone.",
        client="iphone",
    ),
    Customer(
        key="brandner",
        name="Nikolai Brandner",
        addresses=("nikolai.brandner@wolkenpost.example",),
        phones=("+43 000 0001 12",),
        about="Aus Dornbirn. Hund Knödel, 38 Kilo.",
        client="apple",
    ),
    Customer(
        key="fuchs",
        name="Isabel Fuchs",
        addresses=("isabel.fuchs@fuchs-und-partner.example",),
        phones=("069 90009 482",),
        about="Plant Tagungen, schreibt aus dem Zug.",
        client="outlook",
        signature="Isabel Fuchs\nFuchs und Partner, Tagungen\nTelefon 069 90009 482\nwww.fuchs-und-partner.example",
    ),
    Customer(
        key="moosbrugger",
        name="Gertraud Moosbrugger",
        phones=("+43 000 0001 47",),
        about="Aus Bregenz, kommt jedes Jahr am Hochzeitstag. Schreibt Karten.",
    ),
)

DUPLICATES = (
    Duplicate(
        first="penrose",
        second="penrose-portal",
        why_de="Gleicher Name, gleiche Telefonnummer. Die zweite Adresse gehört einem Buchungsportal und leitet nur weiter.",
        why_en="Same name, same telephone number. The second address belongs to a booking site and only forwards.",
    ),
)
