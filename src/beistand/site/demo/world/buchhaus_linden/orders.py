"""Orders by the dozen, and one customer who comes by mail, over the counter and by post."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

ORDERS = (
    Conversation(
        key="buchhaus-kita",
        subject="24 Bilderbücher für die Kita",
        customer="sonnenhuegel",
        team="buchhaus-laden",
        assigned="levin",
        labels=("schule",),
        messages=(
            heard(
                "-8d 10:20",
                """
                Guten Tag,

                wir suchen 24 Exemplare eines Bilderbuchs, eines für jedes Vorschulkind zum Abschied. Thema Mut, aber ohne Drachen, die hatten wir letztes Jahr. Bis 12 Euro je Buch. Haben Sie eine Idee?
                """,
            ),
            said(
                "levin",
                "-8d 11:45",
                """
                Guten Tag, Frau Petersen,

                drei Ideen ohne Drachen:
                „Lotta springt nicht“, ein Mädchen auf dem Dreimeterbrett, das wieder hinunterklettert, und das ist das Mutige daran (11 Euro).
                „Der kleine Bagger sagt Nein“ (12 Euro).
                „Nachts im Flur“, fast ohne Worte, sehr lustig (10 Euro).

                Ich lege Ihnen von jedem eines zurück. Zeigen Sie sie ruhig den Kindern, bevor Sie sich entscheiden.
                """,
            ),
            heard(
                "-7d 08:15",
                "Die Kinder haben abgestimmt: Bagger 13, Lotta 11, Flur 0 (zu gruselig, sagt Emil). Geht auch gemischt?",
                quote=True,
            ),
            said(
                "levin",
                "-7d 09:10",
                "Natürlich: 13 Bagger, 11 Lotta. Der Bagger kostet wie Lotta 11 Euro, wenn ich alle zusammen bestelle, macht 264 Euro. Rechnung wie letztes Jahr an den Träger?",
            ),
            heard(
                "-7d 12:00",
                "Ja bitte. Und könnten vorne die Namen hinein? Wir haben so unleserliche Schriften.",
                quote=True,
            ),
            said(
                "levin",
                "-7d 13:25",
                "Das macht unsere Auszubildende Noor, sie hat die schönste Schrift im Haus. Schicken Sie mir die 24 Namen, am liebsten mit dem Buch dahinter.",
            ),
            heard(
                "-6d 07:55",
                """
                Bagger: Emil, Jonte, Aras, Mia K., Mia S., Paweł, Nele, Tarik, Ida, Ben, Lou, Yara, Oskar
                Lotta: Frieda, Anouk, Samuel, Ella, Davit, Carla, Hugo, Leyla, Tom, Marta, Juna
                """,
                quote=True,
            ),
            noted(
                "levin",
                "-6d 09:00",
                "Noor, bitte Paweł mit ł und Davit mit t am Ende. Bitte mit Bleistift vorzeichnen.",
            ),
            said(
                "levin",
                "-5d 15:30",
                "Alle 24 sind beschriftet und liegen in zwei Kisten im Laden. Soll der Kurier sie bringen, oder holen Sie sie ab? Beides kostet nichts.",
            ),
            heard(
                "-2d 10:05",
                "Bringen bitte, aber nicht zwischen 12 und 14 Uhr, da schlafen die Kleinen.",
                quote=True,
            ),
            said(
                "levin",
                "-2d 10:30",
                "Dann klingelt Toni am nächsten Öffnungstag um 9. Die Kisten sind unbeschriftet, damit es eine Überraschung bleibt.",
            ),
            heard(
                "-33m",
                """
                Die Kisten sind da, wunderschön! Nur: Aus Jonte ist Jonté geworden. Er findet es super, seine Mutter weniger. Lässt sich das retten?
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="buchhaus-achterberg-code",
        subject="Online nachgelesen, im Laden weiter",
        customer="achterberg",
        team="buchhaus-laden",
        assigned="levin",
        state="answered",
        channel="counter",
        labels=("suche",),
        messages=(
            heard(
                "-5d 16:10",
                "Frau Achterberg kam mit ihrem Code in den Laden (Linde, Berger Straße). Sie hat online drei Bücher über Moore verglichen und will wissen, welches davon nicht langweilt. Hat zwei angelesen, beide hiergelassen.",
                noted_by="levin",
            ),
            said(
                "levin",
                "-5d 17:00",
                "Frau Achterberg, ich habe noch einmal nachgesehen: Das Buch, das ich meinte, heißt „Unter dem Torf“ und liegt ab morgen für Sie im Abholfach. Wenn es Sie nach dreißig Seiten langweilt, tauschen wir es.",
                channel="email",
            ),
            heard(
                "-3d 21:30",
                "Seite 30 ist vorbei, ich bin auf 210. Sie hatten recht, und ich sage das nicht oft. Gibt es von der Autorin noch etwas?",
                channel="email",
                quote=True,
            ),
            said(
                "levin",
                "-2d 09:15",
                "Eines: „Salz und Sumpf“, seit Jahren vergriffen. Ich frage bei vier Antiquariaten nach und nenne Ihnen Zustand und Preis, bevor ich etwas kaufe.",
                channel="email",
            ),
            heard(
                "-1d 10:40",
                "Brief, eine Seite: Frau Achterberg schickt eine Karte aus dem Moor und eine Liste, was sie schon besitzt, damit nichts doppelt kommt.",
                channel="post",
                noted_by="anahit",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="liste-achterberg.jpg",
                        words=(
                            "Lieber Herr Brückner,",
                            "damit Sie nicht suchen, was schon bei mir steht: „Das schwarze Wasser“, „Libellenjahre“, „Ein Haus aus Schilf“.",
                            "Die Karte ist von der Wanderung, zu der mich das Buch verführt hat. Nasse Füße inklusive.",
                            "M. Achterberg",
                        ),
                        hue=140,
                    ),
                ),
            ),
            said(
                "levin",
                "-1d 12:00",
                "Danke für die Karte, Frau Achterberg! Sie steht neben der Kasse. Ein Antiquariat hat „Salz und Sumpf“, Umschlag leicht gebräunt, 19 Euro. Nehmen oder weitersuchen?",
                channel="email",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-achterberg-mail",
        subject="Öffnungszeiten am Heiligabend",
        customer="achterberg",
        team="buchhaus-laden",
        assigned="clara",
        state="closed",
        messages=(
            heard(
                "-40d 18:30",
                "Guten Abend, haben Sie am 24. Dezember auf? Ich plane gern früh und kaufe gern spät.\n\nM. Achterberg",
            ),
            said(
                "clara",
                "-39d 09:30",
                "Guten Morgen, Frau Achterberg, ja, bis 13 Uhr, alle drei Läden. Ab 12 Uhr gibt es Punsch für alle, die noch suchen.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-umtausch",
        subject="Umtausch ohne Bon",
        customer="hollmann-laden",
        team="buchhaus-laden",
        assigned="clara",
        state="closed",
        channel="counter",
        labels=("umtausch",),
        messages=(
            heard(
                "-4d 17:20",
                "Herr Hollmann bringt ein Kochbuch zurück, doppelt geschenkt bekommen, nicht bei uns gekauft, kein Bon. Getauscht gegen zwei Krimis, 1,50 Euro draufgezahlt. Dauer: eine Minute.",
                noted_by="clara",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-gutschein",
        subject="Gutschein von 2014",
        customer="lamprecht",
        team="buchhaus-laden",
        assigned="levin",
        state="answered",
        labels=("gutschein",),
        messages=(
            heard(
                "-3d 10:50",
                """
                Guten Tag,

                beim Aufräumen fand ich einen Gutschein Ihres Hauses über 50 DM. Nein, Euro, aber von 2014, und darauf steht „gültig drei Jahre“. Ich schäme mich fast zu fragen.

                Dorothea Lamprecht
                """,
                attachments=(
                    Drawing(
                        kind="receipt",
                        name="gutschein.jpg",
                        words=("Buchhaus Linden", "Gutschein|50,00", "Nr. 1174|", "gültig 3 Jahre|2014"),
                        hue=352,
                    ),
                ),
            ),
            said(
                "levin",
                "-3d 11:20",
                "Guten Tag, Frau Lamprecht, schämen müssen sich höchstens wir für das Datum. Gutscheine laufen bei uns nicht ab, die 50 Euro sind eben neu eingebucht. Sie können sie im Laden ausgeben oder mir schreiben, was Sie möchten.",
            ),
        ),
    ),
)
