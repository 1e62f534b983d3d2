"""`/desk/snippets/`: the ready texts that `#` in an answer offers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beistand.desk import conversations
from beistand.desk.conversations import Actor
from beistand.desk.snippets import ready_texts
from beistand.desk.web import behind_login
from beistand.house.models import Brand
from beistand.lib.refusal import Refused


@require_GET
@behind_login
def snippets(request: HttpRequest, actor: Actor) -> JsonResponse:
    """The texts for a conversation (`talk=ID`) or of a brand (`brand=SLUG`)."""
    talk = request.GET.get("talk", "")
    if talk:
        try:
            row = conversations.find(UUID(talk), actor)
        except ValueError:
            raise _nothing() from None
        return JsonResponse({"snippets": ready_texts(row.brand, row)})
    brand = Brand.objects.filter(slug=request.GET.get("brand", ""), id__in=actor.sight.brands).first()
    if brand is None:
        raise _nothing()
    return JsonResponse({"snippets": ready_texts(brand)})


def _nothing() -> Refused:
    return Refused(_("This is not here."), _("Go back to the desk."), status=404, code="not-found")
