"""`/settings/quarantine/`: mails that could not be read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beistand.desk import quarantine as verbs
from beistand.desk.conversations import Actor
from beistand.desk.held import held_mails
from beistand.desk.web import behind_login, page


@require_GET
@behind_login
def quarantine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list with the reason of each."""
    return page(request, "desk/quarantine.html", {"held": held_mails(actor.sight)})


@require_POST
@behind_login
def retry(request: HttpRequest, actor: Actor, message: UUID) -> HttpResponse:
    """Read one again."""
    verbs.retry(message, actor)
    messages.info(request, _("We are reading it once more. If it works, it stands on the desk in a moment."))
    return redirect("desk:quarantine")
