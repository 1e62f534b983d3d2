"""One long thread: a van whose update does not want to end."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

UPDATE = (
    Conversation(
        key="auenfeld-update",
        subject="Transporter OF-FB 31 hängt im Update",
        customer="brandt",
        team="auenfeld-hilfe",
        assigned="jonas",
        labels=("software", "werkstatt"),
        messages=(
            heard(
                "-5d 06:12",
                """
                Moin,

                Wagen 3 zeigt seit gestern Abend „Aktualisierung 71 %“ und fährt nicht. Um 7 muss ich auf der Baustelle sein, hinten liegen 400 Kilo Kleber. Was soll ich machen?

                Brandt
                """,
                attachments=(
                    Drawing(
                        kind="dashboard",
                        name="wagen3.jpg",
                        words=("Aktualisierung 71 %", "Bitte warten"),
                        hue=200,
                    ),
                ),
            ),
            said(
                "jonas",
                "-5d 06:31",
                """
                Guten Morgen, Herr Brandt,

                bitte halten Sie im Stand die beiden linken Lenkradtasten 20 Sekunden gedrückt, bis der Bildschirm dunkel wird. Danach startet der Wagen mit dem alten Stand und fährt. Das Update holen wir nach, wenn Sie ihn nicht brauchen.
                """,
            ),
            heard("-5d 06:44", "Läuft wieder. Aber die Rückfahrkamera ist jetzt schwarz.", quote=True),
            said(
                "jonas",
                "-5d 07:02",
                """
                Gut, dass er fährt. Die Kamera hängt am neuen Teil der Software, der noch fehlt. Die Piepser hinten gehen weiter, bitte verlassen Sie sich heute auf Spiegel und Piepser. Wann steht der Wagen zwei Stunden am Stück, mit Netz?
                """,
            ),
            heard("-5d 12:20", "Heute ab 17 Uhr auf dem Hof, da hab ich WLAN.", quote=True),
            said(
                "jonas",
                "-5d 12:41",
                "Dann stoße ich es um 17:15 an. Sie müssen nichts drücken, nur bitte bis 19 Uhr nicht einsteigen. Ich sehe von hier, wie weit es ist.",
            ),
            noted(
                "jonas",
                "-5d 18:22",
                "Bleibt wieder bei 71 % stehen. Das Steuergerät der Kamera meldet sich nicht. @Matthias, hast du so eins in Frankfurt liegen?",
            ),
            noted("ott", "-4d 08:05", "Ja, eins da. Einbau 40 Minuten, geht bei ihm auf dem Hof."),
            said(
                "jonas",
                "-4d 08:20",
                """
                Herr Brandt, es liegt nicht am WLAN und nicht an Ihnen: Das Steuergerät der Kamera antwortet nicht mehr. Herr Ott hat eines in Frankfurt und kommt damit zu Ihnen auf den Hof, damit Sie keinen halben Tag verlieren. Passt morgen früh um 6 oder heute nach Feierabend besser?
                """,
            ),
            heard("-4d 08:33", "Heute 17:30. Kaffee steht bereit.", quote=True),
            noted(
                "ott",
                "-3d 07:55",
                "Getauscht, Update durch, Kamera scharf. Herr Brandt war zufrieden, der Kaffee war stark.",
            ),
            said(
                "jonas",
                "-3d 08:30",
                "Guten Morgen, Herr Brandt, Wagen 3 ist auf dem neuen Stand und die Kamera geht wieder. Das Gerät läuft auf Garantie, eine Rechnung gibt es nicht. Fährt heute alles, wie es soll?",
            ),
            heard(
                "-94m",
                """
                Wagen 3 top. Jetzt fragt Wagen 1 nach demselben Update. Traue mich nicht, auf Ja zu drücken. Soll ich?
                """,
                quote=True,
            ),
        ),
    ),
)
