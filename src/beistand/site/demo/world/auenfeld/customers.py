"""Auenfeld's customers."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Customer, Duplicate

CUSTOMERS = (
    Customer(
        key="behrens",
        name="Dr. Annika Behrens",
        addresses=("annika.behrens@kanzlei-behrens.example", "annika.b@posteingang.example"),
        phones=("069 90009 204",),
        about="Kundin seit 2019, bleibt lieber beim Sie. Fährt einen E4, F-AB 204. Karin Wolff liest im Büro ihre E-Mails.",
        client="outlook",
        signature="Dr. Annika Behrens\nRechtsanwältin\nKanzlei Behrens, Frankfurt am Main\nTelefon 069 90009 204\nwww.kanzlei-behrens.example",
    ),
    Customer(
        key="falk",
        name="Tobias Falk",
        addresses=("tobias.falk@kanzlei-behrens.example",),
        phones=("069 90009 318",),
        about="Kollege von Frau Dr. Behrens. Sein Telefon war einmal geliehen: nicht für sie verwenden.",
        client="iphone",
    ),
    Customer(
        key="wolff",
        name="Karin Wolff",
        addresses=("karin.wolff@kanzlei-behrens.example",),
        phones=("069 90009 200",),
        about="Büro von Frau Dr. Behrens. Darf E-Mails bestätigen, keine Käufe.",
        client="outlook",
        signature="i. A. Karin Wolff\nKanzlei Behrens, Frankfurt am Main\nTelefon 069 90009 200\nwww.kanzlei-behrens.example",
    ),
    Customer(
        key="petrosyan",
        name="Nare Petrosyan",
        addresses=("nare.petrosyan@posteingang.example",),
        phones=("069 90009 411",),
        about="Kommt in die Filiale Kassel. Zwei Kinder, Dachbox im Winter.",
        client="iphone",
    ),
    Customer(
        key="adler",
        name="Ben Adler",
        addresses=("ben@adlerworks.example",),
        phones=("+44 20 7946 0142",),
        locale="en",
        about="Half the year in Darmstadt, half in London. Prefers English.",
        client="apple",
        signature="Ben Adler\nAdlerworks, furniture made to fit",
    ),
    Customer(
        key="stamm",
        name="Helga Stamm",
        addresses=("helga.stamm@wolkenpost.example",),
        phones=("069 90009 527",),
        about="Telefoniert lieber, am besten nach 16 Uhr. Hört auf dem linken Ohr schlecht.",
        client="gmx",
    ),
    Customer(
        key="brandt",
        name="Lukas Brandt",
        addresses=("l.brandt@brandt-fliesen.example",),
        phones=("069 90009 633",),
        about="Fliesenleger, drei Transporter. Auto ist Werkzeug, morgens um sechs muss es fahren.",
        client="gmx",
        signature="Fliesen Brandt GmbH\nLukas Brandt, Offenbach",
    ),
    Customer(
        key="whitfield",
        name="Eleanor Whitfield",
        addresses=("eleanor.whitfield@brightmail.example",),
        phones=("+44 20 7946 0377",),
        locale="en",
        about="Lives in Wiesbaden, works at the university. New to electric cars.",
        client="gmail",
    ),
    Customer(
        key="beaumont",
        name="Claire Beaumont",
        addresses=("claire.beaumont@courrier.example",),
        locale="en",
        about="From Strasbourg. Writes English with us, reads German well.",
        client="gmail",
    ),
    Customer(
        key="krueger",
        name="Wilhelm Krüger",
        phones=("069 90009 702",),
        about="81 Jahre, schreibt Briefe. Kein Internet, Telefon nur vormittags.",
    ),
    Customer(
        key="kowalczyk",
        name="Zbigniew Kowalczyk",
        addresses=("z.kowalczyk@wolkenpost.example",),
        phones=("069 90009 744",),
        about="Leasing läuft aus, überlegt zu kaufen.",
        client="thunderbird",
        signature="Zbigniew Kowalczyk\nHanau",
    ),
    Customer(
        key="brennan",
        name="Aoife Brennan",
        addresses=("aoife.brennan@brightmail.example",),
        locale="en",
        about="Commutes Mainz to Frankfurt. Sends good photos.",
        client="iphone",
    ),
    Customer(
        key="demirci",
        name="Familie Demirci",
        addresses=("familie.demirci@posteingang.example",),
        phones=("069 90009 815",),
        about="Hatice und Okan Demirci, drei Kinder, brauchen drei Kindersitze nebeneinander.",
        client="gmail",
    ),
    Customer(
        key="hollerbach",
        name="Renate Hollerbach",
        addresses=("renate.hollerbach@wolkenpost.example",),
        about="Pendelt nach Ulm. War sehr verärgert über die Werkstatt, seitdem freundlich.",
        client="gmx",
    ),
    Customer(
        key="behrens-form",
        name="A. Behrens",
        phones=("069 90009 204",),
        about="Aus dem Formular der Hilfeseite, Telefon wie Dr. Annika Behrens.",
    ),
)

DUPLICATES = (
    Duplicate(
        first="behrens",
        second="behrens-form",
        why_de="Gleiche Telefonnummer, gleicher Nachname. Eine E-Mail-Adresse fehlt beim zweiten Eintrag.",
        why_en="Same telephone number, same surname. The second entry has no mail address.",
    ),
)
