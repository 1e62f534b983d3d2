"""`/settings/mail/oauth/…`: an admin signs in at the mail provider, so that the house may fetch or send there.

The way there carries a state that only this session knows and a PKCE challenge; what comes back without them
was not asked for and changes nothing. Each way is good for one return.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beistand.channels.email import oauth, oauth_grants
from beistand.channels.email.models import OAuthGrant
from beistand.channels.email.oauth import NoTokens
from beistand.desk.conversations import Actor
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import ADMINS, nothing_here, only, show

KEPT = "oauth-way"


@require_GET
@only(ADMINS)
def begin(request: HttpRequest, actor: Actor, grant: UUID) -> HttpResponse:
    """What will happen, and the link to the provider."""
    row = OAuthGrant.objects.select_related("mailbox__brand", "smarthost__brand").filter(id=grant).first()
    owner = (row.mailbox or row.smarthost) if row is not None else None
    if row is None or owner is None or owner.brand_id not in actor.sight.brands:
        raise nothing_here()
    if not row.authorize_url:
        raise Refused(
            _("This provider only offers the sign-in by device."),
            _("Use the command with --device."),
            status=409,
        )
    way = {"grant": str(row.id), "state": secrets.token_urlsafe(32), "verifier": oauth.new_verifier()}
    request.session[KEPT] = way
    link = oauth.way_to_provider(
        oauth_grants.client_of(row),
        back=_back(),
        state=way["state"],
        verifier=way["verifier"],
        user=owner.user,
    )
    context: dict[str, Any] = {"grant": row, "owner": owner, "link": link, "back": _back()}
    return show(request, "settings/provider_sign_in.html", context)


@require_GET
@only(ADMINS)
def back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The provider has sent somebody back: exchange the code for tokens."""
    way = request.session.pop(KEPT, None)
    state = request.GET.get("state", "")
    if way is None or not hmac.compare_digest(str(way["state"]).encode(), state.encode()):
        raise Refused(
            _("We did not ask for this sign-in, or it was used already."),
            _("Begin again under Settings, Mail."),
            status=409,
            code="state",
        )
    row = OAuthGrant.objects.filter(id=way["grant"]).first()
    if row is None:
        raise nothing_here()
    try:
        if request.GET.get("error"):
            raise NoTokens(request.GET["error"], request.GET.get("error_description") or request.GET["error"])
        tokens = oauth.redeem(
            oauth_grants.client_of(row),
            code=request.GET.get("code", ""),
            back=_back(),
            verifier=str(way["verifier"]),
        )
    except NoTokens as problem:
        raise Refused(
            _("The provider gave no permission: %(words)s") % {"words": problem.words[:300]},
            _("Begin again under Settings, Mail."),
            status=409,
            code="no-tokens",
        ) from problem
    oauth_grants.keep(row.id, tokens)
    messages.success(request, _("Signed in. Mail goes on in a moment."))
    return redirect("site:mail")


def _back() -> str:
    return f"{settings.BEISTAND_PAGES}{reverse('site:provider-back')}"
