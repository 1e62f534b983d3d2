"""Joining two matters and parting them again, from the menu of a conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beistand.desk import joining
from beistand.desk.conversations import Actor
from beistand.desk.web import behind_login
from beistand.lib.refusal import Refused


@require_POST
@behind_login
def join(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Join another matter into this one."""
    joining.join(thread, _uuid(request.POST.get("other", "")), actor)
    return redirect("desk:talk", thread)


@require_POST
@behind_login
def part(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Make it two matters again."""
    joining.part(_uuid(request.POST.get("joining", "")), actor)
    return redirect("desk:talk", thread)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(_("This conversation is not here."), status=404, code="not-found") from None
