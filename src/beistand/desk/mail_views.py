"""One mail behind the conversation: as it was designed, and byte by byte."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beistand.channels.models import RawArrival
from beistand.desk import conversations
from beistand.desk.conversations import Actor
from beistand.desk.models import Message
from beistand.desk.original import original_of
from beistand.desk.web import behind_login
from beistand.lib.refusal import Refused


def find_message(message: UUID, actor: Actor) -> Message:
    """The message if the actor may see it: with its conversation, or (not read yet) as one of the brand."""
    row = Message.objects.select_related("conversation").filter(id=message).first()
    if row is not None and row.conversation is not None:
        conversations.find(row.conversation.id, actor)
        return row
    if row is None or row.brand_id not in actor.sight.brands:
        raise Refused(_("This mail is not here."), _("Go back to the desk."), status=404, code="not-found")
    return row


@require_GET
@behind_login
def original(request: HttpRequest, actor: Actor, message: UUID) -> HttpResponse:
    """The mail as it was designed, a document of its own in a sandbox; `images=1` loads pictures through us."""
    row = find_message(message, actor)
    if not row.html:
        raise Refused(_("This message has only text."), _("It stands in the conversation."), status=404)
    framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
    shown = original_of(row, pictures=request.GET.get("images") == "1", framed=framed)
    answer = HttpResponse(shown.document, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = shown.policy
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Referrer-Policy"] = "no-referrer"
    # A sandboxed document with an opener policy of its own is refused by browsers.
    answer.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Vary"] = "Sec-Fetch-Dest, Cookie"
    return answer


@require_GET
@behind_login
def raw(request: HttpRequest, actor: Actor, message: UUID) -> HttpResponse:
    """The bytes as they came, as plain text; `download=1` as a file."""
    row = find_message(message, actor)
    kept = RawArrival.objects.filter(sha256=row.raw_sha256).first() if row.raw_sha256 else None
    if kept is None:
        raise Refused(_("There is no raw text."), _("Go back to the desk."), status=404)
    how = "attachment" if request.GET.get("download") == "1" else "inline"
    ending = "eml" if row.channel == "email" else "txt"
    answer = HttpResponse(bytes(kept.content), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'{how}; filename="{row.id}.{ending}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
