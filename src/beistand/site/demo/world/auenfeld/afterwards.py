"""After the purchase: tyres, leasing, bikes, thanks, and somebody on holiday."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, heard, noted, said, sent_by_machine

AFTERWARDS = (
    Conversation(
        key="auenfeld-winterreifen",
        subject="Your winter tyres are still in the basket",
        customer="adler",
        team="auenfeld-hilfe",
        language="en",
        labels=("zubehoer",),
        messages=(
            sent_by_machine(
                "-1d 10:00",
                """
                Hello Ben Adler,

                four winter tyres in 19 inch are still in your basket. If you were interrupted, you can carry on where you stopped.

                I am an automatic assistant of Auenfeld. A person reads your reply.
                """,
            ),
            heard(
                "-75m",
                """
                Thanks, robot. To the person: I stopped because it says 19 inch and I honestly do not know whether I have 18 or 19. The car is in Darmstadt, I am in London until Friday. Is there a way to find out from here?

                Ben
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="auenfeld-ebike",
        subject="E-Bike lädt nicht mehr",
        customer="stamm",
        team="auenfeld-hilfe",
        assigned="jonas",
        state="snoozed",
        until="+1d 16:30",
        labels=("laden",),
        messages=(
            heard(
                "-1d 15:10",
                """
                Sehr geehrte Damen und Herren,

                mein E-Bike lädt nicht mehr. Am Netzteil leuchtet es grün, am Rad nichts. Mein Sohn sagt, es ist der Akku, und der kostet 700 Euro. Das glaube ich erst, wenn Sie es mir sagen. Bitte rufen Sie mich an, aber erst nach 16 Uhr, vorher bin ich im Garten.

                Mit freundlichen Grüßen
                Helga Stamm
                """,
            ),
            said(
                "jonas",
                "-1d 16:40",
                """
                Guten Tag, Frau Stamm,

                wie eben am Telefon besprochen: Grün am Netzteil und dunkel am Rad heißt meistens, dass ein Stift im Stecker verbogen ist. Das wäre eine Sache von zehn Minuten und kostet nichts. Sie sehen heute Abend mit der Taschenlampe nach, und wir sprechen uns morgen nach 16 Uhr wieder.

                Den Akku kaufen Sie bitte noch nicht.
                """,
            ),
            noted(
                "jonas",
                "-1d 16:42",
                "Rückruf morgen 16:30 auf 069 90009 527. Laut und deutlich sprechen, Geduld, sie ist klasse.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-leasing",
        subject="Leasing endet im Januar: zurückgeben oder kaufen?",
        customer="kowalczyk",
        team="auenfeld-hilfe",
        assigned="sibel",
        state="answered",
        labels=("papiere",),
        messages=(
            heard(
                "-3d 19:22",
                """
                Guten Abend,

                mein Vertrag endet am 31. Januar. Bevor ich mich entscheide, drei Fragen:
                1. Was kostet es, wenn ich den Wagen behalte?
                2. Zählt der Kratzer hinten rechts (5 cm) als Schaden?
                3. Kann ich zwei Monate verlängern? Das neue Modell gefällt mir, ist aber erst im März da.
                """,
            ),
            said(
                "sibel",
                "-2d 10:30",
                """
                Guten Tag, Herr Kowalczyk,

                zu Ihren drei Fragen:

                1. 14.850 Euro, so steht es in Ihrem Vertrag auf Seite 3. Verhandeln müssen Sie darüber nicht, es wird auch nicht mehr.
                2. Nein. Bis 8 cm ohne Delle gilt als Gebrauchsspur.
                3. Ja, Monat für Monat zur selben Rate. Dafür genügt ein Satz von Ihnen bis Mitte Januar.

                Wenn Sie verlängern, brauchen Sie sich jetzt noch gar nicht zu entscheiden.
                """,
            ),
        ),
    ),
    Conversation(
        key="auenfeld-lob-mara",
        subject="Ein Dank an Frau Lindner",
        customer="falk",
        team="auenfeld-hilfe",
        assigned="sibel",
        state="closed",
        labels=("lob",),
        messages=(
            heard(
                "-6d 17:55",
                """
                Guten Tag,

                ich war am Montag bei Ihnen in der Leitung, weil ich meinen Ladeplatz nicht bezahlen konnte. Frau Lindner hat nicht weitergereicht, sondern gelöst, und am Ende gefragt, ob ich heil nach Hause komme. So etwas sagt mir sonst nur meine Mutter.

                Tobias Falk
                """,
            ),
            said(
                "sibel",
                "-5d 09:10",
                "Danke, Herr Falk! Das lesen wir heute Mittag alle zusammen. Frau Lindner lässt grüßen und fragt, ob die Karte inzwischen überall geht.",
            ),
            heard("-5d 12:45", "Geht überall. Grüße zurück.", quote=True),
        ),
    ),
    Conversation(
        key="auenfeld-rueckruf-stecker",
        subject="Ladekabel: bitte tauschen wir es aus",
        customer="hollerbach",
        team="auenfeld-hilfe",
        assigned="mara",
        state="snoozed",
        until="+3d 09:00",
        labels=("laden",),
        messages=(
            said(
                "mara",
                "-2d 14:00",
                """
                Guten Tag, Frau Hollerbach,

                an einigen Ladekabeln wird der Griff zu warm, Ihres gehört zu dieser Reihe. Gefährlich ist es nicht, weil der Wagen vorher abschaltet, aber es nervt. Sie bekommen ein neues. Das alte geben Sie irgendwann in einer Filiale ab oder legen es in den Karton, den wir mitschicken.

                Stimmt die Adresse noch, die wir haben: Neu-Ulm, Lerchenweg?
                """,
            ),
            heard(
                "-2d 14:01",
                """
                Guten Tag,

                ich bin nicht im Büro und lese meine E-Mails erst am kommenden Donnerstag wieder. In dringenden Fällen hilft Ihnen meine Kollegin unter buero@lernwerk-ulm.example.

                Renate Hollerbach
                """,
                oddity="vacation",
            ),
            noted(
                "mara",
                "-2d 14:10",
                "Abwesenheit. Nicht ans Büro schreiben, das ist privat. Nach Donnerstag noch einmal ansehen.",
            ),
        ),
    ),
)
