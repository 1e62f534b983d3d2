"""Signatures, greetings of phones and legal footers: found to be folded, never to be thrown away."""

from __future__ import annotations

import re

DASHES = re.compile(r"(?:--|—|–-)[ \u00a0]?")
_DEVICE = (
    r"iphone|ipad|ipod|apple watch|mac|handy|smartphone|mobil\w*|mobile|phone|telefon|tablet|android\w*|galaxy|samsung|huawei|"
    r"xiaomi|redmi|oneplus|pixel\w*|blackberry|nokia|htc|sony|xperia|motorola|fairphone|windows\w*|outlook|gmail|"
    r"\w*mail|gmx|web\.de|t-online|telekom|freenet|yahoo\w*|aol|proton\w*|tutanota|tuta|thunderbird|k-9|spark|sparrow|app|gerät|device"
)
PHONE_LINE = re.compile(
    r"\s*[*_]?(?:"
    rf"(?:Diese (?:Nachricht|E-?Mail|Mail) wurde )?(?:Von|Gesendet|Verfasst|Geschrieben)\b[^,?\n]{{0,70}}\b(?:{_DEVICE})\b[^,?\n]{{0,60}}"
    rf"|Diese (?:Nachricht|E-?Mail|Mail) wurde (?:von|mit|über)\b[^,?\n]{{0,60}}\b(?:{_DEVICE})\b[^,?\n]{{0,60}}(?:gesendet|verschickt|versendet)[^,?\n]{{0,30}}"
    rf"|Sent (?:from|via|with|using|by)\b[^,?\n]{{0,50}}\b(?:{_DEVICE})\b[^,?\n]{{0,40}}"
    rf"|(?:Holen Sie sich|Laden Sie|Get|Download)\b[^,?\n]{{0,20}}\b(?:{_DEVICE})\b[^,?\n]{{0,80}}"
    r"|Outlook für (?:iOS|Android)(?: beziehen| herunterladen)?[^,?\n]{0,60}"
    r"|Virenfrei\.? ?[^\n]{0,60}|Virus-free\.? ?[^\n]{0,60}"
    r"|via mobile|(?:Gesendet|Von) unterwegs(?: gesendet)?"
    r")[*_]?\s*",
    re.IGNORECASE,
)
_PHONE_ENDS = re.compile(r"\b(?:gesendet|verschickt|versendet)\b", re.IGNORECASE)
GREETING = re.compile(
    r"\s*(?:mit (?:den |)(?:freundlichen|besten|herzlichen|lieben|vielen|sonnigen|vorzüglichen?) (?:grüßen|grüssen|gruß|gruss|dank)|"
    r"(?:viele|beste|liebe|herzliche|schöne|freundliche|sonnige) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|bg|hochachtungsvoll|"
    r"(?:best|kind|warm|many)? ?regards|best wishes|sincerely(?: yours)?|yours (?:sincerely|faithfully)|cheers|thanks|thank you|"
    r"vielen dank|danke|besten dank|gruß|gruss|grüße|best)\b[^\n]{0,40}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\b(?:tel|telefon|fon|phone|fax|telefax|mobil|mobile|handy|cell|durchwahl|e-?mail|mail|web|internet|www|skype)\b\s*[.:]?)"
    r"|^\s*[tfme][.:]\s|https?://|\bwww\.|[\w.+-]+@[\w-]+\.\w|\+\d[\d ()/.-]{6,}|^\s*\(?0\d[\d ()/.-]{6,}$|\(\d{3}\) \d{3}"
    r"|\b(?:hrb|hra|amtsgericht|registergericht|geschäftsführ\w*|vorstand|aufsichtsrat|ust-?id\w*|steuernummer|gmbh|ag|kg|e\.v\.|ltd|inc)\b"
    r"|\b\d{4,5} [A-ZÄÖÜ][a-zäöüß]+|\b\w+(?:straße|strasse|str\.|weg|platz|allee) \d",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\?|\bps\b|p\.s\.|(?:kunden|bestell|vertrags|auftrags|rechnungs|ticket|vorgangs|order|invoice|customer)[\w-]*(?:nummer|nr|number|no|id)\b"
    r"|\b(?:bitte|please|ich|wir|i'?m|könn\w*)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\s*[*_]*(?:diese (?:e-?mail|nachricht|mail)\b[^\n]{0,60}\b(?:enthält|kann|ist|könnte)[^\n]{0,40}\bvertraulich|"
    r"der inhalt dieser (?:e-?mail|nachricht) ist vertraulich|this (?:e-?mail|message)\b[^\n]{0,120}\b(?:confidential|privileged)|"
    r"the information (?:contained )?in this (?:e-?mail|message)|vertraulichkeitshinweis|disclaimer:|confidentiality notice)",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:-{4,}|_{4,}|={4,}|\*{4,})\s*")
