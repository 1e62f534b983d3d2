"""`/outbox/`: what left and what waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beistand.desk import outbox as verbs
from beistand.desk.conversations import Actor
from beistand.desk.outbox_lists import outbox_view
from beistand.desk.web import behind_login, page


@require_GET
@behind_login
def outbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, a tab for each state."""
    view = request.GET.get("view", "")
    return page(
        request,
        "desk/outbox.html",
        {"outbox": outbox_view(actor, view, _instant(request.GET.get("before", "")))},
    )


@require_POST
@behind_login
def again(request: HttpRequest, actor: Actor, parcel: UUID) -> HttpResponse:
    """Send it once more."""
    verbs.again(parcel, actor)
    messages.info(request, _("It is on its way again."))
    return redirect("desk:outbox")


@require_POST
@behind_login
def drop(request: HttpRequest, actor: Actor, parcel: UUID) -> HttpResponse:
    """Do not send it."""
    dropped = verbs.drop(parcel, actor)
    messages.info(request, _("It is not sent."))
    if dropped.thread is not None:
        return redirect("desk:talk", dropped.thread)
    return redirect("desk:outbox")


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else None
