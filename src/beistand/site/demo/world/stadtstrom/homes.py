"""Homes: moving in, outages, meters, fitting."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

HOMES = (
    Conversation(
        key="stadtstrom-umzug",
        subject="Moving in on the 1st, no idea what I need",
        customer="fitzgerald",
        team="stadtstrom-rechnung",
        assigned="jule",
        channel="form",
        language="en",
        labels=("umzug",),
        messages=(
            heard(
                "-2d 21:10",
                "Hi! I move into a flat in Neukölln on the 1st. The landlord says electricity is mine to sort out. There is a grey box in the hall with five numbers on it and a sticker I cannot read. What do I do, and is there power on the first night?",
                proof="none",
            ),
            said(
                "jule",
                "-1d 08:45",
                """
                Hello Hannah,

                welcome to Berlin. Yes, there is power on the first night, nobody switches it off between tenants.

                All I need is a photo of the grey box on the day you get the keys, with the sticker in the picture. I will read the sticker. Your name and the address I already have from the form.
                """,
                channel="email",
            ),
            heard(
                "-57m",
                """
                Got the keys early! Here it is. Also my flatmate says we must "register within two weeks or they take us to the expensive one". True?
                """,
                channel="email",
                quote=True,
                attachments=(
                    Drawing(kind="meter", name="grey-box.jpg", words=("011 904", "1 STD 2209 08"), hue=200),
                ),
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-eisdiele",
        subject="No power since six, 80 litres of ice cream",
        customer="brooks",
        team="stadtstrom-technik",
        assigned="tom",
        state="closed",
        language="en",
        labels=("stoerung",),
        messages=(
            heard(
                "-8d 06:40",
                "No power in the whole street since six. I have 80 litres of ice cream in the shop. How long?! Lydia Brooks, Eisdiele Polarlicht",
            ),
            said(
                "tom",
                "-8d 07:35",
                """
                Good morning Lydia,

                a digger cut a cable at the corner. Two of our people are there. It is a clean cut, so they think noon, and it could be one o'clock.

                Keep the freezers shut: full ones hold for about a day. To be safe I have sent the van with a small generator to you, it can run two freezers. Please clear a metre beside the back door.
                """,
            ),
            heard("-8d 09:12", "The van is here. The man is called Uwe and he likes pistachio.", quote=True),
            said(
                "tom",
                "-8d 12:05",
                "Power is back since 11:52. Please leave the generator on for ten more minutes so that nothing jumps. If anything has thawed, send me a list and one photo, and the company with the digger will get the bill, not you.",
            ),
            heard("-8d 18:20", "Nothing thawed. Everyone in the street got a scoop. Thank you.", quote=True),
        ),
    ),
    Conversation(
        key="stadtstrom-zaehlerfoto",
        subject="Zählerstand",
        customer="oduya",
        team="stadtstrom-rechnung",
        assigned="jule",
        state="closed",
        labels=("zaehler",),
        messages=(
            heard(
                "-95d 17:30",
                "Guten Tag, hier der Zählerstand für die Ablesung, wie im Brief gewünscht. Mein Mann hat ihn fotografiert.\n\nGrace Oduya",
                attachments=(
                    Drawing(kind="meter", name="zaehler.jpg", words=("027 655", "1 STD 1180 51"), hue=30),
                ),
            ),
            said(
                "jule",
                "-94d 08:20",
                "Danke, Frau Oduya. 27.655 kWh sind eingetragen, das Foto ist gut zu lesen. Weiter ist nichts zu tun.",
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-gewaechshaus",
        subject="Drehstrom im Gewächshaus, Termin",
        customer="wisniewski",
        team="stadtstrom-technik",
        assigned="wiebke",
        state="snoozed",
        until="+1d 08:00",
        to="service@stadtstrom.example",
        labels=("wallbox",),
        messages=(
            heard(
                "-4d 06:35",
                """
                Guten Morgen,

                ich brauche eine Dose mit 32 Ampere im hinteren Gewächshaus, 60 Meter vom Zähler. Die Tomaten ziehen im Februar ein, vorher müsste es gemacht sein. Lohnt sich bei der Strecke eigentlich ein dickeres Kabel?
                """,
            ),
            said(
                "wiebke",
                "-4d 09:05",
                """
                Guten Morgen, Herr Wiśniewski,

                ja, bei 60 Metern lohnt es sich: 10 statt 6 Quadrat kostet etwa 140 Euro mehr, dafür wird nichts warm und Sie können später eine zweite Dose setzen.

                Ich würde es mir gern ansehen, bevor ich einen Preis nenne. Der Weg durch den Boden macht am meisten aus.
                """,
            ),
            heard("-3d 20:10", "Ansehen ist gut. Ich bin jeden Tag da, nur Mittwoch Markt.", quote=True),
            said(
                "wiebke",
                "-2d 08:15",
                "Dann komme ich am nächsten Werktag gegen 9 vorbei und bringe das Messgerät mit. Der Preis steht danach auf einem Blatt, und Sie entscheiden in Ruhe.",
            ),
            noted("wiebke", "-2d 08:17", "Vor Ort: Länge messen, nach Bewässerung fragen, Gummistiefel."),
        ),
    ),
    Conversation(
        key="stadtstrom-einspeisung",
        subject="Einspeisung September fehlt",
        customer="reimers",
        team="stadtstrom-rechnung",
        assigned="pia",
        state="closed",
        labels=("zaehler",),
        messages=(
            heard(
                "-20d 11:10",
                "Hallo, in der Gutschrift für September stehen 0 kWh. Es war der sonnigste September seit Jahren. Mein Wechselrichter sagt 612.\n\nJakob Reimers",
            ),
            said(
                "pia",
                "-20d 13:30",
                "Guten Tag, Herr Reimers, Ihr Wechselrichter hat recht. Der Funk vom Zähler war den ganzen Monat weg, und unser Programm hat aus „nichts gehört“ eine Null gemacht. Die 612 kWh sind nachgetragen, 49,57 Euro kommen mit der nächsten Gutschrift.",
            ),
            heard("-19d 08:00", "Passt. Danke für die ehrliche Erklärung.", quote=True),
        ),
    ),
    Conversation(
        key="stadtstrom-smart-meter",
        subject="Do I have to let you change my meter?",
        customer="lefevre",
        team="stadtstrom-technik",
        assigned="wiebke",
        state="closed",
        language="en",
        to="service@stadtstrom.example",
        labels=("zaehler",),
        messages=(
            heard(
                "-31d 19:15",
                "Hello, you wrote that my meter will be changed for a digital one. Is that an offer or an order? And who can see what I use at which hour?",
            ),
            said(
                "wiebke",
                "-30d 09:40",
                """
                Dear Mr Lefèvre,

                an order, I'm afraid, though not ours: the law asks for it. The choice you do have is what it tells. As we fit it, it only shows you the hours, on its own display behind a PIN. We see one figure a year, as before.

                If you want hourly figures for a tariff later, you switch that on yourself, and off again.
                """,
            ),
            heard(
                "-30d 21:02",
                "That is the clearest answer I have had from a utility in three countries.",
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-scan",
        subject="Scan vom Kopierer 2. OG: Zählerliste Kastanienhof",
        customer="hausverwaltung",
        team="stadtstrom-rechnung",
        labels=("zaehler",),
        messages=(
            heard(
                "-84m",
                "Zählerliste Kastanienhof, 32 Seiten (vom Kopierer verschickt).",
                oddity="broken",
                proof="none",
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-flackern",
        subject="Lights flicker when the lift starts",
        customer="fitzgerald",
        team="stadtstrom-technik",
        language="en",
        labels=("stoerung",),
        messages=(
            heard(
                "-16m",
                "Me again, the one with the grey box. Small thing: every time somebody calls the lift my kitchen lamp flickers. Charming or dangerous?\n\nHannah",
            ),
        ),
    ),
)