_LIST_RULE = re.compile(r"\s*_{20,}\s*")
_LIST_WORDS = re.compile(r"mailing ?list|mailingliste|listinfo|unsubscribe|abbestellen", re.IGNORECASE)
_PGP_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_LONGEST = 25


def is_phone_line(row: str) -> bool:
    """`Von meinem iPhone gesendet`, `Sent from my BlackBerry`: whole lines that a program added."""
    if len(row) > 130 or not PHONE_LINE.fullmatch(row):
        return False
    # "Von meinem Handy" may begin a sentence of the customer; programs say that it was sent.
    return not row.lower().lstrip(" *_").startswith("von ") or _PHONE_ENDS.search(row) is not None


def without_signature(lines: list[str]) -> list[str]:
    """A run of own lines without what belongs to the signature at its end."""
    lines = _without_pgp(lines)
    cut = _first_cut(lines)
    kept = lines[:cut]
    while kept and (not kept[-1].strip() or is_phone_line(kept[-1])):
        kept.pop()
    return kept


def _first_cut(lines: list[str]) -> int:
    greeted = -1
    for index, row in enumerate(lines):
        if len(row) > 1000:
            continue
        if DASHES.fullmatch(row) and (row != "--" or len(lines) - index <= _LONGEST):
            return index
        if _LEGAL.match(row) and (index == 0 or not lines[index - 1].strip()):
            return index if index else len(lines)
        if _LIST_RULE.fullmatch(row) and any(
            _LIST_WORDS.search(near) for near in lines[index + 1 : index + 5]
        ):
            return index
        near_the_end = len(lines) - index <= 4 * _LONGEST
        if near_the_end and _RULE.fullmatch(row) and _is_address_block(lines[index + 1 :], 3):
            return index
        if greeted < 0 and GREETING.fullmatch(row):
            greeted = index
    return _behind_name(lines, greeted) if greeted >= 0 else len(lines)


def _behind_name(lines: list[str], greeted: int) -> int:
    """Greeting and name stay; where an address block follows, it begins behind them."""
    rest = lines[greeted + 1 :]
    if not _is_address_block(rest, 2):
        return len(lines)
    # The name stands directly behind the greeting: the first line, if it is no contact line itself.
    first = next(index for index, row in enumerate(rest) if row.strip())
    return greeted + 1 + first + (not _CONTACT.search(rest[first]))


def _is_address_block(lines: list[str], contacts: int) -> bool:
    """Whether these are only lines to reach somebody: at least so many of them, and no word that is meant for us."""
    rest = [row for row in lines if row.strip()]
    if len(rest) > _LONGEST or any(_PERSONAL.search(row) for row in rest):
        return False
    return sum(len(row) <= 300 and _CONTACT.search(row) is not None for row in rest) >= contacts


def _without_pgp(lines: list[str]) -> list[str]:
    if _PGP_SIGNATURE not in lines:
        return lines
    lines = lines[: lines.index(_PGP_SIGNATURE)]
    if lines and lines[0].strip() == _PGP_BEGIN:
        body = next((index for index, row in enumerate(lines) if not row.strip()), 0)
        lines = [row.removeprefix("- ") for row in lines[body + 1 :]]
    return lines
