"""One long thread: an office where everybody takes their shoes off."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

FORTY_PAIRS = (
    Conversation(
        key="filz-vierzig-paar",
        subject="40 Paar für ein Büro ohne Schuhe",
        customer="novakova",
        team="filz-laden",
        assigned="ada",
        labels=("groesse", "wunschfarbe"),
        messages=(
            heard(
                "-11d 09:50",
                """
                Guten Tag,

                wir ziehen im Januar in ein Büro mit geöltem Eichenboden und wollen ab da ohne Straßenschuhe arbeiten. Wir sind 40, zwischen Größe 35 und 47. Alle in einem Grau, aber jede Sohle in einer anderen Farbe, damit man seine findet. Geht das, und was kostet es?
                """,
            ),
            said(
                "ada",
                "-11d 11:30",
                """
                Guten Tag, Frau Nováková,

                das geht, und es wird schön. Ein Haken: Wir haben 22 Sohlenfarben, nicht 40. Mein Vorschlag: 20 Farben, jede zweimal, einmal mit heller und einmal mit dunkler Naht.

                Je Paar 52 statt 64 Euro, zusammen 2.080 Euro. Genäht ist das in etwa drei Wochen. Wollen Sie vorher ein Paar zum Anfassen?
                """,
            ),
            heard(
                "-11d 13:10",
                "Helle und dunkle Naht ist klug. Ja, bitte ein Paar in 39 zum Anfassen, Sohle Senf.",
                quote=True,
            ),
            said(
                "ada",
                "-11d 13:25",
                "Senf in 39 geht heute mit der Post zu Ihnen und darf bleiben, egal wie Sie sich entscheiden.",
            ),
            heard(
                "-8d 10:15",
                "Ist da und wird nicht mehr ausgezogen. Wir nehmen 40. Wie sammeln wir die Größen ein, ohne dass ich zwei Wochen hinter allen herlaufe?",
                quote=True,
            ),
            said(
                "ada",
                "-8d 10:40",
                "Ich schicke Ihnen eine Papierschablone als Datei: ausdrucken, draufstellen, Zahl ablesen. Hängen Sie sie neben die Kaffeemaschine, mit einer Liste und einem Stift. In drei Tagen ist die Liste voll, das klappt immer.",
            ),
            heard(
                "-5d 16:55",
                "In zwei Tagen! Liste hängt an. Zwei Leute haben verschieden große Füße, steht dabei.",
                quote=True,
            ),
            noted(
                "ada",
                "-5d 17:20",
                "Liste geprüft: 38 Paare glatt, zwei gemischt (38/39 und 43/44). Mischen kostet uns nichts, wir nähen ja selbst. Urs, bitte die gemischten zuerst.",
            ),
            noted("urs", "-4d 09:10", "Mach ich. 43/44 nehme ich vom Leisten für breite Füsse."),
            said(
                "ada",
                "-4d 10:00",
                "Die Liste ist vollständig, danke. Die beiden mit verschiedenen Füßen bekommen gemischte Paare zum selben Preis. Einen Namen brauche ich noch: An wen darf die Rechnung gehen?",
            ),
            heard(
                "-3d 09:30",
                "An mich, Studio Nováková, dieselbe Anschrift. Dürfen wir in Raten zahlen, Hälfte jetzt, Hälfte bei Lieferung?",
                quote=True,
            ),
            said(
                "ada",
                "-3d 09:45",
                "Natürlich. Die erste Rechnung über 1.040 Euro hängt an der Bestellung, die zweite liegt im Paket. Als Nächstes färben wir die Sohlen.",
            ),
            heard(
                "-125m",
                """
                Kleine Katastrophe: Wir haben gerade drei Leute eingestellt. 36, 42 und 45. Sind noch drei Farben übrig, oder müssen die Neuen barfuß gehen?
                """,
                quote=True,
                attachments=(
                    Drawing(kind="slipper", name="senf-39.jpg", words=("Senf 39 bei der Arbeit",), hue=48),
                ),
            ),
        ),
    ),
)
