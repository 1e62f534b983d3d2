"""Guests in the house: chargers, noise, dinner, thanks."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

GUESTS = (
    Conversation(
        key="seeblick-ladegeraet",
        subject="Ladegerät vergessen, Zimmer 12",
        customer="celik",
        team="seeblick-empfang",
        assigned="mireille",
        state="closed",
        channel="counter",
        messages=(
            heard(
                "-2d 07:10",
                "Herr Çelik steht am Empfang, Ladegerät für den Laptop vergessen, Vortrag um 9. Unser Leihgerät passt nicht. Im Laden am Hafen für 27 Euro geholt, er darf es behalten.",
                noted_by="mireille",
            ),
            noted(
                "mireille",
                "-2d 07:35",
                "Unter 30 Euro, Geste ist notiert. Er wollte zahlen, ich habe Nein gesagt.",
            ),
            heard(
                "-1d 12:00",
                "Vortrag lief, Akku 100 %. Ich werde das Gerät in Ehren halten und das nächste Mal trotzdem vergessen.",
                channel="email",
            ),
            said(
                "mireille",
                "-1d 12:20",
                "Das dachten wir uns, Herr Çelik. Hier liegt jetzt eines mit Ihrem Namen in der Schublade.",
                channel="email",
            ),
        ),
    ),
    Conversation(
        key="seeblick-laerm",
        subject="Room 9 is above the kitchen. Was this a joke?",
        customer="penrose",
        team="seeblick-empfang",
        assigned="mireille",
        state="closed",
        language="en",
        messages=(
            heard(
                "-11d 05:52",
                'It is ten to six. Somebody below me is throwing pots. I wrote "quiet room please" TWICE when I booked. I have not slept since four and I have a long drive. What are you going to do about it?\n\nCharlotte Penrose, room 9',
            ),
            said(
                "mireille",
                "-11d 07:02",
                """
                Dear Ms Penrose,

                you did write it twice, and we overlooked it twice. I am sorry about your night.

                Room 31 under the roof is free and silent, please use it until two o'clock so that you can sleep before you drive. Breakfast comes up to you whenever you wake. The night is on us, your card has been refunded.
                """,
            ),
            heard(
                "-11d 14:20",
                "I slept until one. Thank you. The room under the roof is lovely, why don't you tell people about it?",
                quote=True,
            ),
            said(
                "mireille",
                "-11d 15:05",
                'Thank you. Because then it would not be silent. It is noted with your name now: "room 31, or something just as quiet". Safe journey.',
            ),
        ),
    ),
    Conversation(
        key="seeblick-zoeliakie",
        subject="Abendessen ohne Gluten, vier Personen",
        customer="lis",
        team="seeblick-empfang",
        assigned="samir",
        state="answered",
        channel="form",
        labels=("kueche",),
        messages=(
            heard(
                "-2d 16:45",
                "Guten Tag, wir kommen am Wochenende zu viert. Ich habe Zöliakie, also wirklich kein Krümel. Gibt es wieder die Forelle? Und kann meine Tochter ein normales Dessert bekommen, ohne dass es neben meinem steht?",
                proof="none",
            ),
            said(
                "samir",
                "-2d 17:30",
                """
                Guten Tag, Frau Lis,

                die Küche weiß Bescheid: Forelle ja, in eigener Pfanne, und Ihr Brot backt Herr Amann am Morgen, bevor das Mehl auf den Tisch kommt. Das Dessert für Ihre Tochter kommt auf einem eigenen Tablett.

                Einen Tisch am Fenster habe ich für 19 Uhr aufgeschrieben. Passt das, oder essen Sie mit Kindern lieber früher?
                """,
                channel="email",
            ),
        ),
    ),
    Conversation(
        key="seeblick-spaet",
        subject="We arrive at one in the morning",
        customer="dahl",
        team="seeblick-empfang",
        channel="form",
        language="en",
        labels=("zugang",),
        messages=(
            heard(
                "-28m",
                "Hello, my train from Aarhus is late and I will be with you around 01:00 tonight. I use a wheelchair. Is the side door the one with the two steps? And is somebody awake?\n\nKirsten Dahl",
                proof="none",
            ),
        ),
    ),
    Conversation(
        key="seeblick-zugang",
        subject="Wheelchair: how wide is the bathroom door, really?",
        customer="dahl",
        team="seeblick-telefon",
        assigned="johanna",
        state="closed",
        language="en",
        to="service@haus-seeblick.example",
        labels=("zugang", "buchung"),
        messages=(
            heard(
                "-21d 10:30",
                'Hello, your page says "accessible". In my experience that can mean anything from perfect to a ramp made of hope. My chair is 68 cm wide and I need 150 cm to turn. Could somebody measure?',
            ),
            said(
                "johanna",
                "-21d 12:15",
                """
                Dear Ms Dahl,

                "a ramp made of hope" is going on our wall. A colleague has been round room 4 with a tape:

                bathroom door 94 cm, turning space 162 cm, bed 51 cm high with room underneath for a lift, shower without any edge, mirror down to 90 cm. The way to breakfast has one bump of 2 cm at the terrace door, and we will put the mat there.

                If a figure is missing, tell me which and we will measure it today.
                """,
            ),
            heard(
                "-21d 13:40",
                "These are the most beautiful figures I have read this year. I'd like room 4, please.",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="seeblick-karte-moosbrugger",
        subject="Karte: der 41. Hochzeitstag",
        customer="moosbrugger",
        team="seeblick-empfang",
        assigned="samir",
        state="closed",
        channel="post",
        labels=("lob",),
        messages=(
            heard(
                "-14d 10:10",
                "Karte, eingescannt. Frau Moosbrugger bedankt sich, dass der Tisch für zwei gedeckt war, obwohl sie zum ersten Mal allein kam.",
                noted_by="samir",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="karte-moosbrugger.jpg",
                        words=(
                            "Liebes Haus Seeblick,",
                            "vierzig Jahre waren wir zu zweit bei Ihnen. Dieses Jahr kam ich allein und hatte Angst vor dem Tisch am Fenster.",
                            "Sie hatten für zwei gedeckt und ein Glas eingeschenkt, ohne ein Wort. Das war genau richtig. Ich komme wieder.",
                            "Ihre Gertraud Moosbrugger",
                        ),
                        hue=196,
                    ),
                ),
            ),
            said(
                "samir",
                "-14d 11:30",
                "Liebe Frau Moosbrugger, Ihre Karte haben wir heute Mittag gemeinsam gelesen, und dann war es eine Weile still. Der Tisch am Fenster ist am 8. Juni wieder Ihrer, Sie brauchen nichts zu tun.",
            ),
        ),
    ),
    Conversation(
        key="seeblick-anreise-musiker",
        subject="Ruhe bis Mittag?",
        customer="gevorgyan",
        team="seeblick-empfang",
        state="open",
        messages=(
            heard(
                "-1d 16:30",
                "Hallo, ich spiele übermorgen im Kulturhaus und bin nie vor 2 Uhr im Bett. Geht es, dass niemand vor 12 klopft und es um 13 Uhr noch irgendwas wie Frühstück gibt? Zahle gern extra.\n\nVahan",
            ),
        ),
    ),
    Conversation(
        key="seeblick-rechnung",
        subject="Rechnung bitte auf die Praxis",
        customer="sander",
        team="seeblick-telefon",
        assigned="florian",
        state="closed",
        to="service@haus-seeblick.example",
        labels=("buchung",),
        messages=(
            heard(
                "-5d 11:15",
                "Sehr geehrte Damen und Herren,\n\ndie Rechnung lautet auf mich privat, ich brauche sie auf die Gemeinschaftspraxis, mit deren Anschrift. Das Steuerbüro ist streng.",
                attachments=(
                    Drawing(
                        kind="receipt",
                        name="rechnung.jpg",
                        words=(
                            "Haus Seeblick",
                            "2 Nächte EZ|198,00",
                            "Frühstück 2x|32,00",
                            "Kurtaxe|5,60",
                            "Summe|235,60",
                        ),
                        hue=196,
                    ),
                ),
            ),
            said(
                "florian",
                "-5d 11:40",
                "Sehr geehrter Herr Dr. Sander, die neue Rechnung hängt an Ihrer Buchung, ausgestellt auf die Gemeinschaftspraxis am Markt. Die alte ist storniert, damit Ihr Steuerbüro nur eine findet. Das Frühstück habe ich getrennt ausgewiesen, das wird meist verlangt.",
            ),
            heard("-5d 13:05", "Das mit dem Frühstück hätte ich vergessen. Danke.", quote=True),
        ),
    ),
)
