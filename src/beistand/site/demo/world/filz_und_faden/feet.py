"""Feet: sizes, seams, washing, and what cats and children make of it."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

FEET = (
    Conversation(
        key="filz-zwei-groessen",
        subject="My left foot is a 39, my right a 40",
        customer="bloom",
        team="filz-laden",
        assigned="oliver",
        state="closed",
        language="en",
        labels=("groesse",),
        messages=(
            heard(
                "-14d 11:25",
                "Hello, all my life I have bought two pairs and thrown away two shoes. Your page doesn't let me pick two sizes. Is there any point in asking?\n\nHarriet",
            ),
            said(
                "oliver",
                "-14d 11:50",
                "Hello Harriet, every point. We sew them one at a time, so a 39 and a 40 make a perfectly good pair, at the same price. Tell me the colours and they go on the bench. I've asked for two boxes to tick on the page as well, you won't be the only one.",
            ),
            heard(
                "-6d 10:10",
                "They have come. I walked up and down the hall like a queen. Nothing slips. Thank you, Oliver.",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-sechzig-grad",
        subject="I washed them at 60. They now fit my daughter's doll.",
        customer="odowd",
        team="filz-laden",
        assigned="oliver",
        language="en",
        labels=("reparatur",),
        messages=(
            heard(
                "-1d 08:40",
                "Entirely my own fault and I am only writing for sympathy. Size 43 on Monday, size 31 today. See photo, with the doll. Can felt be un-felted?\n\nKevin",
                attachments=(Drawing(kind="slipper", name="tiny.jpg", words=("43, formerly",), hue=200),),
            ),
            said(
                "oliver",
                "-1d 09:30",
                "Dear Kevin, you have all our sympathy, and the doll looks delighted. Felt can't go back, sadly. But the soles can: send us the two little ones, we take the soles off and sew new felt on, for 24 EUR instead of 64. Would you like the same blue?",
            ),
            heard("-83m", "Same blue please. Do I pay the postage, and may the doll keep one?", quote=True),
        ),
    ),
    Conversation(
        key="filz-fusseln",
        subject="Fusseln ohne Ende",
        customer="zielinski",
        team="filz-laden",
        assigned="nele",
        state="answered",
        labels=("rueckgabe",),
        messages=(
            heard(
                "-2d 17:05",
                "Guten Tag, nach zwei Wochen fusseln die Schuhe so, dass meine schwarzen Socken grau sind (Foto). Bei dem Preis hatte ich anderes erwartet.",
                attachments=(Drawing(kind="slipper", name="fusseln.jpg", hue=30),),
            ),
            said(
                "nele",
                "-1d 09:20",
                """
                Guten Tag, Herr Zieliński,

                nach zwei Wochen sollte das vorbei sein, da haben Sie recht. Auf dem Foto sieht der Filz innen offen aus, das ist ein Fehler in dieser Rolle.

                Sie bekommen ein neues Paar aus einer anderen Rolle. Wieder Graphit, oder lieber eine Farbe? Die alten behalten Sie bitte bis dahin, damit Sie keine kalten Füße bekommen.
                """,
            ),
        ),
    ),
    Conversation(
        key="filz-naht-basel",
        subject="Naht aufgegangen, Atelier Basel",
        customer="kopp",
        team="filz-atelier",
        assigned="urs",
        state="snoozed",
        until="+1d 14:00",
        channel="counter",
        labels=("reparatur",),
        messages=(
            heard(
                "-1d 10:15",
                "Frau Kopp war im Atelier. Linke Naht vorne offen, Paar ist sechs Jahre alt und sonst tadellos. Sie wartet nicht, kommt wieder vorbei und bringt Gipfeli mit.",
                noted_by="urs",
                attachments=(
                    Drawing(kind="slipper", name="kopp-links.jpg", words=("Naht links vorne",), hue=352),
                ),
            ),
            noted(
                "urs",
                "-1d 11:00",
                "Neu genäht mit Leinenfaden, rechts gleich mitgemacht. Liegt im Regal unter K. Kostet nichts, wir haben sie ja auch genäht.",
            ),
        ),
    ),
    Conversation(
        key="filz-brief-mats",
        subject="Brief: ein Bild von Mats",
        customer="marquardt",
        team="filz-laden",
        assigned="nele",
        state="closed",
        channel="post",
        labels=("lob",),
        messages=(
            heard(
                "-9d 09:30",
                "Umschlag mit einem Bild: Haus, Sonne, zwei Menschen, einer davon in sehr großen Schuhen. Hinten steht: „Die roten sind die besten. Mats, 6“.",
                noted_by="nele",
                attachments=(
                    Drawing(
                        kind="crayon", name="bild-von-mats.png", words=("DIE ROTEN SIND DIE BESTN",), hue=4
                    ),
                ),
            ),
            said(
                "nele",
                "-9d 11:00",
                "Lieber Mats, liebe Frau Marquardt, das Bild hängt über der Nähmaschine, auf der die roten genäht wurden. Anbei ein Stück roter Filz zum Basteln. Wer ist denn der mit den großen Schuhen?",
                channel="post",
            ),
        ),
    ),
    Conversation(
        key="filz-katze",
        subject="Pamuk hat ein Paar übernommen",
        customer="sahin",
        team="filz-laden",
        assigned="nele",
        state="closed",
        labels=("lob",),
        messages=(
            heard(
                "-4d 21:15",
                "Hallo, ich wollte nur zeigen, wem die Schuhe jetzt gehören (Foto). Ich brauche also ein zweites Paar. Haben Sie eins, das für Katzen weniger interessant ist?\n\nRüya Şahin",
                attachments=(Drawing(kind="cat", name="pamuk.jpg", words=("Pamuk",), hue=20),),
            ),
            said(
                "nele",
                "-3d 09:15",
                "Danke, Frau Şahin! Pamuk hängt jetzt ausgedruckt in der Nähstube. Weniger interessant ist für Katzen der Filz mit Leinen innen, sagt unsere Erfahrung mit vier Katzen. Falls sie auch das zweite Paar nimmt, tauschen wir es in den nächsten 365 Tagen gegen etwas anderes.",
            ),
            heard("-3d 12:00", "Leinen ist bestellt. Die Wette gilt.", quote=True),
        ),
    ),
    Conversation(
        key="filz-ruecksendung-en",
        subject="Wrong blue, and I have lost the slip",
        customer="ellery",
        team="filz-versand",
        assigned="samir",
        state="closed",
        language="en",
        labels=("rueckgabe",),
        messages=(
            heard(
                "-3d 10:40",
                "Good morning. Every winter I buy the blue ones. This winter's blue is not last winter's blue. My wife says I am imagining it. I have lost the return slip. What now?",
            ),
            said(
                "samir",
                "-3d 11:15",
                """
                Good morning Mr Ellery,

                you are not imagining it: the dyer changed in August, and the new blue is a touch greener. You may tell your wife that we said so.

                You don't need the slip. Put them in any box with your name on it, the label is attached to your order. We have nine metres of last winter's blue left, and a pair of it is on the bench for you now.
                """,
            ),
            heard(
                "-2d 09:00",
                "Vindicated. Thank you. Please keep the nine metres for me until 2035.",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="filz-groesse-47",
        subject="Größe 47 mit hohem Spann",
        customer="zielinski",
        team="filz-laden",
        assigned="ada",
        state="closed",
        channel="form",
        labels=("groesse",),
        messages=(
            heard(
                "-30d 13:20",
                "Guten Tag, mein Fuß ist 302 mm lang und der Spann hoch. 47 oder 48? Bisher hat noch kein Hausschuh gepasst.",
                proof="none",
            ),
            said(
                "ada",
                "-30d 14:00",
                "Guten Tag, Herr Zieliński, 47, aber mit einem Keil von einem Zentimeter über dem Spann. Den nähen wir ein, das kostet nichts extra. Drückt er trotzdem, schicken Sie das Paar zurück und wir machen den Keil breiter.",
                channel="email",
            ),
            heard("-22d 08:40", "Passt. Zum ersten Mal im Leben.", channel="email", quote=True),
        ),
    ),
    Conversation(
        key="filz-sohle-en",
        subject="Are the soles loud on parquet?",
        customer="bloom",
        team="filz-laden",
        language="en",
        messages=(
            heard(
                "-24m",
                "Hello again! My downstairs neighbour hears everything. Which of your soles is the quietest, rubber or felt? She has asked me to ask.\n\nHarriet",
            ),
        ),
    ),
)
