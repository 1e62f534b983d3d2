"""On the road: locked out, warning lights, tolls abroad."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

ON_THE_ROAD = (
    Conversation(
        key="auenfeld-verschlossen",
        subject="Auto verschlossen, Schlüssel liegt drin",
        customer="behrens",
        team="auenfeld-unterwegs",
        assigned="mara",
        channel="form",
        labels=("panne",),
        messages=(
            heard(
                "-26m",
                """
                Der Kofferraum ist zugefallen. Schlüssel, Telefon und Laptop liegen im Auto, ich stehe in der Hotelgarage am Westhafen, Ebene -2. Ich schreibe vom Telefon meines Kollegen Tobias Falk. Bitte keinen Abschleppwagen, ich brauche nur meine Sachen.

                Annika Behrens, F-AB 204
                """,
                proof="none",
            ),
            noted(
                "mara",
                "-24m",
                "Telefon gehört Herrn Falk, bitte nicht bei Frau Dr. Behrens eintragen. Ihr eigenes liegt im Auto: nicht anrufen. E-Mail nur über Karin Wolff im Büro.",
            ),
            said(
                "mara",
                "-22m",
                """
                Frau Dr. Behrens, ich bin bei Ihnen und bleibe dran.

                Öffnen dürfen nur Sie selbst. Dafür bestätigen Sie einmal, dass Sie es sind. Weil Ihre E-Mails im Auto liegen, schreibe ich gleich Ihrem Büro: Frau Wolff bestätigt den Link, dann geht es auf dem Telefon von Herrn Falk weiter. Bleiben Sie gern beim Wagen stehen.
                """,
            ),
            said(
                "mara",
                "-20m",
                """
                Frau Wolff, Frau Dr. Behrens steht vor ihrem verschlossenen Auto. Im Postfach liegt eine E-Mail mit dem Betreff „Sind Sie es?“. Bitte öffnen Sie nur diesen einen Link und schreiben Sie mir kurz, sobald Sie gedrückt haben. Mehr ist nicht nötig.
                """,
                channel="email",
                to="wolff",
            ),
            heard(
                "-9m",
                """
                Die E-Mail ist da, ich bestätige jetzt. Bitte richten Sie Frau Dr. Behrens aus, dass der Termin um elf verschoben ist.
                """,
                by="wolff",
                channel="email",
                quote=True,
            ),
            noted(
                "mara",
                "-7m",
                "@Jonas, falls ich abgelöst werde: Es fehlt nur noch Karins Bestätigung, dann entriegelt sie selbst. Nicht neu anfangen lassen.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-neue-rufnummer",
        subject="Dringend: neue Rufnummer für mein Fahrzeug F-AB 204",
        customer="behrens",
        team="auenfeld-hilfe",
        labels=("papiere",),
        messages=(
            heard(
                "-55m",
                """
                Guten Tag,

                bitte ändern Sie sofort meine Telefonnummer und E-Mail für die Fahrzeugöffnung F-AB 204. Neue Nummer 030 23125 900, neue E-Mail siehe Antwortadresse. Schicken Sie den Code bitte nur noch dorthin. Es eilt sehr, ich bin im Ausland.

                A. Behrens
                """,
                oddity="forged",
                proof="fail",
            ),
            noted(
                "jonas",
                "-50m",
                "Der Absender ist nicht bestätigt, die Antwort ginge an eine fremde Adresse. Ich ändere nichts und rufe Frau Dr. Behrens unter der Nummer an, die wir kennen.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-reifendruck",
        subject="Yellow warning after every cold night",
        customer="brennan",
        team="auenfeld-unterwegs",
        assigned="grace",
        state="answered",
        language="en",
        labels=("werkstatt",),
        messages=(
            heard(
                "-1d 07:52",
                """
                Hi,

                third morning in a row I get this (photo). It goes away after ten minutes on the motorway. I checked the pressure at the petrol station yesterday and it was fine. Can I keep driving or should I stop?

                Aoife
                """,
                attachments=(
                    Drawing(
                        kind="dashboard",
                        name="IMG_2041.jpg",
                        words=("Reifendruck prüfen", "vorn links"),
                        hue=46,
                    ),
                ),
            ),
            said(
                "grace",
                "-1d 08:20",
                """
                Hi Aoife,

                you can keep driving. Yellow means "have a look", red would mean "stop".

                What you describe fits the cold: a tyre loses about 0.1 bar for every 10 degrees, and yours sits just at the edge in the morning. Please pump the front left to 2.7 bar when it is cold, so before you set off, not at the station after a drive. If it comes back within a week, there is a small leak and Mainz will look at it without an appointment.
                """,
            ),
            heard(
                "-1d 17:31",
                "Ah, I did it warm. Will do it tomorrow at home with my neighbour's pump. Thanks for not just sending me to a garage!",
                quote=True,
            ),
            said(
                "grace",
                "-1d 17:44",
                "Thank you, and thanks to the neighbour. When you have done it, press OK on the wheel for three seconds so the car learns the new value. Just reply here if the light is back.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-key-card",
        subject="Key card not recognised after I changed my phone",
        customer="whitfield",
        team="auenfeld-hilfe",
        assigned="jonas",
        language="en",
        labels=("software",),
        messages=(
            heard(
                "-2d 12:06",
                """
                Dear all,

                I have a new phone since Saturday and now neither the phone nor the plastic card opens the car. I have to use the key hidden in the fob, which sets off the alarm every time. My neighbours are getting to know me.

                Kind regards
                Eleanor Whitfield
                """,
            ),
            said(
                "jonas",
                "-2d 13:15",
                """
                Dear Ms Whitfield,

                I am sorry about the alarm. The card was tied to your old phone, that is why both went at once.

                Please sit in the car with the card on the tray below the screen, open Settings, Keys, "Add a card", and keep it there until the light turns green. It takes about a minute. The phone comes second, in the same menu. If you like, write to me when you are in the car and I will go through it with you.
                """,
            ),
            heard(
                "-68m",
                """
                Card works, hurrah! The phone gets to 80 per cent and then says "not now". I have tried it three times, once standing on one leg. What does "not now" mean?
                """,
                quote=True,
            ),
        ),
    ),
    Conversation(
        key="auenfeld-maut",
        subject="Toll letter from France for the replacement car",
        customer="beaumont",
        team="auenfeld-unterwegs",
        assigned="mara",
        state="snoozed",
        until="+2d 09:00",
        language="en",
        labels=("papiere",),
        messages=(
            heard(
                "-4d 15:40",
                """
                Hello,

                in September I had a replacement car from you while mine was in the workshop. Now I receive a toll of 18.40 EUR plus 20 EUR penalty. The toll is mine of course. But the letter went first to you and came to me five weeks later, so the penalty is a bit unfair?

                Best regards
                Claire Beaumont
                """,
                attachments=(
                    Drawing(
                        kind="receipt",
                        name="peage.jpg",
                        words=("Péage Est", "Trajet 14.09.|18,40", "Majoration|20,00", "Total|38,40"),
                        hue=200,
                    ),
                ),
            ),
            said(
                "mara",
                "-3d 09:25",
                """
                Dear Ms Beaumont,

                you are right. The letter lay with us, so the penalty is ours. Please do not pay anything yet: I have asked the toll office to send us a new notice for the 20 EUR, and one for 18.40 EUR to you. That usually takes a few days. Until then nothing is due, neither to them nor to us.
                """,
            ),
            heard("-3d 10:02", "Merci, that is very correct. I will wait.", quote=True),
            noted(
                "mara",
                "-3d 10:05",
                "Mautstelle hat den Aufschub mündlich zugesagt. Übermorgen nachsehen, ob die zwei Bescheide da sind.",
            ),
        ),
    ),
    Conversation(
        key="auenfeld-geblieben",
        subject="You stayed on the line",
        customer="whitfield",
        team="auenfeld-unterwegs",
        assigned="grace",
        state="closed",
        language="en",
        labels=("lob",),
        messages=(
            heard(
                "-24d 20:14",
                """
                I just wanted to say: last night on the A66, with a flat battery and a crying toddler, Grace stayed on the phone for fifty minutes until the tow truck came. She sang. Please tell her boss. And her singing teacher.

                Eleanor Whitfield
                """,
            ),
            said(
                "grace",
                "-23d 08:40",
                "Thank you, Ms Whitfield. I read this out this morning and now everybody wants to hear the song about the bear. I hope the little one slept well. Your charging port has been fixed for good, you can trust it again.",
            ),
        ),
    ),
)
