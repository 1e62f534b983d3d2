"""How times, names and figures become words on a page. Filters of the Jinja2 environment; `install` puts them in.

Times are shown in Django's current time zone and language. "Now" comes from the caller of `install`, or from the
variable `now` of the page, so that one page tells one time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

#: From when on a wait is drawn amber. Not a promise: only a reason to look.
LONG_WAIT = timedelta(hours=4)
TONES = 6


def install(environment: Environment, now: Callable[[], datetime]) -> None:
    """Give an environment the filters hour, day, moment, waited, is_long_wait, initials, tone, channel_*."""

    def at(context: Context) -> datetime:
        told = context.get("now")
        return told if isinstance(told, datetime) else now()

    @pass_context
    def day_filter(context: Context, value: datetime) -> str:
        return day(value, at(context))

    @pass_context
    def moment_filter(context: Context, value: datetime) -> str:
        return moment(value, at(context))

    @pass_context
    def waited_filter(context: Context, value: datetime) -> str:
        return waited(at(context) - value)

    @pass_context
    def until_filter(context: Context, value: datetime) -> str:
        return until(value, at(context))

    @pass_context
    def is_long_wait_filter(context: Context, value: datetime) -> bool:
        return at(context) - value >= LONG_WAIT

    @pass_context
    def greeting_filter(context: Context, name: str) -> str:
        return greeting(name, at(context))

    environment.filters |= {
        "hour": hour,
        "day": day_filter,
        "moment": moment_filter,
        "waited": waited_filter,
        "until": until_filter,
        "is_long_wait": is_long_wait_filter,
        "greeting": greeting_filter,
        "initials": initials,
        "tone": tone,
        "first_name": first_name,
        "channel_icon": channel_icon,
        "channel_words": channel_words,
        "script_json": script_json,
        "isoformat": datetime.isoformat,
    }
    environment.globals["language"] = lambda: (get_language() or "en")[:2]


def hour(value: datetime) -> str:
    """09:20, in the current zone."""
    return timezone.localtime(value).strftime("%H:%M")


def day(value: datetime, at: datetime) -> str:
    """Today, yesterday, a weekday of the last six days, else the date (with its year when it is another)."""
    local, today = timezone.localtime(value).date(), timezone.localtime(at).date()
    if local == today:
        return gettext("today")
    if local == today - timedelta(days=1):
        return gettext("yesterday")
    locale = get_language() or "en"
    if timedelta(0) < today - local < timedelta(days=7):
        return format_date(local, "EEEE", locale=locale)
    german = locale.startswith("de")
    pattern = "d. MMMM" if german else "d MMMM"
    return format_date(local, pattern if local.year == today.year else f"{pattern} y", locale=locale)


def moment(value: datetime, at: datetime) -> str:
    """The hour for today, else the day and the hour."""
    if timezone.localtime(value).date() == timezone.localtime(at).date():
        return hour(value)
    return f"{day(value, at)}, {hour(value)}"


def until(value: datetime, at: datetime) -> str:
    """Until when something sleeps: "until 15:00", "until tomorrow, 09:00"."""
    local, today = timezone.localtime(value).date(), timezone.localtime(at).date()
    if local == today:
        return gettext("until %(hour)s") % {"hour": hour(value)}
    if local == today + timedelta(days=1):
        return gettext("until tomorrow, %(hour)s") % {"hour": hour(value)}
    locale = get_language() or "en"
    name = format_date(local, "EEEE, d. MMMM" if locale.startswith("de") else "EEEE d MMMM", locale=locale)
    return gettext("until %(day)s, %(hour)s") % {"day": name, "hour": hour(value)}


def waited(span: timedelta) -> str:
    """How long somebody has been waiting, in plain words. No promise is in it."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return gettext("waiting %(count)s min.") % {"count": minutes}
    if minutes < 48 * 60:
        return gettext("waiting %(count)s hrs") % {"count": minutes // 60}
    count = minutes // (24 * 60)
    return ngettext("waiting %(count)s day", "waiting %(count)s days", count) % {"count": count}


def greeting(name: str, at: datetime) -> str:
    """Good morning until 11, good day until 18, good evening after."""
    hour_now = timezone.localtime(at).hour
    words = {"name": first_name(name)}
    if 4 <= hour_now < 11:
        return gettext("Good morning, %(name)s") % words
    if 11 <= hour_now < 18:
        return gettext("Good day, %(name)s") % words
    return gettext("Good evening, %(name)s") % words


@lru_cache(4096)
def first_name(name: str) -> str:
    """The first word of a name that is no title."""
    words = [word for word in name.split() if word not in {"Dr.", "Prof.", "Frau", "Herr"}]
    return words[0] if words else name


@lru_cache(4096)
def initials(name: str) -> str:
    """Up to two letters: first and last word, titles left out; an address gives its first two letters."""
    words = [word for word in name.replace("@", " ").split() if word[:1].isalnum() and not word.endswith(".")]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    if "@" in name:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


@lru_cache(4096)
def tone(name: str) -> int:
    """A steady colour number 0 to 5 for a name."""
    return hashlib.sha256(name.encode()).digest()[0] % TONES


CHANNEL_ICONS: Mapping[str, str] = {
    "email": "mail",
    "form": "globe",
    "counter": "store",
    "post": "file-text",
    "chat": "message-circle",
    "phone": "phone",
}


def channel_icon(channel: str) -> str:
    """The sprite name of a channel."""
    return CHANNEL_ICONS.get(channel, "inbox")


def channel_words(channel: str) -> str:
    """What a person calls the channel."""
    return {
        "email": gettext("Email"),
        "form": gettext("Form"),
        "counter": gettext("Counter"),
        "post": gettext("Letter"),
        "chat": gettext("Chat"),
        "phone": gettext("Phone"),
    }.get(channel, channel)


def script_json(value: object) -> Markup:
    """JSON that may stand inside a <script> element."""
    text = json.dumps(value, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704  # escaped for script just here
