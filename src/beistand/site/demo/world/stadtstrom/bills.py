"""Bills, instalments and contracts."""

from __future__ import annotations

from beistand.site.demo.world.shapes import Conversation, Drawing, heard, noted, said

_BILL = """<html><head><meta charset="utf-8"></head><body style="margin:0;background:#eef1f6">
<p style="font-family:Arial">Wie besprochen, hier noch einmal die Rechnung. Die markierte Zeile verstehe ich nicht.</p>
<table width="600" cellpadding="12" style="background:#ffffff;font-family:Arial;border:1px solid #c9d2e3">
<tr><td colspan="2" style="background:#27408b;color:#ffffff;font-size:20px">Stadtstrom</td></tr>
<tr><td colspan="2"><img src="https://bilder.stadtstrom.example/r/kopf.png" width="560" height="80" alt="Ihre Jahresrechnung"></td></tr>
<tr><td>Verbrauch 1.842 kWh</td><td align="right">589,44 €</td></tr>
<tr><td>Grundpreis 12 Monate</td><td align="right">142,80 €</td></tr>
<tr style="background:#fff3b0"><td>Ausgleich Vorjahr</td><td align="right">31,17 €</td></tr>
<tr><td><b>Summe</b></td><td align="right"><b>763,41 €</b></td></tr>
</table></body></html>"""

