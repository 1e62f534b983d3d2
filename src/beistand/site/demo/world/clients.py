"""Six mail programs and how each writes a mail: charset, parts, quotation, telling headers.

A program gets a `Draft` and gives a message with its content set; sender, subject, dates and ids are added by
`mail.py`. The quotation forms are what these programs write in German and in English, because the desk folds
them. Quoted text is one level deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from textwrap import wrap

WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """The message that is answered, as the program puts it below. `at` is in the reader's time zone."""

    text: str
    name: str
    address: str
    to: str
    subject: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person typed and what the program puts around it. `html` replaces the program's own HTML."""

    text: str
    signature: str
    language: str
    quotation: Quotation | None
    html: str = ""


def _outlook(draft: Draft) -> EmailMessage:
    """Outlook on Windows: windows-1252, greeting and signature without a mark, header block above the old mail."""
    greeting = "Mit freundlichen Grüßen" if draft.language == "de" else "Kind regards"
    typed = draft.text + (f"\n\n{greeting}\n\n{draft.signature}" if draft.signature else "")
    old, old_html = "", ""
    if quotation := draft.quotation:
        words = (
            ("Von", "Gesendet", "An", "Betreff")
            if draft.language == "de"
            else ("From", "Sent", "To", "Subject")
        )
        at = quotation.at
        day = f"{WEEKDAYS[draft.language][at.weekday()]}, {_long_day(at, draft.language)} {at:%H:%M}"
        values = (f"{quotation.name} <{quotation.address}>", day, quotation.to, quotation.subject)
        block = [f"{word}: {value}" for word, value in zip(words, values, strict=True)]
        old = "\n\n" + "\n".join(block) + "\n\n" + quotation.text
        rows = "<br>".join(
            f"<b>{word}:</b> {escape(value)}" for word, value in zip(words, values, strict=True)
        )
        old_html = (
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{rows}</p></div>{_paragraphs(quotation.text, "MsoNormal")}'
        )
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--\n'
        'p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n--></style></head>'
        f'<body lang="{draft.language.upper()}"><div class="WordSection1">{_paragraphs(typed, "MsoNormal")}'
        f"{old_html}</div></body></html>"
    )
    message = _with_parts(typed + old, draft.html or html, "windows-1252")
    message["X-Mailer"] = "Microsoft Outlook 16.0"
    message["Accept-Language"] = "de-DE, en-US" if draft.language == "de" else "en-GB, en-US"
    return message


def _apple(draft: Draft) -> EmailMessage:
    """Apple Mail: quotation with `>` and blockquote type=cite."""
    return _apple_kind(
        draft, f"-- \n{draft.signature}" if draft.signature else "", "Apple Mail (2.3826.200.121)"
    )


def _iphone(draft: Draft) -> EmailMessage:
    """Mail on an iPhone: its own line below, typed text above it."""
    own = "Von meinem iPhone gesendet" if draft.language == "de" else "Sent from my iPhone"
    return _apple_kind(draft, own, "iPhone Mail (23B85)")


def _apple_kind(draft: Draft, signature: str, program: str) -> EmailMessage:
    typed = "\n\n".join(filter(None, (draft.text, signature)))
    old, old_html = "", ""
    if quotation := draft.quotation:
        if draft.language == "de":
            line = f"Am {quotation.at:%d.%m.%Y} um {quotation.at:%H:%M} schrieb {_who(quotation)}:"
        else:
            line = f"On {_short_day(quotation.at)}, at {quotation.at:%H:%M}, {_who(quotation)} wrote:"
        old = f"\n\n> {line}\n> \n{_cited(quotation.text)}"
        old_html = (
            f'<div dir="ltr"><br><blockquote type="cite">{escape(line)}<br><br></blockquote></div>'
            f'<blockquote type="cite"><div dir="ltr">{_paragraphs(quotation.text)}</div></blockquote>'
        )
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        f'<body dir="auto" style="overflow-wrap: break-word;">{_paragraphs(typed)}{old_html}</body></html>'
    )
    message = _with_parts(typed + old, draft.html or html, "utf-8")
    message["X-Mailer"] = program
    return message


def _gmail(draft: Draft) -> EmailMessage:
    """Gmail: wrapped plain text, `gmail_quote` in the HTML."""
    typed = draft.text + (f"\n\n--\n{draft.signature}" if draft.signature else "")
    old, old_html = "", ""
    if quotation := draft.quotation:
        at, who = quotation.at, _who(quotation)
        if draft.language == "de":
            day = (
                f"{WEEKDAYS['de'][at.weekday()][:2]}., {at.day}. {MONTHS['de'][at.month - 1][:3]}. {at.year}"
            )
            line = f"Am {day} um {at:%H:%M} Uhr schrieb {who}:"
        else:
            line = f"On {WEEKDAYS['en'][at.weekday()][:3]}, {_short_day(at)} at {at:%H:%M}, {who} wrote:"
        old = f"\n\n{_wrapped(line)}\n\n{_cited(quotation.text)}"
        old_html = (
            f'<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{escape(line)}'
            '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
            f'rgb(204,204,204);padding-left:1ex">{_paragraphs(quotation.text)}</blockquote></div>'
        )
    return _with_parts(
        _wrapped(typed) + old, draft.html or f'<div dir="ltr">{_paragraphs(typed)}</div>{old_html}', "utf-8"
    )


