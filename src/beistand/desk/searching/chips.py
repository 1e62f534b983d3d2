"""What was understood, said back."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beistand.desk.rules import query as ask
from beistand.desk.shapes import Chip


def chips_of(query: ask.Query) -> tuple[Chip, ...]:
    """A chip for every part that is more than a word, and for what was not understood."""
    if all(isinstance(part, ask.Word) and not part.is_excluded for part in query.parts) and not (
        query.not_understood
    ):
        return ()
    understood = [_chip(part) for part in query.parts]
    return (*understood, *(Chip(text, False) for text in query.not_understood))


def _chip(part: ask.Part) -> Chip:
    words = _words(part)
    if isinstance(part, ask.Promise):
        return Chip(words, False, _("not yet: there are no promises so far"))
    return Chip(_("without %(part)s") % {"part": words} if part.is_excluded else words)


def _words(part: ask.Part) -> str:
    match part:
        case ask.Word(text):
            return text
        case ask.Phrase(text):
            return f"“{text}”"
        case ask.From(who):
            return _("from: %(who)s") % {"who": who}
        case ask.To(who):
            return _("to: %(who)s") % {"who": who}
        case ask.Channel(name):
            return _("channel: %(name)s") % {"name": _channel(name)}
        case ask.Status(state):
            return _("status: %(state)s") % {"state": _state(state)}
        case ask.Promise(state):
            return _("promise: %(state)s") % {"state": _promise(state)}
        case ask.Team(name):
            return _("team: %(name)s") % {"name": name}
        case ask.Label(name):
            return _("label: %(name)s") % {"name": name}
        case ask.Brand(name):
            return _("brand: %(name)s") % {"name": name}
        case ask.HasAttachment():
            return _("with an attachment")
        case ask.Before(day):
            return _("before %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
        case ask.After(day):
            return _("from %(day)s on") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


def _channel(name: str) -> str:
    known = {
        "email": _("Email"),
        "form": _("Form"),
        "counter": _("Counter"),
        "post": _("Letter"),
        "chat": _("Chat"),
        "phone": _("Phone"),
    }
    return known.get(name, name)


def _state(state: str) -> str:
    return {
        "open": _("open"),
        "waiting": _("waiting for us"),
        "snoozed": _("put off"),
        "closed": _("done"),
    }[state]


def _promise(state: str) -> str:
    return {"kept": _("kept"), "at-risk": _("at risk"), "broken": _("broken")}[state]
