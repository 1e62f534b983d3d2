"""Journeys: from a reminder to a person, parcels that came, went astray or bounced."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, heard, said, sent_by_machine

_ORDER = """<html><head><meta charset="utf-8"></head><body style="margin:0;background:#f5efe6;font-family:Verdana,sans-serif">
<table width="600" align="center" cellpadding="14" style="background:#ffffff">
<tr><td colspan="2" style="background:#8a4b1f;color:#ffffff;font-size:20px">Filz &amp; Faden</td></tr>
<tr><td colspan="2">Guten Tag, Finn Jansen,<br><br>danke für Ihre Bestellung. Diese Nachricht wurde automatisch geschrieben, Ihre Antwort liest ein Mensch.</td></tr>
<tr><td><img src="https://bilder.filz-und-faden.example/p/schiefer-44.jpg" width="160" height="120" alt="Filzschuh in Schiefer"></td><td>Filzschuh „Diele“, Schiefer, Größe 44</td></tr>
<tr><td>Preis</td><td align="right">64,00 €</td></tr>
<tr><td>Versand</td><td align="right">0,00 €</td></tr>
<tr><td><b>Summe</b></td><td align="right"><b>64,00 €</b></td></tr>
</table></body></html>"""

JOURNEYS = (
    Conversation(
        key="filz-adam-vogt",
        subject="Ihre Filzschuhe in Moosgrün",
        customer="vogt",
        team="filz-laden",
        labels=("groesse",),
        messages=(
            sent_by_machine(
                "-1d 10:30",
                """
                Guten Tag, Lena Vogt,

                Moosgrün mit einer Sohle in Ocker: Diese Farben hat in dieser Woche niemand sonst gewählt. Ihr Paar liegt noch im Korb. Hat etwas gefehlt?

                Ich bin Adam, ein automatischer Assistent. Antworten liest ein Mensch.
                """,
            ),
            heard(
                "-40m",
                """
                Hallo Mensch hinter Adam,

                ja, mir hat etwas gefehlt: Ich habe 38,5. Nehme ich 38 oder 39? Und im Podcast hieß es, Sie nähen die Sohle an und kleben nicht. Stimmt das?
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-bestellung-jansen",
        subject="Ihre Bestellung 20417",
        customer="jansen",
        team="filz-versand",
        assigned="samir",
        labels=("versand",),
        to="service@filz-und-faden.example",
        messages=(
            sent_by_machine(
                "-1d 14:05",
                """
                Guten Tag, Finn Jansen,

                danke für Ihre Bestellung:
                Filzschuh „Diele“, Schiefer, Größe 44: 64,00 €
                Versand: 0,00 €

                Diese Nachricht wurde automatisch geschrieben. Ihre Antwort liest ein Mensch.
                """,
                html=_ORDER,
            ),
            heard(
                "-52m",
                "Stopp bitte, falsche Adresse! Da wohne ich seit August nicht mehr. Neue: Uferstr. 12, Hinterhaus, 13357 Berlin. Hoffentlich noch nicht raus?\n\nFinn Jansen",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-paket-weg",
        subject="Wo ist mein Paket??",
        customer="jansen",
        team="filz-versand",
        assigned="ada",
        state="closed",
        channel="form",
        labels=("versand",),
        messages=(
            heard(
                "-45d 19:20",
                "Seit NEUN Tagen „in Zustellung“. Der Paketdienst sagt, fragen Sie den Händler. Der Händler sind Sie. Also?",
                proof="none",
            ),
            said(
                "ada",
                "-44d 09:10",
                """
                Guten Morgen, Herr Jansen,

                also: Nach neun Tagen glaube ich nicht mehr an dieses Paket. Ein neues Paar ist heute früh genäht worden und geht gleich raus, mit einem anderen Dienst und einer Nummer, die stimmt.

                Taucht das alte doch noch auf, schenken Sie es jemandem mit kalten Füßen. Mit dem Paketdienst streiten wir.
                """,
                channel="email",
            ),
            heard(
                "-42d 16:00",
                "Neues Paar ist da. Altes auch, heute, aus Portugal. Mein Nachbar hat jetzt warme Füße.",
                channel="email",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-bounce",
        subject="Ihr Paket ist unterwegs",
        customer="loehr",
        team="filz-versand",
        labels=("versand",),
        messages=(
            said(
                "oliver",
                "-1d 16:20",
                "Guten Tag, Frau Löhr, Ihre Filzschuhe sind heute auf die Reise gegangen, mit einem Tag Verspätung, weil uns das Garn in Petrol ausgegangen war. Als kleinen Ausgleich liegt ein Paar Einlegesohlen bei.",
            ),
            heard(
                "-1d 16:21",
                "Mail delivery failed: britta.loehr@alte-adresse.example, 550 5.1.1 no such mailbox",
                oddity="bounce",
                proof="none",
            ),
        ),
    ),
    Conversation(
        key="filz-loehr-neu",
        subject="Paket an alten Namen",
        customer="loehr-neu",
        team="filz-versand",
        messages=(
            heard(
                "-13m",
                "Hallo, ich heiße seit zwei Wochen Löhr-Santos und warte auf ein Paket auf den Namen Löhr. Klingel ist schon umgeklebt. Meine alte E-Mail gibt es auch nicht mehr. Können Sie nachsehen?\n\nBritta",
            ),
        ),
    ),
    Conversation(
        key="filz-keine-werbung",
        subject="Keine Erinnerungen mehr, bitte",
        customer="melkonyan",
        team="filz-laden",
        assigned="nele",
        state="closed",
        labels=("werbung",),
        messages=(
            sent_by_machine(
                "-7d 10:00",
                """
                Guten Tag, Tigran Melkonyan,

                Ihr Korb mit einem Paar in Weinrot steht noch da.

                Ich bin Adam, ein automatischer Assistent. Antworten liest ein Mensch.
                """,
            ),
            heard(
                "-7d 12:30",
                "Bitte keine solchen Mails mehr. Ich weiß selbst, was ich im Korb habe.",
                quote=True,
            ),
            said(
                "nele",
                "-7d 12:50",
                "Guten Tag, Herr Melkonyan, verstanden: Von Adam kommt nichts mehr, das ist seit eben ausgeschaltet. Nachrichten zu Ihren Bestellungen bekommen Sie weiterhin. Ihr Korb bleibt liegen, bis Sie ihn selbst leeren.",
            ),
            heard(
                "-7d 13:15",
                "Danke. So schnell ging das noch nirgends. Ich nehme das Paar übrigens.",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-schwestern",
        subject="Four sisters, four colours, one parcel?",
        customer="fournier",
        team="filz-laden",
        assigned="oliver",
        state="answered",
        language="en",
        labels=("wunschfarbe",),
        messages=(
            heard(
                "-2d 09:35",
                """
                Hello,

                I want to give slippers to my four sisters, each in the colour of her old bedroom: lemon, brick, lavender and a green my mother called "hospital". Can you do hospital? And one card inside each pair, in French?

                Camille Fournier
                """,
            ),
            said(
                "oliver",
                "-2d 11:00",
                """
                Hello Camille,

                lemon, brick and lavender are on the shelf. For "hospital" I've held three greens to the window and think it is number 17, a little mint, a little grey. I am sending you a snippet of felt by post, hold it next to your memory.

                The cards are easy: send me four sentences, our colleague in Basel writes them by hand. Everything goes out together once you say yes to the green.
                """,
            ),
        ),
    ),
    Conversation(
        key="filz-podcast",
        subject="Der Code aus dem Podcast",
        customer="zielinski",
        team="filz-laden",
        assigned="nele",
        state="closed",
        messages=(
            heard(
                "-19d 20:45",
                "Guten Abend, der Code aus der Sendung „Warme Füße, kühler Kopf“ geht nicht. Ich habe FILZWARM und FILZ WARM probiert, auch klein.",
            ),
            said(
                "nele",
                "-18d 09:05",
                "Guten Morgen, Herr Zieliński, der Moderator hat sich versprochen, der Code heißt WARMFILZ. Ich habe Ihnen die 8 Euro gleich auf die Bestellung gelegt, Sie müssen nichts mehr eingeben.",
            ),
            heard("-18d 18:20", "Das gefällt mir. Danke.", quote=True),
        ),
    ),
)