def _gmx(draft: Draft) -> EmailMessage:
    """The web mail of GMX and its kin: HTML with a `quote` division, header block in the text."""
    typed = draft.text + (f"\n\n-- \n{draft.signature}" if draft.signature else "")
    old, old_html = "", ""
    if quotation := draft.quotation:
        at = quotation.at
        words = (
            ("Gesendet", "Von", "An", "Betreff")
            if draft.language == "de"
            else ("Sent", "From", "To", "Subject")
        )
        oclock = " um " if draft.language == "de" else " at "
        day = f"{WEEKDAYS[draft.language][at.weekday()]}, {_long_day(at, draft.language)}{oclock}{at:%H:%M}"
        values = (day, f'"{quotation.name}" <{quotation.address}>', quotation.to, quotation.subject)
        block = [f"{word}: {value}" for word, value in zip(words, values, strict=True)]
        old = "\n\n" + "\n".join(block) + "\n\n" + quotation.text
        rows = "<br/>".join(f"<b>{escape(row).replace(':', ':</b>', 1)}" for row in block)
        old_html = (
            '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; '
            f'border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;">{rows}</div>'
            f'<div name="quoted-content">{_paragraphs(quotation.text)}</div></div>'
        )
    html = (
        '<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">'
        f"{_paragraphs(typed)}{old_html}</div></body></html>"
    )
    message = _with_parts(typed + old, draft.html or html, "utf-8")
    message["X-Priority"] = "3"
    message["Importance"] = "normal"
    return message


def _thunderbird(draft: Draft) -> EmailMessage:
    """Thunderbird: plain text, format=flowed, `-- ` above the signature."""
    text = draft.text
    if quotation := draft.quotation:
        if draft.language == "de":
            line = f"Am {quotation.at:%d.%m.%y} um {quotation.at:%H:%M} schrieb {quotation.name}:"
        else:
            line = f"On {quotation.at:%d/%m/%Y %H:%M}, {quotation.name} wrote:"
        text = f"{line}\n{_cited(quotation.text)}\n\n{text}"
    flowed = "\n".join(
        " \n".join(wrap(row, 72)) if not row.startswith(">") else row for row in text.split("\n")
    )
    if draft.signature:
        flowed += f"\n\n-- \n{draft.signature}"
    message = EmailMessage(policy=SMTP)
    message["User-Agent"] = "Mozilla Thunderbird"
    if draft.html:
        return _parts_into(message, flowed, draft.html, "utf-8")
    message.set_content(flowed, charset="utf-8", cte="8bit", params={"format": "flowed"})
    return message


PROGRAMS: Mapping[str, Callable[[Draft], EmailMessage]] = {
    "outlook": _outlook,
    "apple": _apple,
    "iphone": _iphone,
    "gmail": _gmail,
    "gmx": _gmx,
    "thunderbird": _thunderbird,
}
REPLY_WORDS = {
    "outlook": "AW",
    "gmx": "Aw",
    "thunderbird": "Re",
    "gmail": "Re",
    "apple": "Re",
    "iphone": "Re",
}
"""What each program puts before the subject of an answer in German. In English all say Re."""


def _with_parts(text: str, html: str, charset: str) -> EmailMessage:
    return _parts_into(EmailMessage(policy=SMTP), text, html, charset)


def _parts_into(message: EmailMessage, text: str, html: str, charset: str) -> EmailMessage:
    try:
        (text + html).encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    message.set_content(text, charset=charset, cte="quoted-printable")
    message.add_alternative(html, subtype="html", charset=charset, cte="quoted-printable")
    return message


def _paragraphs(text: str, css: str = "") -> str:
    mark = f' class="{css}"' if css else ""
    tag = "p" if css else "div"
    rows = (escape(row, quote=False) or "<br>" for row in text.split("\n"))
    return "".join(f"<{tag}{mark}>{row}</{tag}>" for row in rows)


def _cited(text: str) -> str:
    return "\n".join(f"> {row}" for row in _wrapped(text, 76).split("\n"))


def _wrapped(text: str, width: int = 78) -> str:
    return "\n".join("\n".join(wrap(row, width)) for row in text.split("\n"))


def _who(quotation: Quotation) -> str:
    return f"{quotation.name} <{quotation.address}>"


def _long_day(at: datetime, language: str) -> str:
    dot = "." if language == "de" else ""
    return f"{at.day}{dot} {MONTHS[language][at.month - 1]} {at.year}"


def _short_day(at: datetime) -> str:
    return f"{at.day} {MONTHS['en'][at.month - 1][:3]} {at.year}"