BILLS = (
    Conversation(
        key="stadtstrom-wallbox-doppelt",
        subject="Wallbox doppelt abgebucht",
        customer="yildiz",
        team="stadtstrom-rechnung",
        assigned="deniz",
        labels=("wallbox", "rechnung"),
        messages=(
            heard(
                "-48m",
                """
                Hallo,

                zweimal 489 € am selben Tag. Bitte um Rückbuchung, die Miete geht übermorgen ab und dann wird es eng. Auszug hängt dran.

                Danke
                Emre Yıldız
                """,
                attachments=(
                    Drawing(
                        kind="receipt",
                        name="kontoauszug.jpg",
                        words=(
                            "Kontoauszug",
                            "Stadtstrom Wallbox|-489,00",
                            "Stadtstrom Wallbox|-489,00",
                            "Saldo|211,38",
                        ),
                        hue=222,
                    ),
                    Drawing(kind="wallbox", name="IMG_0077.jpg", words=("bereit", "11 kW"), hue=140),
                ),
            ),
            noted(
                "deniz",
                "-41m",
                "Stimmt, der Einzug lief nach dem Abbruch um 03:10 zweimal. Pia, darf ich die 489 sofort als Eilüberweisung schicken? Rücklastschrift dauert ihm zu lange.",
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-wallbox-frage",
        subject="Frage zur Abbuchung Wallbox",
        customer="yildiz-arbeit",
        team="stadtstrom-rechnung",
        labels=("wallbox",),
        messages=(
            heard(
                "-31m",
                """
                Guten Tag, ich noch mal, jetzt vom Büro aus, weil mein Handy gleich leer ist. Haben Sie meine Nachricht von vorhin wegen der 2 x 489 € bekommen?

                Mit freundlichen Grüßen
                E. Yildiz
                """,
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-oduya",
        subject="Brief: Vertrag umschreiben nach Todesfall",
        customer="oduya",
        team="stadtstrom-rechnung",
        channel="post",
        labels=("trauerfall",),
        messages=(
            heard(
                "-130m",
                "Brief, zwei Seiten, eingescannt. Frau Oduya bittet, den Vertrag ihres verstorbenen Mannes auf sie umzuschreiben. Sterbeurkunde liegt in Kopie bei. Sie hat Angst, dass der Strom abgestellt wird.",
                noted_by="deniz",
                attachments=(
                    Drawing(
                        kind="letter",
                        name="oduya-seite-1.jpg",
                        words=(
                            "Berlin, im November",
                            "Sehr geehrte Damen und Herren,",
                            "mein Mann Joseph Oduya ist am 19. Oktober verstorben. Der Stromvertrag lief auf seinen Namen. Ich möchte ihn gern weiterführen und lege eine Kopie der Urkunde bei.",
                            "Das Konto, von dem bisher abgebucht wurde, ist gesperrt. Ich möchte nicht, dass dadurch etwas zurückgeht und der Strom abgestellt wird. Mein Sohn macht gerade seine Prüfungen.",
                            "Bitte schreiben Sie mir, was ich noch tun muss.",
                            "Mit freundlichen Grüßen",
                            "Grace Oduya",
                        ),
                        hue=222,
                    ),
                    Drawing(
                        kind="letter",
                        name="oduya-seite-2.jpg",
                        words=(
                            "Sterbeurkunde (Kopie)",
                            "Joseph Emeka Oduya",
                            "Standesamt Berlin, Abschrift für Behörden und Verträge",
                        ),
                        hue=0,
                    ),
                ),
            ),
            noted(
                "pia",
                "-120m",
                "Bitte zuerst den Einzug anhalten, dann schreiben. Kein Formular schicken, wir haben alles. Brief von Hand unterschreiben.",
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-abschlag",
        subject="Abschlag zu hoch",
        customer="paulsen",
        team="stadtstrom-rechnung",
        assigned="pia",
        state="answered",
        labels=("abschlag",),
        messages=(
            heard(
                "-2d 10:11",
                """
                Sehr geehrte Damen und Herren,

                Sie buchen 94 Euro im Monat ab. Ich habe nachgerechnet: Bei meinem Verbrauch von 1.410 kWh müssten 62 Euro reichen. Entweder ich kann nicht rechnen oder Sie nicht. Ich war 38 Jahre Buchhalterin.
                """,
            ),
            said(
                "pia",
                "-2d 11:35",
                """
                Sehr geehrte Frau Paulsen,

                Sie können rechnen. Die 94 Euro stammen noch aus dem Jahr, als Ihr Mann bei Ihnen wohnte, wir haben sie nie angepasst. Richtig sind 61,20 Euro, ich habe auf 62 gestellt. Das gilt ab der Abbuchung im nächsten Monat.

                Was Sie seit April zu viel gezahlt haben, sind 256 Euro. Soll ich es überweisen oder stehen lassen, bis es aufgebraucht ist? Ein Wort genügt.
                """,
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-rechnung-html",
        subject="WG: Ihre Jahresrechnung",
        customer="reimers",
        team="stadtstrom-rechnung",
        labels=("rechnung",),
        messages=(
            heard(
                "-1d 16:05",
                """
                Wie besprochen, hier noch einmal die Rechnung. Die markierte Zeile verstehe ich nicht.

                Verbrauch 1.842 kWh: 589,44 €
                Grundpreis 12 Monate: 142,80 €
                Ausgleich Vorjahr: 31,17 €
                Summe: 763,41 €
                """,
                html=_BILL,
            ),
        ),
    ),
    Conversation(
        key="stadtstrom-raten",
        subject="Ratenzahlung, Kundenzentrum",
        customer="kaplan",
        team="stadtstrom-zentrum",
        assigned="deniz",
        state="closed",
        channel="counter",
        labels=("rechnung",),
        messages=(
            heard(
                "-7d 14:20",
                "Frau Kaplan war am Tresen. Nachzahlung 318 Euro, auf einmal geht nicht, Kurzarbeit. Sie möchte nicht, dass ihr Vermieter davon erfährt.",
                noted_by="deniz",
            ),
            said(
                "deniz",
                "-7d 14:35",
                "Frau Kaplan, wie eben besprochen: sechs Raten zu 53 Euro, ohne Zinsen, immer am 15. Ihr Vermieter erfährt davon nichts, das geht nur Sie und uns etwas an. Wird ein Monat eng, sagen Sie vorher Bescheid, dann verschieben wir.",
                channel="email",
            ),
            heard("-6d 07:50", "Danke, dass Sie das so leise gemacht haben.", channel="email", quote=True),
        ),
    ),
    Conversation(
        key="stadtstrom-sperre",
        subject="Sperrung angekündigt, aber ich habe bezahlt!",
        customer="harutyunyan",
        team="stadtstrom-rechnung",
        assigned="jule",
        state="closed",
        labels=("rechnung",),
        messages=(
            heard(
                "-10d 02:14",
                """
                Ich komme von der Nachtschicht und finde einen Brief, dass Sie am Montag den Strom sperren. Ich habe am 3. bezahlt!!! Anbei der Beleg. Ich schlafe tagsüber, bitte NICHT anrufen, schreiben.

                Sona Harutyunyan
                """,
                attachments=(
                    Drawing(
                        kind="receipt",
                        name="ueberweisung.png",
                        words=("Überweisung", "Stadtstrom|127,60", "Ausgeführt am 3.|", "Zweck: Strm Okt|"),
                        hue=330,
                    ),
                ),
            ),
            said(
                "jule",
                "-10d 07:45",
                """
                Guten Morgen, Frau Harutyunyan,

                die Sperrung ist aufgehoben, Sie können ruhig schlafen. Ihr Geld war die ganze Zeit da, nur ohne Kundennummer, deshalb lag es auf einem Sammelkonto. Das hätten wir vor dem Brief sehen müssen.

                Die Mahngebühr von 5 Euro ist gelöscht. Und an Ihrem Vertrag steht jetzt: schreiben, nicht anrufen.
                """,
            ),
            heard("-9d 01:50", "Danke. Wirklich. Gute Nacht.", quote=True),
        ),
    ),
    Conversation(
        key="stadtstrom-nachttarif",
        subject="Night tariff for a car: is it worth it?",
        customer="lefevre",
        team="stadtstrom-rechnung",
        assigned="tom",
        state="answered",
        language="en",
        labels=("wallbox",),
        messages=(
            heard(
                "-3d 20:40",
                """
                Good evening,

                I charge about 180 kWh a month, between 23:00 and 05:00. Your night tariff is 4.1 cents cheaper but the meter costs 3.40 EUR more. By my calculation I save 3.98 EUR a month. Is there anything I have missed?
                """,
            ),
            said(
                "tom",
                "-2d 09:30",
                """
                Good morning Mr Lefèvre,

                one thing, and it is in your favour: the cheaper price holds for the whole flat between 23:00 and 05:00, so the fridge and the washing machine count too. For homes like yours that is another 40 kWh, so roughly 5.60 EUR a month in all.

                One thing against it: the new meter needs a visit of about an hour with the power off. If that is fine, send me two mornings that suit you.
                """,
            ),
        ),
    ),
)
