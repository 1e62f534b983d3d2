"""Calendar invitations (RFC 5545/6047) as what they are: what, when, where, who asks."""

from __future__ import annotations

import re

import msgspec

from .flowed import tidy

_UNFOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:\";=]+=(?:\"[^\"]*\"|[^:;\"]*))*):(.*)")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?")
_ESCAPES = re.compile(r"\\([\\;,nN])")
_ZONE = re.compile(r"TZID=\"?([^\";:]+)", re.IGNORECASE)
_NAME = re.compile(r"CN=(?:\"([^\"]*)\"|([^;:]+))", re.IGNORECASE)
_WORDS = {
    "de": ("Termin", "Termin abgesagt", "Antwort auf einen Termin", "Zeit", "Ort", "Von", "bis"),
    "en": ("Appointment", "Appointment cancelled", "Reply to an appointment", "Time", "Place", "From", "to"),
}


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """One appointment as written; `starts` and `ends` are text in the zone the sender named (`zone`)."""

    method: str = ""
    summary: str = ""
    starts: str = ""
    ends: str = ""
    zone: str = ""
    place: str = ""
    organizer: str = ""

    def words(self, language: str) -> str:
        """Some lines a person can read."""
        event, cancelled, answered, time, place, who, until = _WORDS.get(language, _WORDS["en"])
        title = {"CANCEL": cancelled, "REPLY": answered}.get(self.method, event)
        ends = self.ends
        if ends[:10] == self.starts[:10] and len(ends) > 10:
            ends = ends[11:]
        when = f"{self.starts} {until} {ends}" if ends and ends != self.starts else self.starts
        lines = [f"{title}: {self.summary}"]
        if when:
            lines.append(f"{time}: {when} ({self.zone})" if self.zone else f"{time}: {when}")
        if self.place:
            lines.append(f"{place}: {self.place}")
        if self.organizer:
            lines.append(f"{who}: {self.organizer}")
        return "\n".join(lines)


def invitation(text: str) -> Invitation | None:
    """The first event of an iCalendar text, None when there is none."""
    method = ""
    event: dict[str, tuple[str, str]] = {}
    inside = 0
    for line in _UNFOLD.sub("", tidy(text)[:500_000]).split("\n"):
        match = _LINE.match(line)
        if match is None:
            continue
        name, params, value = match[1].upper(), match[2], match[3].strip()
        if name == "METHOD":
            method = value.upper()
        elif name == "BEGIN":
            inside += inside > 0 or value.upper() in ("VEVENT", "VTODO")
        elif name == "END" and inside:
            inside -= 1
            if inside == 0:
                break
        elif inside == 1:
            event.setdefault(name, (params, value))
    if not event:
        return None
    start_params, start = event.get("DTSTART", ("", ""))
    zone = _ZONE.search(start_params)
    return Invitation(
        method=method,
        summary=_unescaped(event.get("SUMMARY", ("", ""))[1]),
        starts=_readable(start),
        ends=_readable(event.get("DTEND", event.get("DUE", ("", "")))[1]),
        zone=zone[1] if zone else ("UTC" if start.endswith("Z") else ""),
        place=_unescaped(event.get("LOCATION", ("", ""))[1]),
        organizer=_person(*event.get("ORGANIZER", ("", ""))),
    )


def _readable(stamp: str) -> str:
    match = _STAMP.match(stamp)
    if match is None:
        return ""
    day = f"{match[1]}-{match[2]}-{match[3]}"
    return f"{day} {match[4]}:{match[5]}" if match[4] else day


def _unescaped(value: str) -> str:
    return _ESCAPES.sub(lambda match: " " if match[1] in "nN" else match[1], value).strip()[:500]


def _person(params: str, value: str) -> str:
    name = _NAME.search(params)
    address = value.removeprefix("mailto:").removeprefix("MAILTO:").strip()
    shown = (name[1] or name[2]) if name else ""
    return f"{shown} <{address}>" if shown and shown != address else address
