"""Hard or soft? What the far servers say, by RFC 3463 status and by the sentences of the large providers.

Hard means that the address will never work: nobody there, no such domain, account closed or moved. Everything
that may pass is soft: full mailbox, policy, reputation, rate, greylisting, outage, too large a message.
"""

from __future__ import annotations

import re

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]|\s?\.\d)")
_REPLY_CODE = re.compile(r"(?<![\d.#-])([45]\d\d)(?=[ \-#])")

_GONE = re.compile(
    # English: the server's sentence
    r"\b(?:unknown|no such|non-?existent|invalid|bad|undefined|unrout?eable|undeliverable) "
    r"(?:e-?mail |mail |local |destination |final )?(?:user|recipient|mailbox|address|account|local[- ]?part|domain|person|host)\b"
    r"|\b(?:user|recipient|mailbox|account|e-?mail|address(?:ee)?|alias|domain|host)s?(?: name| address)?\b[^.\n]{0,60}?"
    r"\b(?:unknown|not (?:be )?found|not known|not exist|n[o']t exist|does ?n[o']t exist|is no longer|no longer (?:exists?|valid|available|active|in use|on server|accepts)"
    r"|not listed|not a valid|not valid|invalid|disabled|discontinued|deactivated|inactive|suspended|closed|terminated|deleted|expired|has moved|moved to)"
    r"|\b(?:wasn't|was not|couldn't be|could not be) found\b|\bno (?:mailbox|user|account|such)\b[^.\n]{0,40}\b(?:here|by that name|record|user|address)?"
    r"|\bdoes(?:n't| not) have an? [^\n]{0,40}\baccount\b|\bnot our customer\b|\bno mx\b|\bnxdomain\b|\bnull ?mx\b|couldn't find any host"
    r"|all relevant mx records point to non-existent hosts|unable to verify user|not have an account here|user lookup success but no user record found"
    r"|host or domain name not found|recipientnotfound|recipnotfound|unknown or illegal alias|mailbox unavailable|mailbox not found|addressee unknown"
    r"|recipient address rejected: access denied|is not a (?:valid )?(?:mailbox|user|recipient)|not a known user"
    # German: GMX, WEB.DE, T-Online, Exchange
    r"|\b(?:empfänger\w*|benutzer\w*|postfach|adresse|e-?mail-adresse|mailbox|konto|account|domain|domäne|teilnehmer)\b[^.\n]{0,80}?"
    r"\b(?:unbekannt|nicht bekannt|existiert nicht|existieren nicht|nicht existent|nicht gefunden|nicht vorhanden|nicht (?:mehr )?gültig|ungültig|"
    r"nicht mehr (?:aktiv|vergeben|verfügbar|gültig)|deaktiviert|gesperrt|gelöscht|geschlossen|stillgelegt|abgemeldet)"
    r"|\bunbekannte[rs]? (?:empfänger|benutzer|adresse|domain|postfach)|kein (?:postfach|benutzer|empfänger)\b",
    re.IGNORECASE,
)  # fmt: skip
_MAY_PASS = re.compile(
    r"mailbox (?:is )?full|(?:over|exceed\w*|above)[^.\n]{0,20}(?:quota|storage)|quota[^.\n]{0,20}exceed|overquota|inbox is full|insufficient (?:system )?storage|"
    r"storage allocation|user is over|out of (?:disk )?space|mailbox size|"
    r"postfach[^.\n]{0,40}(?:voll|überfüllt|erschöpft)|mailbox[^.\n]{0,30}\bvoll\b|speicher(?:platz|kontingent)[^.\n]{0,40}(?:erschöpft|überschritten)|kontingent[^.\n]{0,30}überschritten|"
    r"too (?:large|big)|size limit|maximum (?:message )?size|exceeds[^.\n]{0,30}size|message size|zu groß|größenbeschränkung|"
    r"\bspam\b|spamhaus|\bblock(?:ed|list)|black ?list|blocklist|\bdnsbl\b|\brbl\b|reputation|\bpolicy\b|richtlinie|local policy|"
    r"unsolicited|content reject|virus|\bdmarc\b|\bspf\b|\bdkim\b|unauthenticated|not authenticated|reverse dns|\bptr\b|listed (?:at|in|by|on)|"
    r"grey ?list|gr[ae]ylisted|try (?:again|later)|later again|temporar|vorübergehend|später (?:noch einmal|erneut)|"
    r"rate ?limit|too many|too fast|throttl|exceeded (?:the )?(?:rate|limit)|receiving mail at a rate|"
    r"time?d? ?out|timeout|connection (?:refused|reset|timed|dropped|lost)|network is unreachable|no route to host|"
    r"still being retried|delayed|verzögert|retry time(?:out)? (?:not|exceeded)|queue too long|greeting|loop|too many hops|"
    r"not allowed|relay(?:ing)? (?:access )?denied|unable to relay|access denied|sender (?:address )?rejected|sender denied|restricted|requires? authentication|"
    r"tobr@rx\.t-online|ask your postmaster|poor[^.\n]{0,10}reputation|certificate|starttls|\btls\b",
    re.IGNORECASE,
)
_STRONG_GONE = re.compile(
    r"(?:user|recipient|account|mailbox|address|empfänger|benutzer|postfach)\w*\b[^.\n]{0,40}\b(?:unknown|not exist|n't exist|not found|unbekannt|existiert nicht)"
    r"|(?:unknown|no such) (?:user|recipient|mailbox|account)|unbekannter (?:empfänger|benutzer)|recipient address rejected: access denied",
    re.IGNORECASE,
)  # fmt: skip
_HARD = {(1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 6), (1, 10), (2, 1), (4, 310)}
_SOFT = {(1, 7), (1, 8), (1, 9), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (3, 4), (4, 7), (4, 6), (4, 14)}


def status_of(words: str, given: str = "") -> str:
    """The most telling status: `given` from the report, or a more exact one in the server's sentence."""
    found = [".".join(match) for match in STATUS.findall(words)]
    if given and not given.endswith(".0.0") and given != "5.3.0":
        return given
    exact = [
        status for status in found if not status.endswith(".0.0") and status[0] == (given[:1] or status[0])
    ]
    if exact:
        return exact[0]
    return given or (found[0] if found else "")


def kind_of(status: str, words: str) -> str:
    """`hard` or `soft` for one refusal. `words`: the far server's sentence, or the text of the bounce."""
    match = STATUS.fullmatch(status)
    code = _REPLY_CODE.search(words)
    gone, may_pass = _GONE.search(words) is not None, _MAY_PASS.search(words) is not None
    strong = _STRONG_GONE.search(words) is not None
    if match is None:
        if code is not None and code[1][0] == "4":
            return "soft"
        return "hard" if gone and (strong or not may_pass) else "soft"
    if match[1] != "5":
        return "soft"
    detail = (int(match[2]), int(match[3]))
    if detail in _SOFT:
        return "soft"
    if detail in _HARD:
        # A full or blocked mailbox does exist, whatever number its server chose.
        return "soft" if may_pass and not gone else "hard"
    if detail[0] == 7:
        return "hard" if strong else "soft"
    return "hard" if gone and (strong or not may_pass) else "soft"
