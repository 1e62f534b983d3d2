"""Readers: hunts for old books, signed copies, scores, thanks, and a circular that came by itself."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

READERS = (
    Conversation(
        key="buchhaus-brief-kuehn",
        subject="Brief: das Buch mit dem blauen Pferd",
        customer="kuehn",
        team="buchhaus-laden",
        assigned="clara",
        state="answered",
        channel="post",
        labels=("suche",),
        messages=(
            heard(
                "-10d 11:00",
                "Brief, eine Seite. Frau Kühn (92) sucht ein Kinderbuch von etwa 1940, blaues Pferd auf dem Einband, Titel unbekannt. Ihre Schwester liest es ihr sonst aus dem Kopf vor, und die ist jetzt im Heim.",
                noted_by="clara",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="brief-kuehn.jpg",
                        words=(
                            "Sehr geehrtes Buchhaus,",
                            "als Kind besaß ich ein Buch, auf dessen Einband ein blaues Pferd über einen Zaun sieht. Es ging darin um einen Jungen, der nicht schlafen kann. Den Titel weiß ich nicht mehr.",
                            "Meine Schwester Trude konnte es auswendig. Sie ist nun im Heim und vergisst viel, aber wenn ich „blaues Pferd“ sage, lächelt sie.",
                            "Ich würde es ihr gern vorlesen. Der Preis spielt eine kleine Rolle.",
                            "Beatrix Kühn",
                        ),
                        hue=220,
                    ),
                ),
            ),
            noted(
                "clara",
                "-8d 14:15",
                "Gefunden! „Der Junge am Zaun“, 1938, ein Antiquariat in Görlitz. Rücken geklebt, 24 Euro. Der Händler gibt es für 12, nachdem ich ihm den Brief vorgelesen habe.",
            ),
            said(
                "clara",
                "-8d 15:00",
                "Liebe Frau Kühn, wir haben Ihr blaues Pferd gefunden. Das Buch heißt „Der Junge am Zaun“, der Rücken ist geklebt, das Pferd ist noch sehr blau. Es kostet 12 Euro. Wenn Sie es möchten, werfen Sie die beiliegende Karte ein, sie ist schon frankiert, und wir schicken es direkt zu Ihnen.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-signiert",
        subject="Signed copy from the reading on Thursday",
        customer="thornton",
        team="buchhaus-laden",
        assigned="rosalind",
        language="en",
        labels=("lesung",),
        messages=(
            heard(
                "-1d 18:10",
                """
                Dear Sirs,

                I understand Jorun Aldag reads at your shop on Thursday. Would it be possible to have a copy of "Die stille Werft" signed, with the date but without a dedication, and sent to London? I am happy to pay whatever it takes, including a coffee for whoever stands in the queue.
                """,
            ),
        ),
    ),
    Conversation(
        key="buchhaus-franzoesisch",
        subject="French edition?",
        customer="girard",
        team="buchhaus-laden",
        assigned="levin",
        state="closed",
        language="en",
        labels=("suche",),
        messages=(
            heard(
                "-13d 13:40",
                'Hi, do you have "Le Phare des autres" in French, not translated? I need it for a seminar and the library has one copy for thirty people. Théo',
            ),
            said(
                "levin",
                "-13d 14:05",
                "Hi Théo, not on the shelf, but our importer has eight. One can be here tomorrow at ten, 9.90 EUR. If the whole seminar needs it, tell me how many and I will bring them all at once, for 8.90 each.",
            ),
            heard("-12d 09:05", "Seven of us! You are a hero.", quote=True),
            said(
                "levin",
                "-12d 09:30",
                "Seven are ordered, under your name, so you may have to be the hero from here. They will be in the collection shelf by the door.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-noten",
        subject="Choir score, 32 copies, one missing page",
        customer="pritchard",
        team="buchhaus-versand",
        assigned="rosalind",
        state="answered",
        language="en",
        to="service@buchhaus-linden.example",
        labels=("umtausch",),
        messages=(
            heard(
                "-2d 22:15",
                "Hello. All 32 copies of the score lack page 17. It is the page where the tenors finally get the tune, and they suspect the sopranos. Concert is in two weeks. Owen Pritchard",
            ),
            said(
                "rosalind",
                "-1d 09:25",
                """
                Dear Owen,

                please tell the sopranos they are cleared: it is a printing fault in the whole run. The publisher is reprinting, which takes too long for you, so they have given us the page as a file and the right to copy it. It is attached to your order, print as many as you need.

                The new edition follows later, at no cost, and you keep the old copies.
                """,
            ),
        ),
    ),
    Conversation(
        key="buchhaus-lob-levin",
        subject="The book your colleague talked me out of",
        customer="thornton",
        team="buchhaus-laden",
        assigned="clara",
        state="closed",
        language="en",
        labels=("lob",),
        messages=(
            heard(
                "-18d 15:30",
                "Dear Sirs, in September a young man in your shop, Mr Brückner I believe, talked me OUT of a book at 80 EUR and into one at 14. It was the best thing I read this year. I should like him to know.",
            ),
            said(
                "clara",
                "-18d 16:10",
                "Thank you, Mr Thornton! We'll read this out at lunch, and he will pretend not to be there. He asks whether you have tried the author's letters yet. They are 12 EUR.",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-rundbrief",
        subject="[Rundbrief] Schaufenster-Ideen für den Advent",
        customer="rundbrief",
        team="buchhaus-laden",
        state="open",
        messages=(
            heard(
                "-1d 07:30",
                """
                Liebe Kolleginnen und Kollegen,

                diesmal im Rundbrief: Schaufenster aus Altpapier, die längste Leiter der Welt (Buchladen Möwe, Husum) und die Frage, wer noch Lametta hat.

                Fotos bitte an rundbrief@buchlaeden-verbund.example.

                _______________________________________________
                Sie bekommen diese Nachricht, weil Sie auf dem Verteiler stehen. Abmelden: rundbrief-abmelden@buchlaeden-verbund.example
                """,
                oddity="list",
            ),
        ),
    ),
    Conversation(
        key="buchhaus-lesekreis",
        subject="Zwölf Frauen suchen ein Buch",
        customer="lamprecht",
        team="buchhaus-laden",
        assigned="levin",
        state="closed",
        channel="counter",
        labels=("lesung",),
        messages=(
            heard(
                "-25d 17:05",
                "Frau Lamprecht vom Lesekreis sucht zwölf Exemplare, „etwas mit Streit, aber kein Mord“. Empfohlen: „Drei Schwestern, vier Meinungen“. Bestellt, Abholung Freitag.",
                noted_by="levin",
            ),
            noted(
                "levin",
                "-22d 16:30",
                "Alle zwölf abgeholt. Frau Lamprecht lädt Levin ein, beim Streit dabei zu sein.",
            ),
        ),
    ),
)
