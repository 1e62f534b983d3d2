"""The wrong bill: one long and angry thread, and the thanks that came after it."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

STORM = (
    Conversation(
        key="stadtstrom-zaehler-vertauscht",
        subject="2.318 Euro Nachzahlung?!",
        customer="mertens",
        team="stadtstrom-rechnung",
        assigned="pia",
        state="closed",
        channel="form",
        labels=("rechnung", "zaehler"),
        messages=(
            heard(
                "-16d 18:20",
                "2.318 Euro. Für zwei Zimmer. Ich wohne allein, ich bin den ganzen Tag arbeiten. Wer soll das verbraucht haben, der Hamster? Ich zahle keinen Cent und stelle das ins Netz.",
                proof="none",
            ),
            said(
                "pia",
                "-15d 07:50",
                """
                Guten Morgen, Herr Mertens,

                2.318 Euro für zwei Zimmer, da stimmt etwas nicht. Zahlen Sie bitte nichts, ich habe die Forderung angehalten.

                Um es herauszufinden, brauche ich ein Foto von Ihrem Zähler, auf dem man die Nummer unter den Ziffern lesen kann. Mehr müssen Sie nicht tun.
                """,
                channel="email",
            ),
            heard(
                "-15d 18:02",
                "Bitte. Im Keller hängen übrigens sechs davon, und an keinem steht ein Name.",
                channel="email",
                quote=True,
                attachments=(
                    Drawing(kind="meter", name="keller.jpg", words=("048 213", "1 STD 0417 22"), hue=60),
                ),
            ),
            said(
                "pia",
                "-14d 08:10",
                """
                Danke, Herr Mertens, das hilft sehr. Auf Ihrer Rechnung steht die Nummer 0417 23, auf Ihrem Foto 0417 22. Wir haben Ihnen den Zähler nebenan berechnet.

                Ich möchte sichergehen, dass nicht noch ein dritter vertauscht ist. Ein Kollege kommt heute ohnehin in Ihre Straße und sieht im Keller nach. Sie müssen nicht zu Hause sein, die Hausverwaltung schließt auf.
                """,
                channel="email",
            ),
            heard(
                "-14d 12:15",
                "Und wer ist 23? Der zahlt dann also seit Jahren meinen Strom? Das ist die Bäckerei.",
                channel="email",
                quote=True,
            ),
            noted(
                "wiebke",
                "-14d 15:30",
                "War im Keller: 22 und 23 seit dem Tausch im März vertauscht, die anderen vier stimmen. Schilder sind dran.",
            ),
            said(
                "pia",
                "-14d 16:20",
                """
                Herr Mertens, meine Kollegin war da: Die Zähler sind seit dem Tausch im März vertauscht, vorher stimmte alles. Ihr Verbrauch sind 1.136 kWh, nicht 6.940.

                Damit bekommen Sie 74,20 Euro zurück, statt 2.318 zu zahlen. Die neue Rechnung liegt morgen in Ihrem Postfach. Mit der Bäckerei sprechen wir selbst, das ist nicht Ihre Sache.
                """,
                channel="email",
            ),
            heard("-13d 19:44", "74 Euro. Na gut. Und was ist mit der Mahnung?", channel="email", quote=True),
            said(
                "pia",
                "-12d 08:05",
                "Die Mahnung ist gelöscht, bei der Auskunftei wurde nie etwas gemeldet. Ich habe es eben nachgesehen und Ihnen den Nachweis in Ihr Postfach gelegt.",
                channel="email",
            ),
            heard(
                "-12d 20:31",
                "Dann noch was: Ich hatte es ja ins Netz gestellt. Ich schreibe jetzt drunter, wie es ausgegangen ist. Fair ist fair.",
                channel="email",
                quote=True,
            ),
            said(
                "pia",
                "-11d 09:00",
                "Danke, Herr Mertens! Das ist mehr, als wir erwarten durften. An allen sechs Zählern in Ihrem Keller steht jetzt übrigens ein Name, und der Hamster ist entlastet.",
                channel="email",
            ),
            heard("-11d 17:12", "Der Hamster lässt grüßen.", channel="email", quote=True),
        ),
    ),
    Conversation(
        key="stadtstrom-brief-ziegler",
        subject="Brief: ein Dank mit dem Füller",
        customer="ziegler",
        team="stadtstrom-zentrum",
        assigned="deniz",
        state="closed",
        channel="post",
        labels=("lob",),
        messages=(
            heard(
                "-5d 09:40",
                "Brief, eine Seite. Frau Ziegler bedankt sich, dass Wiebke beim Zählertausch die Kellertreppe für sie hochgetragen hat, was sie nicht mehr tragen konnte.",
                noted_by="deniz",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="brief-ziegler.jpg",
                        words=(
                            "Liebe Stadtwerker,",
                            "die junge Frau, die meinen Zähler getauscht hat, hat nebenbei vier Kisten Einmachgläser aus dem Keller geholt, die dort seit dem Tod meines Mannes standen.",
                            "Das stand gewiss nicht in ihrem Auftrag. Ein Glas Mirabellen ist für sie zurückgelegt.",
                            "Ihre Gudrun Ziegler",
                        ),
                        hue=42,
                    ),
                ),
            ),
            said(
                "deniz",
                "-4d 10:15",
                "Liebe Frau Ziegler, Ihr Brief hängt jetzt in unserer Küche. Frau Harms kommt die Mirabellen gern holen und bringt Ihnen dafür eine Glühbirne für die Kellertreppe mit, die war ihr zu dunkel.",
            ),
        ),
    ),
)
