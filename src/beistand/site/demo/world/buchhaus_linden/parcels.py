"""Parcels and the courier: wrong books, right books, doors without names."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said, sent_by_machine

_ORDER = """<html><head><meta charset="utf-8"></head><body style="margin:0;background:#f6f1ee;font-family:Georgia,serif">
<table width="600" align="center" cellpadding="14" style="background:#ffffff">
<tr><td colspan="2" style="background:#8c2f3f;color:#ffffff;font-size:22px">Buchhaus Linden</td></tr>
<tr><td colspan="2">Guten Tag, Frau Mazur,<br><br>Ihre Bestellung ist da. Automatisch geschrieben, Ihre Antwort liest ein Mensch.</td></tr>
<tr><td>Die Laterne im Nebel, Jorun Aldag</td><td align="right">16,00 €</td></tr>
<tr><td>Drei Füchse und ein Fahrrad, Mila Sorge</td><td align="right">14,00 €</td></tr>
<tr><td>Geschenkpapier, zweimal</td><td align="right">0,00 €</td></tr>
<tr><td><b>Summe</b></td><td align="right"><b>30,00 €</b></td></tr>
</table></body></html>"""

PARCELS = (
    Conversation(
        key="buchhaus-kurier-klingel",
        subject="Kurier findet die Klingel nicht",
        customer="rostami",
        team="buchhaus-versand",
        assigned="anahit",
        channel="form",
        labels=("kurier",),
        messages=(
            heard(
                "-21m",
                "Ihr Fahrer war laut Karte gerade vor dem Haus und ist wieder weg. Ich wohne im Hinterhaus, an der Klingel steht kein Name, nur „H2“. Ich brauche das Buch heute, meine Tochter hat morgen Referat!",
                proof="none",
            ),
            noted(
                "anahit", "-17m", "Per Funk erreicht, Toni dreht um. Klingel H2 steht jetzt in der Adresse."
            ),
        ),
    ),
    Conversation(
        key="buchhaus-edinburgh",
        subject="Three cookery books instead of one detective",
        customer="macallister",
        team="buchhaus-versand",
        assigned="rosalind",
        state="closed",
        language="en",
        labels=("umtausch",),
        messages=(
            heard(
                "-9d 09:18",
                """
                Good morning,

                I ordered "Der Kommissar schläft nie" and the parcel holds three very heavy books about dumplings. They are beautiful, but I do not eat dumplings, and the customs form says I paid for them. Sending them back costs more than the detective did. What would you like me to do?

                Fiona
                """,
                attachments=(
                    Drawing(
                        kind="parcel",
                        name="parcel.jpg",
                        words=("F. MacAllister", "Edinburgh", "3,4 kg"),
                        hue=200,
                    ),
                ),
            ),
            said(
                "rosalind",
                "-9d 10:02",
                """
                Good morning Fiona,

                please keep the dumplings, or give them to somebody who deserves them. Two parcels were swapped on our table, and that is not yours to pay for.

                The detective is on its way by air. I have put the second volume in with it, because the first one ends on a cliff. The customs office has a corrected form from us, and nothing more will be charged.
                """,
            ),
            heard(
                "-5d 17:40",
                "Both arrived. I finished the first one at three in the morning and was VERY glad of the second. The dumplings went to the church fête and made 31 pounds.",
                quote=True,
            ),
            said(
                "rosalind",
                "-4d 09:20",
                "Thank you, Fiona, that is the best journey those dumplings could have made. I won't tell you who did it.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-zwei-fuechse",
        subject="Ihre Bestellung liegt bereit",
        customer="mazur",
        team="buchhaus-versand",
        assigned="anahit",
        to="service@buchhaus-linden.example",
        messages=(
            sent_by_machine(
                "-1d 11:00",
                """
                Guten Tag, Frau Mazur,

                Ihre Bestellung ist da:
                Die Laterne im Nebel, Jorun Aldag: 16,00 €
                Drei Füchse und ein Fahrrad, Mila Sorge: 14,00 €
                Geschenkpapier, zweimal

                Diese Nachricht wurde automatisch geschrieben. Ihre Antwort liest ein Mensch.
                """,
                html=_ORDER,
            ),
            heard(
                "-105m",
                """
                Guten Tag,

                ich hatte drei Bücher bestellt, für jedes Enkelkind eins. Wenn eines leer ausgeht, habe ich am Sonntag Geschrei. Wo ist „Opa kann fliegen“ geblieben?

                Zofia Mazur
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="buchhaus-geburtstag",
        subject="GESCHENK NICHT DA!!!",
        customer="hollmann",
        team="buchhaus-versand",
        assigned="clara",
        state="closed",
        labels=("kurier",),
        messages=(
            heard(
                "-6d 09:02",
                "Geburtstag ist HEUTE. Buch sollte GESTERN da sein. Ihre Seite sagt „zugestellt“. Bei wem?! Bei mir jedenfalls nicht!",
            ),
            said(
                "clara",
                "-6d 09:15",
                """
                Guten Morgen, Herr Hollmann,

                das Paket liegt beim Kiosk gegenüber, ohne dass man Ihnen eine Karte eingeworfen hat. Das hilft Ihnen heute wenig, deshalb fährt unser Kurier jetzt ein zweites Exemplar zu Ihnen, eingepackt, mit einer Karte zum Beschriften. Er braucht etwa eine halbe Stunde.

                Das am Kiosk lassen Sie einfach liegen, wir holen es ab.
                """,
            ),
            heard(
                "-6d 10:05",
                "Ist da. Mit Schleife. Na dann. Danke. War vielleicht etwas laut vorhin.",
                quote=True,
            ),
            said(
                "clara",
                "-6d 10:20",
                "Danke, Herr Hollmann! An so einem Tag darf man laut sein. Grüße an das Geburtstagskind.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-ecke",
        subject="Ecke geknickt",
        customer="arslan",
        team="buchhaus-versand",
        labels=("umtausch",),
        messages=(
            heard(
                "-2d 19:05",
                "Hallo, das Buch für Defne kam mit geknickter Ecke (Foto). Lesen kann man es. Sie sagt, die Ecke sieht aus wie angebissen und das passt zum Wolf. Ich frage trotzdem.\n\nViele Grüße\nSelim Arslan",
                attachments=(
                    Drawing(
                        kind="book",
                        name="wolf.jpg",
                        words=("Der höfliche Wolf", "Mila Sorge", "Knick"),
                        hue=205,
                    ),
                ),
            ),
        ),
    ),
    Conversation(
        key="buchhaus-vorbestellung",
        subject="When will volume four really come out?",
        customer="macallister",
        team="buchhaus-versand",
        assigned="rosalind",
        state="snoozed",
        until="+4d 10:00",
        language="en",
        messages=(
            heard(
                "-2d 08:50",
                'Hello Rosalind, it\'s me again. Volume four has moved from September to November to "soon". Do you know more than the internet does?\n\nFiona',
            ),
            said(
                "rosalind",
                "-2d 09:35",
                "Hello Fiona, a little: the printer has it, the binder does not yet. My guess is three weeks, and the publisher's rep is here next week, so I will ask her to her face. Your copy is set aside either way, there is nothing for you to do.",
            ),
            heard("-2d 09:50", "Perfect. Be stern with her.", quote=True),
        ),
    ),
)
