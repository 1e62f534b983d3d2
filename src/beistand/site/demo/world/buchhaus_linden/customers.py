"""Buchhaus Linden's customers."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Customer, Duplicate

CUSTOMERS = (
    Customer(
        key="achterberg",
        name="Marlene Achterberg",
        addresses=("marlene.achterberg@posteingang.example",),
        phones=("069 90009 156",),
        about="Liest online, kauft im Laden. Mag es, wenn man ihr nicht nach dem Mund redet.",
        client="apple",
    ),
    Customer(
        key="macallister",
        name="Fiona MacAllister",
        addresses=("fiona@macallister-pottery.example",),
        phones=("+44 20 7946 0261",),
        locale="en",
        about="Potter in Edinburgh, learns German with crime novels.",
        client="gmail",
        signature="Fiona MacAllister\nMacAllister Pottery, Edinburgh",
    ),
    Customer(
        key="girard",
        name="Théo Girard",
        addresses=("theo.girard@courrier.example",),
        locale="en",
        about="Erasmus student, looks for French editions.",
        client="iphone",
    ),
    Customer(
        key="mazur",
        name="Zofia Mazur",
        addresses=("zofia.mazur@wolkenpost.example",),
        phones=("069 90009 163",),
        about="Bestellt für drei Enkel, immer mit Geschenkpapier.",
        client="gmx",
    ),
    Customer(
        key="rostami",
        name="Hamid Rostami",
        addresses=("hamid.rostami@wolkenpost.example",),
        phones=("069 90009 171",),
        about="Wohnt im Hinterhaus, Klingel ohne Namen.",
        client="iphone",
    ),
    Customer(
        key="abrahamyan",
        name="Lilit Abrahamyan",
        addresses=("lilit.abrahamyan@posteingang.example",),
        about="Übersetzerin, sucht Vergriffenes.",
        client="thunderbird",
        signature="Lilit Abrahamyan\nÜbersetzungen aus dem Armenischen",
    ),
    Customer(
        key="thornton",
        name="Edward Thornton",
        addresses=("e.thornton@brightmail.example",),
        phones=("+44 20 7946 0284",),
        locale="en",
        about="Collects signed first editions.",
        client="outlook",
        signature="Edward Thornton\nPhone +44 20 7946 0284",
    ),
    Customer(
        key="kuehn",
        name="Beatrix Kühn",
        phones=("069 90009 188",),
        about="92 Jahre, sucht ein Buch aus ihrer Kindheit. Nur Briefe.",
    ),
    Customer(
        key="arslan",
        name="Selim Arslan",
        addresses=("selim.arslan@posteingang.example",),
        phones=("069 90009 195",),
        about="Kommt samstags mit seiner Tochter Defne.",
        client="gmail",
    ),
    Customer(
        key="sonnenhuegel",
        name="Kita Sonnenhügel, Anja Petersen",
        addresses=("leitung@kita-sonnenhuegel.example",),
        phones=("069 90009 202",),
        about="Bestellt einmal im Jahr für alle Gruppen. Rechnung an den Träger.",
        client="outlook",
        signature="Anja Petersen\nLeitung Kita Sonnenhügel\nTelefon 069 90009 202\nwww.kita-sonnenhuegel.example",
    ),
    Customer(
        key="pritchard",
        name="Owen Pritchard",
        addresses=("owen.pritchard@brightmail.example",),
        locale="en",
        about="Sings in a choir, buys scores.",
        client="apple",
    ),
    Customer(
        key="hollmann",
        name="Rainer Hollmann",
        addresses=("rainer.hollmann@wolkenpost.example",),
        phones=("069 90009 219",),
        about="Ärgert sich schnell, freut sich auch schnell.",
        client="gmx",
    ),
    Customer(
        key="hollmann-laden",
        name="R. Hollmann",
        phones=("069 90009 219",),
        about="Im Laden aufgenommen, Abholfach.",
    ),
    Customer(
        key="lamprecht",
        name="Dorothea Lamprecht",
        addresses=("d.lamprecht@posteingang.example",),
        about="Lesekreis, zwölf Frauen, jeden zweiten Montag.",
        client="thunderbird",
    ),
    Customer(
        key="rundbrief",
        name="Rundbrief Unabhängige Buchläden",
        addresses=("rundbrief@buchlaeden-verbund.example",),
        about="Verteiler, keine Kundin.",
        client="thunderbird",
    ),
)

DUPLICATES = (
    Duplicate(
        first="hollmann",
        second="hollmann-laden",
        why_de="Gleiche Telefonnummer, gleicher Nachname. Der zweite Eintrag entstand im Laden am Abholfach.",
        why_en="Same telephone number, same surname. The second entry was made in the shop, at the collection shelf.",
    ),
)
