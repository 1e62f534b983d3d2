"""Replies as the mail programs of German and English customers build them, self-made; each with the own words in it.

Text shapes first, then HTML-only ones. The trailing mail is always the same question of ours, so that a test can
see at once whether a word of it slipped into what the customer said.
"""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    name: str
    source: str
    own: str
    is_html: bool = False


OURS = "Guten Tag Frau Sommer,\n\nkönnen Sie uns Ihre Bestellnummer nennen?\n\nIhr Auenfeld-Team"
CITED = "\n".join(f"> {row}".rstrip() for row in OURS.split("\n"))
OURS_HTML = "<p>Guten Tag Frau Sommer,</p><p>k&ouml;nnen Sie uns Ihre Bestellnummer nennen?</p><p>Ihr Auenfeld-Team</p>"
SAY = "Hallo,\n\ndie Nummer ist A-4711.\n\nViele Grüße\nIna Sommer"
SAY_HTML = "<p>Hallo,</p><p>die Nummer ist A-4711.</p><p>Viele Gr&uuml;&szlig;e<br>Ina Sommer</p>"

SHAPES = [
    Shape("thunderbird de", f"{SAY}\n\nAm 03.04.24 um 10:12 schrieb Auenfeld Service:\n{CITED}\n", SAY),
    Shape("thunderbird en", f"{SAY}\n\nOn 03/04/2024 10:12, Auenfeld Service wrote:\n{CITED}\n", SAY),
    Shape("thunderbird below the quote", f"Am 03.04.24 um 10:12 schrieb Auenfeld Service:\n{CITED}\n\n{SAY}\n", SAY),
    Shape("gmail de", f"{SAY}\n\nAm Mi., 3. Apr. 2024 um 10:12 Uhr schrieb Auenfeld Service <hilfe@auenfeld.example>:\n\n{CITED}\n", SAY),
    Shape(
        "gmail de, wrapped",
        f"{SAY}\n\nAm Mi., 3. Apr. 2024 um 10:12 Uhr schrieb Auenfeld Service <\nhilfe@auenfeld.example>:\n\n{CITED}\n",
        SAY,
    ),
    Shape("gmail app de", f"{SAY}\n\nAuenfeld Service <hilfe@auenfeld.example> schrieb am Mi., 3. Apr. 2024, 10:12:\n\n{CITED}\n", SAY),
    Shape("gmail en", f"{SAY}\n\nOn Wed, Apr 3, 2024 at 10:12 AM Auenfeld Service <hilfe@auenfeld.example>\nwrote:\n\n{CITED}\n", SAY),
    Shape(
        "gmail, answers between",
        "Am Mi., 3. Apr. 2024 um 10:12 Uhr schrieb Auenfeld <hilfe@auenfeld.example>:\n\n> Wie lautet die Nummer?\n\nA-4711.\n\n"
        "> Und wann kam das Paket?\n\nGestern.\n\n> Ihr Team\n",
        "A-4711.\n\nGestern.",
    ),
    Shape("apple mail de", f"{SAY}\n\n> Am 03.04.2024 um 10:12 schrieb Auenfeld Service <hilfe@auenfeld.example>:\n> \n{CITED}\n", SAY),
    Shape("apple mail de, unquoted attribution", f"{SAY}\n\nAm 03.04.2024 um 10:12 schrieb Auenfeld Service <hilfe@auenfeld.example>:\n\n{CITED}\n", SAY),
    Shape(
        "iphone de",
        f"{SAY}\n\nVon meinem iPhone gesendet\n\n> Am 03.04.2024 um 10:12 schrieb Auenfeld Service <hilfe@auenfeld.example>:\n> \n> ﻿{CITED[2:]}\n",
        SAY,
    ),
    Shape("iphone en", f"{SAY}\n\nSent from my iPhone\n\n> On 3. Apr 2024, at 10:12, Auenfeld Service <hilfe@auenfeld.example> wrote:\n> \n{CITED}\n", SAY),
    Shape(
        "outlook desktop de",
        f"{SAY}\n\nVon: Auenfeld Service <hilfe@auenfeld.example>\nGesendet: Mittwoch, 3. April 2024 10:12\n"
        f"An: Ina Sommer <ina@kundin.example>\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "outlook desktop de, stars of a plain text part",
        f"{SAY}\n\n*Von:* Auenfeld Service <hilfe@auenfeld.example>\n*Gesendet:* Mittwoch, 3. April 2024 10:12\n"
        f"*An:* 'Ina Sommer' <ina@kundin.example>\n*Betreff:* AW: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "outlook classic de",
        f"{SAY}\n\n-----Ursprüngliche Nachricht-----\nVon: Auenfeld Service <hilfe@auenfeld.example> \n"
        f"Gesendet: Mittwoch, 3. April 2024 10:12\nAn: ina@kundin.example\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "outlook web, underscores",
        f"{SAY}\n________________________________\nVon: Auenfeld Service <hilfe@auenfeld.example>\nGesendet: Mittwoch, 3. April 2024 10:12:41\n"
        f"An: Ina Sommer\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "outlook for ios de",
        f"{SAY}\n\nOutlook für iOS<https://aka.ms/o0ukef> beziehen\n________________________________\nVon: Auenfeld Service <hilfe@auenfeld.example>\n"
        f"Gesendet: Mittwoch, April 3, 2024 10:12:41 AM\nAn: Ina Sommer <ina@kundin.example>\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "outlook en, original message",
        f"{SAY}\n\n-----Original Message-----\nFrom: Auenfeld Service <hilfe@auenfeld.example>\nSent: Wednesday, April 3, 2024 10:12 AM\n"
        f"To: Ina Sommer <ina@kundin.example>\nSubject: Your question\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "gmx and web.de",
        f'{SAY}\n \n \n\nGesendet: Mittwoch, 03. April 2024 um 10:12 Uhr\nVon: "Auenfeld Service" <hilfe@auenfeld.example>\n'
        f"An: ina@kundin.example\nBetreff: Ihre Anfrage\n{OURS}\n",
        SAY,
    ),
    Shape(
        "gmx app",
        f"{SAY}\n\n-- \nDiese Nachricht wurde von meinem Android Gerät mit GMX Mail gesendet.\nAm 03.04.24, 10:12, Auenfeld Service <hilfe@auenfeld.example> schrieb:\n\n{CITED}\n",
        SAY,
    ),
    Shape(
        "web.de app, no quote",
        f"{SAY}\n-- \nDiese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail gesendet.\n",
        SAY,
    ),
    Shape(
        "ionos and telekom webmail",
        f"{SAY}\n\nAuenfeld Service <hilfe@auenfeld.example> hat am 03.04.2024 10:12 CEST geschrieben:\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "t-online",
        f"{SAY}\n\n-----Original-Nachricht-----\nBetreff: Ihre Anfrage\nDatum: 2024-04-03T10:12:41+0200\n"
        f'Von: "Auenfeld Service" <hilfe@auenfeld.example>\nAn: "ina@kundin.example" <ina@kundin.example>\n\n{OURS}\n',
        SAY,
    ),
    Shape(
        "samsung",
        f"{SAY}\n\nVon meinem Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Auenfeld Service <hilfe@auenfeld.example>\n"
        f"Datum: 03.04.24  10:12  (GMT+01:00)\nAn: ina@kundin.example\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape("k-9", f"{SAY}\n\nAm 3. April 2024 10:12:41 MESZ schrieb Auenfeld Service <hilfe@auenfeld.example>:\n{CITED.replace('> ', '>')}\n", SAY),
    Shape(
        "yahoo de",
        f"{SAY}\n\nGesendet mit Yahoo Mail auf Android \n \n  Am Mi., Apr. 3, 2024 at 10:12 schrieb Auenfeld Service<hilfe@auenfeld.example>:   {OURS}\n",
        SAY,
    ),
    Shape(
        "windows mail",
        f"{SAY}\n\nGesendet von Mail für Windows\n\nVon: Auenfeld Service\nGesendet: Mittwoch, 3. April 2024 10:12\nAn: Ina Sommer\nBetreff: Ihre Anfrage\n\n{OURS}\n",
        SAY,
    ),
    Shape(
        "apple mail de, forwarded header",
        f"{SAY}\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Auenfeld Service <hilfe@auenfeld.example>\nBetreff: Ihre Anfrage\n"
        f"Datum: 3. April 2024 um 10:12:41 MESZ\nAn: ina@kundin.example\n\n{OURS}\n",
        SAY,
    ),
    Shape("zitat, roundcube and horde", f"{SAY}\n\nZitat von Auenfeld Service <hilfe@auenfeld.example>:\n\n{CITED}\n", SAY),
    Shape("roundcube de", f"{SAY}\n\nAm 2024-04-03 10:12, schrieb Auenfeld Service:\n{CITED}\n", SAY),
    Shape(
        "business signature without dashes",
        "Guten Tag,\n\nbitte stornieren Sie den Auftrag.\n\nMit freundlichen Grüßen\n\nJens Hoffmann\nEinkauf\n\nMuster Technik GmbH\nIndustriestraße 5\n"
        "12345 Musterstadt\nTel.: +49 30 23125 000\nwww.muster-technik.example\nGeschäftsführer: Eva Muster, Amtsgericht Musterstadt HRB 1",
        "Guten Tag,\n\nbitte stornieren Sie den Auftrag.\n\nMit freundlichen Grüßen\n\nJens Hoffmann",
    ),
    Shape(
        "a number under the greeting that is meant for us",
        "Hallo,\n\nbitte rufen Sie mich an.\n\nViele Grüße\nIna Sommer\nKundennummer 4711\nTel. 030 23125 042",
        "Hallo,\n\nbitte rufen Sie mich an.\n\nViele Grüße\nIna Sommer\nKundennummer 4711\nTel. 030 23125 042",
    ),
    Shape(
        "answers stand in the copied mail",
        "Guten Tag,\n\nmeine Antworten siehe unten im Text.\n\nVon: Auenfeld Service <hilfe@auenfeld.example>\nGesendet: Mittwoch, 3. April 2024 10:12\n"
        "An: Ina Sommer\nBetreff: Ihre Anfrage\n\nWie lautet die Nummer? A-4711",
        "Guten Tag,\n\nmeine Antworten siehe unten im Text.\n\nVon: Auenfeld Service <hilfe@auenfeld.example>\nGesendet: Mittwoch, 3. April 2024 10:12\n"
        "An: Ina Sommer\nBetreff: Ihre Anfrage\n\nWie lautet die Nummer? A-4711",
    ),
    Shape(
        "a journey is no copied header",
        "Hallo,\n\nich brauche eine Auskunft:\n\nVon: Berlin\nAn: München\nDatum: 3. April\n\nDanke!",
        "Hallo,\n\nich brauche eine Auskunft:\n\nVon: Berlin\nAn: München\nDatum: 3. April\n\nDanke!",
    ),
    Shape(
        "am anfang eines satzes",
        "Am 3. April schrieb mir Ihr Kollege, dass alles geklärt sei:\nDas stimmt aber nicht.\n\nWas nun?",
        "Am 3. April schrieb mir Ihr Kollege, dass alles geklärt sei:\nDas stimmt aber nicht.\n\nWas nun?",
    ),
    Shape(
        "only forwarded",
        f"---------- Forwarded message ---------\nVon: Hotel <info@hotel.example>\nDate: Mi., 3. Apr. 2024 um 10:12 Uhr\nSubject: Rechnung\nTo: <ina@kundin.example>\n\n{OURS}",
        f"---------- Forwarded message ---------\nVon: Hotel <info@hotel.example>\nDate: Mi., 3. Apr. 2024 um 10:12 Uhr\nSubject: Rechnung\nTo: <ina@kundin.example>\n\n{OURS}",
    ),
    Shape("nothing but the quote", f"Am 03.04.24 um 10:12 schrieb Auenfeld Service:\n{CITED}\n", ""),
    Shape(
        "legal footer",
        f"{SAY}\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender.\n",
        SAY,
    ),
    Shape(
        "gmail html",
        f'<div dir="ltr">{SAY_HTML}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mi., 3. Apr. 2024 um 10:12&nbsp;Uhr schrieb Auenfeld &lt;'
        f'<a href="mailto:hilfe@auenfeld.example">hilfe@auenfeld.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px">{OURS_HTML}</blockquote></div>',
        SAY,
        True,
    ),
    Shape(
        "gmail html, answers between",
        '<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">Am 3. Apr. 2024 schrieb A &lt;a@b.example&gt;:<br></div>'
        '<blockquote class="gmail_quote">Wie lautet die Nummer?</blockquote><div>A-4711.</div><blockquote class="gmail_quote">Und wann?</blockquote><div>Gestern.</div></div></div>',
        "A-4711.\n\nGestern.",
        True,
    ),
    Shape(
        "gmail html signature",
        f'<div dir="ltr">{SAY_HTML}<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Ina Sommer<br>Tel. 030 23125 042</div></div>',
        SAY,
        True,
    ),
    Shape(
        "outlook desktop html",
        f'<div class="WordSection1">{SAY_HTML}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal"><b>Von:</b> Auenfeld Service &lt;hilfe@auenfeld.example&gt; <br><b>Gesendet:</b> Mittwoch, 3. April 2024 10:12<br>'
        f"<b>An:</b> Ina Sommer<br><b>Betreff:</b> Ihre Anfrage</p></div></div>{OURS_HTML}</div>",
        SAY,
        True,
    ),
    Shape(
        "outlook web html",
        f'<div>{SAY_HTML}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        '<font face="Calibri"><b>Von:</b> Auenfeld Service<br><b>Gesendet:</b> Mittwoch, 3. April 2024 10:12<br><b>An:</b> Ina Sommer<br>'
        f"<b>Betreff:</b> Ihre Anfrage</font></div><div>{OURS_HTML}</div>",
        SAY,
        True,
    ),
    Shape(
        "outlook mobile html",
        f'<div>{SAY_HTML}</div><div id="ms-outlook-mobile-signature">Outlook f&uuml;r Android beziehen</div><hr tabindex="-1"><div id="divRplyFwdMsg">'
        f"<b>From:</b> Auenfeld &lt;hilfe@auenfeld.example&gt;<br><b>Sent:</b> Wednesday<br><b>To:</b> Ina<br><b>Subject:</b> Re</div>{OURS_HTML}",
        SAY,
        True,
    ),
    Shape(
        "apple mail html",
        f'<html><body>{SAY_HTML}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>Am 03.04.2024 um 10:12 schrieb Auenfeld &lt;hilfe@auenfeld.example&gt;:</div>'
        f"<br><div>{OURS_HTML}</div></blockquote></div></body></html>",
        SAY,
        True,
    ),
    Shape(
        "thunderbird html",
        f'<html><body>{SAY_HTML}<div class="moz-cite-prefix">Am 03.04.24 um 10:12 schrieb Auenfeld Service:<br></div><blockquote type="cite" cite="mid:1@x">{OURS_HTML}</blockquote>'
        '<pre class="moz-signature" cols="72">-- \nIna Sommer</pre></body></html>',
        SAY,
        True,
    ),
    Shape(
        "gmx html",
        f'<html><body><div style="font-family: Verdana;font-size: 12.0px;"><div>{SAY_HTML}</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5;">'
        '<div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Mittwoch, 03. April 2024 um 10:12 Uhr<br/><b>Von:</b>&nbsp;&quot;Auenfeld&quot; &lt;hilfe@auenfeld.example&gt;<br/>'
        f'<b>An:</b>&nbsp;ina@kundin.example<br/><b>Betreff:</b>&nbsp;Ihre Anfrage</div><div name="quoted-content">{OURS_HTML}</div></div></div></div></body></html>',
        SAY,
        True,
    ),
    Shape(
        "yahoo html",
        f'<div class="yahoo-style-wrap">{SAY_HTML}</div><div id="ydp1yahoo_quoted_123" class="ydp1yahoo_quoted"><div>Am Mittwoch, 3. April 2024 um 10:12:41 MESZ hat Auenfeld &lt;hilfe@auenfeld.example&gt; Folgendes geschrieben:</div>{OURS_HTML}</div>',
        SAY,
        True,
    ),
    Shape(
        "proton html",
        f'<div>{SAY_HTML}</div><div class="protonmail_quote">Am Mittwoch, 3. April 2024 um 10:12, schrieb Auenfeld &lt;hilfe@auenfeld.example&gt;:<br><blockquote class="protonmail_quote" type="cite">{OURS_HTML}</blockquote></div>',
        SAY,
        True,
    ),
    Shape(
        "an indented paragraph is no quote",
        '<p>Die Adresse:</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Lindenweg 3<br>12345 Auenfeld</blockquote><p>Danke</p>',
        "Die Adresse:\n\nLindenweg 3\n12345 Auenfeld\n\nDanke",
        True,
    ),
]  # fmt: skip
