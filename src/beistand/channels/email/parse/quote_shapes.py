"""How mail programs announce what they quote: German and English ones, and the common neighbours."""

from __future__ import annotations

import re

# One line or several joined ones: somebody wrote this on that day. Each alternative ends the line with a colon.
_SAID = r"(?:schrieb(?:en)?|wrote|writes|написала?|a écrit|ha scritto|escribió|schreef|napisał(?:\(a\))?)"
DATED_ATTRIBUTION = re.compile(
    r"(?:"
    rf"(?:Am|On|Le|El|Op|Il|W dniu|Dnia)\b(?=[^\n]*\d)[^\n]{{3,260}}?{_SAID}\b[^\n]{{0,160}}:"  # Am 1.1.2024 um 10:00 schrieb Max:
    rf"|[^\n]{{1,160}}?\b{_SAID} (?:am|on|at)\b(?=[^\n]*\d)[^\n]{{4,90}}:"  # Max schrieb am Mo., 1. Jan. 2024, 10:00:
    r"|[^\n]{1,160}? hat am (?=[^\n]*\d)[^\n]{6,60} geschrieben:"  # Max <m@x.de> hat am 01.01.2024 10:00 CET geschrieben:
    r"|\d{4}-\d\d-\d\d \d\d?:\d\d[^\n]{0,40}<[^\n<>]+@[^\n<>]+>:"  # 2024-01-01 10:00 GMT+01:00 Max <m@x.de>:
    r"|\d\d?\.\d\d?\.\d{2,4},? (?:um )?\d\d?:\d\d[^\n]{1,120}(?:<[^\n<>]+@[^\n<>]+>|"
    + _SAID
    + r"):"  # Yandex, mail.ru
    r"|[^\n]{3,40}\d{4} \d\d?:\d\d[^\n]{1,30} от [^\n]{1,120}:"
    r"|Zitat von [^\n]{2,160}:|Zitiere [^\n]{2,160}:|Quoting [^\n]{2,160}:"
    r")\s*",
    re.IGNORECASE,
)
# Yahoo writes on in the same line; the address in brackets makes it sure.
RUN_ON_ATTRIBUTION = re.compile(
    rf"\s*(?:Am|On)\b(?=[^\n]*\d)[^\n]{{3,160}}?{_SAID}\b[^\n]{{0,80}}?<[^<>\n]+@[^<>\n]+>:\s+\S",
    re.IGNORECASE,
)
# Weak: counts only when quoted lines follow.
BARE_ATTRIBUTION = re.compile(
    rf"[^\n]{{2,200}}(?:\b|>){_SAID}\s?:\s*|\d[^\n]{{8,60}}[\s,][^\n]{{2,90}}:\s*", re.IGNORECASE
)
ATTRIBUTION_STARTS = re.compile(r"(?:Am|On|Le|El|Op|Il|W dniu|Dnia|\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{2,4})\b")
ATTRIBUTION_ENDS = re.compile(rf":\s*$|{_SAID}\s*:?\s*$", re.IGNORECASE)

SEPARATOR = re.compile(
    r"\s*(?:[-_=*~]{2,}\s*)"
    r"(?:(?:Ursprüngliche|Urspr\.|Original|Weitergeleitete|Vorherige|Forwarded|Reply|Begin forwarded|Quoted)[\s-]*"
    r"(?:E-?Mail|Mail|Nachricht|Message|Text)?(?: (?:von|from|by) [^\n]{1,80})?|Message d'origine|Mensaje original|"
    r"Oprindelig meddelelse|Messaggio originale|Oorspronkelijk bericht|Исходное сообщение|Пересылаемое сообщение)"
    r"\s*:?\s*(?:[-_=*~]{2,})?\s*",
    re.IGNORECASE,
)
FORWARD_LINE = re.compile(
    r"\s*(?:Anfang der weitergeleiteten (?:E-?Mail|Nachricht)|Begin forwarded message|"
    r"[-# ]*(?:Please (?:type|write) your reply above this line|Please reply above this line|"
    r"Bitte antworten Sie (?:oberhalb|über) dieser (?:Zeile|Linie)|Antworten Sie (?:oberhalb|über) dieser Linie)[-# ]*)"
    r"\s*[:.]?\s*",
    re.IGNORECASE,
)
RULE_LETTERS = "_-=*—"
RULE = re.compile(r"\s*(?:_{5,}|-{5,}|={5,}|\*{5,}|—{3,})\s*")

_LABELS = {
    "from": ("von", "from", "de", "от", "van", "da", "absender"),
    "sent": ("gesendet", "gesendet am", "sent", "datum", "date", "envoyé", "отправлено", "дата", "verzonden"),
    "to": ("an", "to", "cc", "kopie", "bcc", "à", "кому", "antwort an", "reply-to", "empfänger"),
    "subject": ("betreff", "subject", "objet", "тема", "onderwerp", "betrifft"),
    "more": ("wichtigkeit", "importance", "priorität", "anlagen", "attachments", "priority"),
}
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL_LINE = re.compile(
    r"[\s>|]{0,6}[*_]{0,2}("
    + "|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True))
    + r")\s{0,3}[*_]{0,2}:[*_]{0,2}(.*)",
    re.IGNORECASE,
)


def copied_header(lines: list[str], at: int, *, announced: bool) -> int:
    """How many lines a copied mail header takes that begins in line `at`; 0 when none does.

    It names who wrote and (what or when). Without an announcement three fields are asked for, because a customer may
    well write "Von: Berlin" and "Datum: 3. April".
    """
    kinds: set[str] = set()
    end = at
    blank = 0
    first = _LABEL_LINE.fullmatch(lines[at])
    if first is None or _KIND_OF[first[1].lower()] in ("to", "more"):
        return 0
    has_address = False
    words_sent = False
    for index in range(at, min(at + 14, len(lines))):
        row = lines[index]
        match = _LABEL_LINE.fullmatch(row)
        if match is not None:
            label = match[1].lower()
            kinds.add(_KIND_OF[label])
            has_address = has_address or "@" in match[2]
            words_sent = words_sent or label in ("gesendet", "sent", "gesendet am")
            end, blank = index + 1, 0
        elif not row.strip():
            blank += 1
            # Some programs put a blank line between the fields, never two.
            if blank > 1 or ("from" in kinds and "subject" in kinds):
                break
        elif blank or len(row) > 400:
            break
        else:
            has_address = has_address or "@" in row
    enough = len(kinds & {"from", "sent", "to", "subject"})
    if "from" not in kinds or enough < 2:
        return 0
    if announced or (enough >= 3 and ("subject" in kinds or words_sent or has_address)):
        return end - at
    return end - at if enough == 2 and has_address and words_sent else 0


INLINE_ANSWERS = re.compile(
    r"\b(?:siehe|s\.|vgl\.)\s*(?:weiter )?unten\b|\bs\.\s?u\.|\binline\b|\bim text\b|\bim (?:original|mail)text\b"
    r"|\b(?:antwort\w*|anmerkung\w*|kommentar\w*|ergänzung\w*|rückmeldung\w*)\b[^.!?\n]{0,50}\b(?:unten|rot|blau|grün|farbig|markiert)\b"
    r"|\bin (?:rot|blau|grün|red|blue|green)\b|\b(?:answers?|comments?|repl(?:y|ies)|notes?)\b[^.!?\n]{0,40}\bbelow\b|\bsee below\b",
    re.IGNORECASE,
)
