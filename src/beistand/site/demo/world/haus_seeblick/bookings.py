"""Bookings: weddings, dogs, cyclists, cancellations."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, heard, noted, said, sent_by_machine

_PORTAL = """<html><head><meta charset="utf-8"></head><body style="margin:0;background:#e9eef2;font-family:Arial">
<table width="600" align="center" cellpadding="12" style="background:#ffffff">
<tr><td colspan="2"><img src="https://bild.reiseportal-nord.example/kopf.png?id=48213" width="560" height="70" alt="Reiseportal Nord"></td></tr>
<tr><td colspan="2" style="font-size:20px">New message from your guest Charlotte P.</td></tr>
<tr><td>Booking</td><td>48213</td></tr>
<tr><td>Nights</td><td>2</td></tr>
<tr><td colspan="2" style="background:#f4f7e8">I think I have booked twice, once here and once with you directly. Please keep the quiet one and cancel the other. I did not want to cancel the wrong one.</td></tr>
</table></body></html>"""

BOOKINGS = (
    Conversation(
        key="seeblick-hochzeit",
        subject="Our daughter's wedding, 60 guests, and my list",
        customer="ashworth",
        team="seeblick-feste",
        assigned="pawel",
        language="en",
        labels=("fest",),
        messages=(
            heard(
                "-4d 19:30",
                """
                Dear Haus Seeblick,

                our daughter Imogen marries a very nice man from Lindau next June. We are 60, of whom 9 are under ten and 4 are over eighty. My list:

                1. Is the lawn flat? My sister falls.
                2. Rain. What then?
                3. May the dog attend the ceremony? He carries the rings.
                4. How late may one dance?

                Yours
                Margaret Ashworth
                """,
            ),
            said(
                "pawel",
                "-3d 10:15",
                """
                Dear Mrs Ashworth,

                what a good list. In your order:

                1. Flat as far as the apple trees, then it slopes. We would put the chairs on the flat half and your sister in the front row, next to the path.
                2. The boathouse holds 80. We set both places up in the morning and you decide at noon.
                3. He may. We have water, shade and a spare cushion for the rings.
                4. Outdoors until ten, because sound travels over water; in the cellar until the last one drops.

                The first, second and last Saturday in June are free. Shall I keep one for you while you talk it over? That costs nothing.
                """,
            ),
            heard(
                "-62m",
                """
                The last one, please. Imogen says the cellar settles it. A fifth point: there are two vegetarians who are not speaking to each other. Can they both sit near the food and far apart?
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="seeblick-absage",
        subject="Muss leider absagen",
        customer="rothmann",
        team="seeblick-telefon",
        assigned="florian",
        state="answered",
        labels=("absage",),
        messages=(
            heard(
                "-1d 09:40",
                """
                Guten Tag,

                ich muss kommende Woche operiert werden, nichts Schlimmes, aber die Reise fällt aus. Laut Ihren Regeln sind die 180 Euro Anzahlung jetzt verloren. Das ist wohl so, ich wollte nur rechtzeitig Bescheid sagen, damit Sie das Zimmer weitergeben.

                Sabine Rothmann
                """,
            ),
            said(
                "florian",
                "-1d 10:25",
                """
                Liebe Frau Rothmann,

                alles Gute für die Operation, das geht vor. Die 180 Euro sind nicht verloren: Sie liegen bei uns als Guthaben, drei Jahre lang, und Sie dürfen sie auch verschenken.

                Falls Sie das Geld lieber zurückhaben, weil gerade anderes zu zahlen ist, sagen Sie es mir mit einem Wort. Dann überweise ich es heute.
                """,
            ),
        ),
    ),
    Conversation(
        key="seeblick-hund",
        subject="Knödel, 38 Kilo, sehr lieb",
        customer="brandner",
        team="seeblick-telefon",
        assigned="johanna",
        state="closed",
        channel="form",
        labels=("buchung",),
        messages=(
            heard(
                "-17d 20:20",
                "Servus, darf unser Hund mit? Er heißt Knödel, hat 38 Kilo und schnarcht. Auf der Seite steht „kleine Hunde“.",
                proof="none",
            ),
            said(
                "johanna",
                "-16d 07:45",
                "Servus, Herr Brandner, im Herzen ist jeder klein. Zimmer 2 hat Steinboden und eine Tür in den Garten, da stört das Schnarchen niemanden. Knödel kostet nichts, wenn er beim Frühstück draußen unter dem Tisch bleibt.",
                channel="email",
            ),
            heard(
                "-16d 08:30", "Unter dem Tisch ist sein Lieblingsplatz. Gebucht!", channel="email", quote=True
            ),
        ),
    ),
    Conversation(
        key="seeblick-radler",
        subject="12 cyclists, 12 bicycles, one wish",
        customer="moreau",
        team="seeblick-feste",
        assigned="samir",
        state="snoozed",
        until="+3d 10:00",
        language="en",
        labels=("buchung",),
        messages=(
            heard(
                "-5d 13:20",
                "Hello, the twelve of us come again in May. One wish: last year the bicycles slept in the garden and mine was wet in the morning. Is there a room for them, with a socket for two electric ones?",
            ),
            said(
                "samir",
                "-5d 14:10",
                "Hello Julien, there is now: the old laundry, dry, with a lock and six sockets, and a stand for repairs that our gardener built after your last visit. Rooms for twelve in the third week of May are free. Is it five doubles and two rooms for the snorers again?",
            ),
            heard(
                "-4d 09:00",
                "Three snorers, we are getting older. I ask everybody and come back to you at the beginning of next week.",
                quote=True,
            ),
            noted(
                "samir",
                "-4d 09:15",
                "Dritte Maiwoche vorsorglich geblockt. Nächste Woche nachhaken, falls still.",
            ),
        ),
    ),
    Conversation(
        key="seeblick-doppelt",
        subject="New message from your guest (booking 48213)",
        customer="penrose-portal",
        team="seeblick-telefon",
        language="en",
        labels=("buchung",),
        messages=(
            heard(
                "-1d 18:20",
                """
                New message from your guest Charlotte P.
                Booking 48213, 2 nights

                I think I have booked twice, once here and once with you directly. Please keep the quiet one and cancel the other. I did not want to cancel the wrong one.
                """,
                html=_PORTAL,
            ),
        ),
    ),
    Conversation(
        key="seeblick-tagung",
        subject="Angebot Tagung, 18 Personen",
        customer="fuchs",
        team="seeblick-feste",
        assigned="pawel",
        state="snoozed",
        until="+2d 09:00",
        labels=("fest",),
        messages=(
            heard(
                "-3d 08:20",
                "Guten Morgen, ich brauche zwei Tage im März für 18 Personen, ein Raum mit Fenstern, die man öffnen kann, und Kaffee, der so heißt, weil er es ist. Budget 95 Euro je Kopf und Tag.",
            ),
            said(
                "pawel",
                "-3d 09:45",
                "Guten Morgen, Frau Fuchs, das geht für 92 Euro: der Seesaal, acht Fenster, alle zum Öffnen, Mittagessen, und der Kaffee kommt aus der Maschine, die sonst nur wir benutzen. Frei sind der 10. und 11. oder der 24. und 25. März. Das Angebot hängt an Ihrer Anfrage.",
            ),
            heard(
                "-3d 09:46",
                """
                Guten Tag,

                ich bin bis Mittwoch auf einer Tagung und lese meine E-Mails nur abends. Bei eiligen Fragen hilft Ihnen mein Kollege unter buero@fuchs-und-partner.example.

                Isabel Fuchs
                """,
                oddity="vacation",
            ),
        ),
    ),
    Conversation(
        key="seeblick-gutschein",
        subject="Gutschein am Empfang gekauft",
        customer="sander",
        team="seeblick-empfang",
        assigned="mireille",
        state="closed",
        channel="counter",
        messages=(
            heard(
                "-5d 09:30",
                "Dr. Sander hat beim Auschecken einen Gutschein für seine Praxis mitgenommen, drei Nächte für zwei, als Dank an seine Arzthelferin. Karte von Hand geschrieben.",
                noted_by="mireille",
            ),
        ),
    ),
    Conversation(
        key="seeblick-bestaetigung",
        subject="Your booking at Haus Seeblick",
        customer="dahl",
        team="seeblick-telefon",
        assigned="johanna",
        state="closed",
        language="en",
        to="service@haus-seeblick.example",
        labels=("buchung",),
        messages=(
            sent_by_machine(
                "-21d 14:00",
                """
                Dear Ms Dahl,

                room 4 is yours for three nights. Ground floor, no step, breakfast included.

                This message was written automatically. A person reads your reply.
                """,
                html="<html><body style='font-family:Arial'><table width='600' cellpadding='12'>"
                "<tr><td style='background:#1f6f86;color:#ffffff;font-size:20px'>Haus Seeblick</td></tr>"
                "<tr><td>Dear Ms Dahl,<br><br>room 4 is yours for three nights. Ground floor, no step, breakfast "
                "included.<br><br>This message was written automatically. A person reads your reply.</td></tr>"
                "</table></body></html>",
            ),
            heard("-20d 08:10", "Thank you, machine. Thank you, person.", quote=True),
        ),
    ),
)
