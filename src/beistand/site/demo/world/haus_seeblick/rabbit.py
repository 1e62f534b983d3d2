"""One long thread: a plush rabbit that missed its train."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

RABBIT = (
    Conversation(
        key="seeblick-hase-emil",
        subject="Hase vergessen, Zimmer 21. Sehr dringend.",
        customer="brenninger",
        team="seeblick-empfang",
        assigned="pawel",
        labels=("fundsache",),
        messages=(
            heard(
                "-3d 14:10",
                """
                Hallo,

                wir sitzen im Zug und Ida hat gerade gemerkt, dass Emil fehlt. Emil ist ein Stoffhase, graublau, ein Ohr hängt. Er müsste im Bett liegen oder darunter. Hier wird sehr geweint. Bitte sehen Sie sofort nach!

                Sophie Brenninger
                """,
            ),
            said(
                "pawel",
                "-3d 14:22",
                "Liebe Frau Brenninger, ich bin gerade in Zimmer 21 gewesen: nicht im Bett, nicht darunter. Die Bettwäsche ist schon auf dem Weg in den Keller. Ich laufe hinterher.",
            ),
            heard("-3d 14:25", "Danke!! Wir haben noch 20 Minuten Netz.", quote=True),
            said(
                "pawel",
                "-3d 14:38",
                """
                Emil ist da. Er saß im Wäschewagen zwischen zwei Kopfkissen und hat die Fahrt gut überstanden. Ein Foto für Ida hängt an.

                Er schläft heute bei uns am Empfang. Wohin darf ich ihn schicken?
                """,
                attachments=(Drawing(kind="rabbit", name="emil.jpg", words=("Emil, 14:35 Uhr",), hue=210),),
            ),
            heard(
                "-3d 14:41",
                "Ida lacht wieder, der halbe Waggon auch. Wir sind bis morgen bei der Oma in Kassel, danach zu Hause. Was geht schneller?",
                quote=True,
            ),
            said(
                "pawel",
                "-3d 15:05",
                "Nach Hause, mit dem Paket von heute Abend. Die Adresse habe ich aus Ihrer Buchung. Eine Frage noch: Was isst Emil zum Frühstück? Er soll ja nichts vermissen.",
            ),
            heard("-3d 15:20", "Ida sagt: Möhren und ein bisschen Kakao.", quote=True),
            noted(
                "pawel",
                "-3d 17:30",
                "Emil fotografiert: mit Möhre am Frühstück, mit Sonnenbrille auf dem Steg, mit Schlüssel von 21. Fotos ins Paket gelegt, Porto geht auf uns.",
            ),
            said(
                "pawel",
                "-3d 17:45",
                "Emil ist unterwegs, in einem Karton mit Luftlöchern. Er hat ein kleines Reisetagebuch dabei. Möhre und Kakao hat er bekommen, den Kakao habe ich ihm abgenommen.",
            ),
            heard(
                "-2d 18:02",
                "Noch nicht da, Ida steht am Fenster. Wann kommt denn das Paket normalerweise?",
                quote=True,
            ),
            said(
                "pawel",
                "-2d 18:15",
                "Heute früh um 6 war er laut Nummer in Fulda. Das ist eine Nacht von Ihnen entfernt. Auf der Karte unter der Paketnummer kann Ida mitreisen: FF 0048 2013.",
            ),
            heard(
                "-44m",
                """
                EMIL IST DA. Das Tagebuch wurde schon viermal vorgelesen. Ida hat Ihnen etwas gemalt, hängt an. Darf sie den Mann vom Hotel einmal anrufen und Danke sagen? Sie besteht darauf.
                """,
                quote=True,
                attachments=(
                    Drawing(
                        kind="crayon",
                        name="fuer-den-mann-vom-hotel.png",
                        words=("FÜR DEN MAN FOM HOTEL",),
                        hue=196,
                    ),
                ),
            ),
        ),
    ),
)
