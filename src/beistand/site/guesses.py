"""How often somebody may try to sign in or ask for a new password.

Strangers must not be able to lock an agent out: tries from a browser in which that agent has signed in before
count apart (it carries a signed cookie, "device"), so that a siege from elsewhere does not slow them.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beistand.lib import limits
from beistand.lib.limits import Limit

PLACE = Limit("sign-in place", 20, timedelta(seconds=2), timedelta(minutes=15), timedelta(hours=1))
ACCOUNT = Limit("sign-in account", 5, timedelta(seconds=2), timedelta(minutes=5), timedelta(hours=12))
RESET_PLACE = Limit("reset place", 10, timedelta(seconds=10), timedelta(hours=1), timedelta(hours=6))
RESET_TARGET = Limit("reset target", 3, timedelta(minutes=1), timedelta(hours=6), timedelta(days=1))

DEVICE_COOKIE = f"{settings.SESSION_COOKIE_NAME}_device"
DEVICE_SALT = "beistand-device"
DEVICE_LASTS = timedelta(days=180)


def sign_in(request: HttpRequest, mail: str) -> timedelta:
    """Count a try to sign in; how long they must wait before they may try (zero: go on)."""
    return limits.take((PLACE, _place(request)), (ACCOUNT, _account(request, mail)))


def was_right(request: HttpRequest, mail: str) -> None:
    """The try was a good one. The place keeps its earlier tries: an own account must not wash guesses clean."""
    limits.give_back(PLACE, _place(request))
    limits.forget(ACCOUNT, _account(request, mail))


def reset(request: HttpRequest, mail: str) -> timedelta:
    """Count a wish for a new password, whether or not there is such an account."""
    return limits.take((RESET_PLACE, _place(request)), (RESET_TARGET, _fold(mail)))


def remember(response: HttpResponseBase, mail: str) -> None:
    """Let this browser be known as one of this agent's."""
    known = signing.dumps({"m": _short(mail), "d": secrets.token_urlsafe(12)}, salt=DEVICE_SALT)
    response.set_cookie(
        DEVICE_COOKIE,
        known,
        max_age=int(DEVICE_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def wait_words(wait: timedelta) -> str:
    """How long to wait, as a sentence."""
    seconds = max(1, round(wait.total_seconds()))
    if seconds <= 90:
        span = ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    else:
        minutes = -(-seconds // 60)
        span = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return _("That was too often. Please wait %(span)s, then try again.") % {"span": span}


def _place(request: HttpRequest) -> str:
    return limits.network(request.META.get("REMOTE_ADDR", ""))


def _account(request: HttpRequest, mail: str) -> str:
    device = _device(request, mail)
    return f"device {device}" if device else f"account {_fold(mail)}"


def _device(request: HttpRequest, mail: str) -> str:
    try:
        known = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=DEVICE_LASTS)
    except signing.BadSignature:
        return ""
    return str(known["d"]) if known["m"] == _short(mail) else ""


def _short(mail: str) -> str:
    return hashlib.sha256(_fold(mail).encode()).hexdigest()[:24]


def _fold(mail: str) -> str:
    return mail.strip().lower()[:254]
