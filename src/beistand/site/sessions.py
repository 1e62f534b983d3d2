"""What becomes of a sign-in: when it ends, what ends it, and a new id at every step up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from beistand.house.models import Agent
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.site.session_time import BEGAN, SEEN, is_over
from beistand.site.true_client import is_here

NOTE_EVERY = timedelta(minutes=5)
BY_ITSELF = ("/seen/", "/presence/")  # what an open page sends without anybody touching it


class Sessions:
    """Ends sessions whose time is over, and demo sessions that are used from elsewhere."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the session of a signed-in agent before anything is done in their name."""
        agent = request.user
        if not isinstance(agent, Agent):
            return self.answer(request)
        at = clock.now()
        if is_over(request.session, at):
            logout(request)
        elif agent.is_demo and not is_here(request):
            logout(request)
            return refuse_demo(request)
        elif not request.path.endswith(BY_ITSELF):
            _note(request, at)
        return self.answer(request)


def refuse_demo(request: HttpRequest) -> HttpResponseBase:
    """What is said to somebody elsewhere who wants to come in with a demo account."""
    refused = Refused(
        _("Demo accounts only work on the machine that runs the demo."),
        _("Ask the admin of your house for an account of your own."),
        status=403,
    )
    return render(request, "refused.html", {"refused": refused}, status=403, using="jinja2")


def end_all(agent: Agent, but: str = "") -> int:
    """Sign an agent out everywhere (`but` keeps one session key); how many sessions ended."""
    ended = list(UserSession.objects.filter(user_id=agent.pk).exclude(session_key=but))
    for session in ended:
        session.end()
    return len(ended)


def listen() -> None:
    """Connect to the moments at which somebody is known (better) than before."""
    user_logged_in.connect(_begin, dispatch_uid="beistand-session-begins")
    authentication_step_completed.connect(_renew, dispatch_uid="beistand-session-renewed")


def _note(request: HttpRequest, at: datetime) -> None:
    now = at.timestamp()
    request.session.setdefault(BEGAN, now)
    if abs(now - float(request.session.get(SEEN, 0))) >= NOTE_EVERY.total_seconds():
        request.session[SEEN] = now


def _begin(sender: object, request: HttpRequest, **more: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = clock.now().timestamp()


def _renew(sender: object, request: HttpRequest, **more: Any) -> None:
    """A step up gets a new session id: whoever knew the old one does not rise with it."""
    if not more.get("reauthenticated"):
        return
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
