"""Branches and workshop: returns over the counter, letters, waiting rooms."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said, sent_by_machine

BRANCHES = (
    Conversation(
        key="auenfeld-dachbox",
        subject="Dachbox zurück, 290 Tage, ohne Beleg",
        customer="petrosyan",
        team="auenfeld-filialen",
        assigned="ott",
        channel="counter",
        labels=("zubehoer",),
        messages=(
            heard(
                "-38m",
                "Kundin steht vor mir, Filiale Kassel. Box gekauft vor etwa 290 Tagen, Beleg weg. Ein Halter ist gebrochen, sie möchte lieber das Geld als eine neue, weil sie jetzt einen Anhänger hat.",
                noted_by="ott",
                attachments=(
                    Drawing(kind="roofbox", name="dachbox-kassel.jpg", words=("Halter links",), hue=210),
                ),
            ),
            noted(
                "ott",
                "-35m",
                "365 Tage gelten auch ohne Beleg. Kauf finde ich unter ihrem Namen nicht, vermutlich hat ihr Mann gezahlt. Wer kann auf die Karte von Herrn Petrosyan erstatten?",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-wartezeit-ulm",
        subject="40 Minuten Werkstatt Ulm. Trotz Termin!!",
        customer="hollerbach",
        team="auenfeld-filialen",
        assigned="sibel",
        state="closed",
        channel="form",
        labels=("werkstatt",),
        messages=(
            heard(
                "-9d 11:48",
                """
                Termin um 9:30. Drangekommen um 10:10. Kein Wort, kein Kaffee, kein Platz zum Sitzen. Als ich gefragt habe, hieß es „Sie sehen doch, was los ist“. Ja, das sah ich! Vierzig Minuten lang! Ich habe dafür unbezahlt freigenommen.
                """,
                proof="none",
            ),
            said(
                "sibel",
                "-9d 13:05",
                """
                Guten Tag, Frau Hollerbach,

                das war nicht in Ordnung, und der Satz am Tresen schon gar nicht. Ich habe mit Ulm gesprochen: Zwei Kollegen waren krank, aber gesagt hat es Ihnen niemand, und genau das hätte passieren müssen.

                Die Durchsicht von heute berechnen wir Ihnen nicht. Die Rechnung über 89 Euro ist storniert, die Gutschrift geht auf dasselbe Konto. Und wenn Sie mögen, ruft Herr Seidel, der Leiter in Ulm, Sie an. Er möchte sich selbst entschuldigen, aber nur, wenn Ihnen das recht ist.
                """,
                channel="email",
            ),
            heard(
                "-8d 08:10",
                "Gut. Damit hatte ich nicht gerechnet. Anruf ist nicht nötig, aber sagen Sie ihm, ein Stuhl mehr würde helfen.",
                channel="email",
                quote=True,
            ),
            said(
                "sibel",
                "-8d 08:52",
                "Danke, Frau Hollerbach. Ich habe es ihm genau so gesagt. Seit heute Morgen stehen in Ulm sechs Stühle mehr, und am Tresen hängt ein Zettel: Wer länger als zehn Minuten wartet, bekommt Bescheid.",
                channel="email",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-brief-krueger",
        subject="Brief: Wagen verkauft, Papiere",
        customer="krueger",
        team="auenfeld-hilfe",
        channel="post",
        labels=("papiere",),
        messages=(
            heard(
                "-110m",
                "Brief, eine Seite, eingescannt. Herr Krüger (81) hat seinen Auenfeld 2 an seinen Enkel verkauft und fragt, welche Papiere wir brauchen, damit die Garantie mitgeht. Bittet um Antwort per Brief oder Anruf vormittags.",
                noted_by="jonas",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="brief-krueger.jpg",
                        words=(
                            "Bad Homburg, im November",
                            "Sehr geehrte Damen und Herren,",
                            "nach 52 Jahren ohne Unfall habe ich mich entschlossen, das Fahren aufzugeben. Meinen Auenfeld 2 habe ich an meinen Enkel Moritz verkauft, für einen Euro, damit es rechtens ist.",
                            "Nun möchte ich gern wissen, welche Papiere Sie von mir brauchen, damit die Garantie auf ihn übergeht. Ich habe kein Internet. Ein Brief wäre mir lieb, am Telefon bin ich vormittags zu erreichen: 069 90009 702.",
                            "Der Wagen hat mir nie Kummer gemacht. Das wollte ich Ihnen bei der Gelegenheit sagen.",
                            "Mit freundlichem Gruß",
                            "Wilhelm Krüger",
                        ),
                        hue=210,
                    ),
                ),
            ),
        ),
    ),
    Conversation(
        key="auenfeld-probefahrt-demirci",
        subject="Probefahrt mit drei Kindersitzen",
        customer="demirci",
        team="auenfeld-filialen",
        assigned="ott",
        state="closed",
        to="service@auenfeld.example",
        messages=(
            heard(
                "-12d 21:05",
                """
                Hallo,

                passen in den E6 hinten drei Kindersitze nebeneinander (6, 4 und 1 Jahr)? Im Prospekt steht ja, aber das stand beim letzten Auto auch. Können wir das mit unseren Sitzen ausprobieren, bevor wir den weiten Weg fahren?

                Viele Grüße
                Hatice Demirci
                """,
            ),
            said(
                "ott",
                "-11d 09:12",
                """
                Guten Tag, Frau Demirci,

                Prospekte sind geduldig, deshalb habe ich es eben mit drei Sitzen aus dem Verleih probiert: Es geht, aber nur, wenn der Sitz in der Mitte höchstens 44 cm breit ist. Messen Sie Ihren bitte einmal an der breitesten Stelle. Ist er breiter, tauschen wir ihn für die Probefahrt gegen einen schmalen.

                Samstag um 10 wäre der E6 in Frankfurt frei. Bringen Sie ruhig alle drei Kinder mit, wir haben eine Spielecke und zwei Stunden Zeit.
                """,
            ),
            heard("-11d 12:30", "43! Wir kommen am Samstag zu fünft.", quote=True),
            noted(
                "ott",
                "-8d 17:40",
                "Waren da, alle drei Sitze drin, gekauft wird im Frühjahr. Der Kleine hat die Hupe gefunden.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-behrens-probefahrt",
        subject="Probefahrt E4 in Frankfurt",
        customer="behrens",
        team="auenfeld-filialen",
        assigned="ott",
        state="closed",
        channel="counter",
        messages=(
            heard(
                "-70d 15:20",
                "Frau Dr. Behrens war zur Probefahrt da, Filiale Frankfurt. Fährt viel nachts, ihr ist das Licht wichtig. Möchte das Angebot schriftlich an die Kanzlei, zu Händen Frau Wolff.",
                noted_by="ott",
            ),
            said(
                "ott",
                "-69d 10:05",
                "Frau Dr. Behrens, hier ist das Angebot, wie besprochen mit dem besseren Licht und ohne die großen Räder. Es gilt bis Ende des Monats. Die Papiere gehen zusätzlich per Post an Frau Wolff.",
                channel="email",
            ),
            heard(
                "-66d 09:30",
                "Danke, so machen wir es. Unterschrift kommt per Post.",
                channel="email",
                quote=True,
            ),
            heard(
                "-63d 11:15",
                "Brief, vier Seiten: unterschriebener Kaufvertrag für den E4.",
                channel="post",
                noted_by="ott",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="kaufvertrag-seite-4.jpg",
                        words=(
                            "Kaufvertrag Auenfeld E4, Seite 4 von 4",
                            "Ort, Datum: Frankfurt am Main",
                            "Unterschrift: A. Behrens",
                        ),
                        hue=150,
                    ),
                ),
            ),
            said(
                "ott",
                "-63d 11:50",
                "Der Vertrag ist angekommen, vielen Dank. Als Nächstes melden wir den Wagen an, dafür brauchen Sie nichts zu tun. Ihr Wunschkennzeichen F-AB 204 ist reserviert.",
                channel="email",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-inspektion",
        subject="Ihre erste Durchsicht ist fällig",
        customer="behrens",
        team="auenfeld-hilfe",
        assigned="mara",
        state="closed",
        labels=("werkstatt",),
        to="service@auenfeld.example",
        messages=(
            sent_by_machine(
                "-15d 09:00",
                """
                Guten Tag, Frau Dr. Behrens,

                Ihr E4 ist 2.000 Kilometer gefahren, die erste kurze Durchsicht ist fällig. Sie kostet nichts und dauert 30 Minuten.

                Diese Nachricht wurde automatisch geschrieben. Ihre Antwort liest ein Mensch.
                """,
            ),
            heard(
                "-15d 14:18",
                "Geht das auch, während ich im Büro bin? Der Wagen steht tagsüber in der Garage Westhafen.",
                quote=True,
            ),
            said(
                "mara",
                "-15d 14:40",
                "Ja, Frau Dr. Behrens. Wir holen ihn um 10 ab und stellen ihn um 11 wieder an denselben Platz. Sie geben den Wagen nur am Telefon frei, einen Schlüssel brauchen wir nicht. Nennen Sie mir einfach einen Tag.",
            ),
            heard("-14d 08:05", "Donnerstag. Platz 114.", quote=True),
            noted("mara", "-12d 11:10", "Erledigt, Wagen stand um 10:55 wieder auf 114."),
        ),
    ),
)
