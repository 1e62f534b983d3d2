"""`/in/invite/<token>/`: somebody new sets a name and a password. Looking changes nothing, the button does."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beistand.house import invitations
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import show


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation."""
    person = invitations.invited(token)
    if person is None:
        raise Refused(_("This invitation has ended."), _("Ask for a new one."), status=404, code="ended")
    refused = None
    if request.method == "POST":
        try:
            invitations.take(
                token, name=request.POST.get("name", ""), password=request.POST.get("password", "")
            )
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("Welcome. You can sign in now."))
            return redirect("account_login")
    answer = show(request, "settings/invitation.html", {"person": person}, refused)
    answer.headers["Cache-Control"] = "no-store"
    return answer
