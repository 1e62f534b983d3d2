"""The desk behind the login: list, conversation, answering, and what people do with a matter."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from markupsafe import Markup

from beistand.desk import conversations, replies
from beistand.desk.conversations import Actor
from beistand.desk.drafts import keep_draft, keep_upload
from beistand.desk.lists import VIEWS, Wish, list_view, read_onward
from beistand.desk.models import Viewing
from beistand.desk.searching import search_view
from beistand.desk.shapes import Collision, ListView, Toast
from beistand.desk.sides import side_of
from beistand.desk.talks import PRESENCE, talk_of
from beistand.desk.web import behind_login, is_fragment, page
from beistand.lib import clock, live
from beistand.lib.refusal import Refused

# the list


@require_GET
@behind_login
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The desk without a conversation."""
    return page(request, "desk/desk.html", {"list": _list(request, actor), "talk": None, "side": None})


@require_GET
@behind_login
def rows(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list alone."""
    return page(request, "desk/_list.html", {"list": _list(request, actor)})


def _list(request: HttpRequest, actor: Actor, current: UUID | None = None) -> ListView:
    view = request.GET.get("view") or request.session.get("view") or "team"
    view = view if view in VIEWS else "team"
    if request.session.get("view") != view:
        request.session["view"] = view
    assert actor.agent is not None
    wish = Wish(
        actor.agent,
        actor.sight,
        view,
        clock.now(),
        current,
        brand=request.GET.get("brand", "")[:60],
        onward=read_onward(request.GET.get("onward", "")),
        is_whole=not is_fragment(request),
    )
    query = request.GET.get("q", "").strip()
    return search_view(wish, query, request.GET.get("before", "")) if query else list_view(wish)


# one conversation


@require_GET
@behind_login
def talk(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """One conversation: the whole desk, or only the two panes for htmx."""
    row = conversations.find(thread, actor)
    if row.merged_into_id is not None:
        return redirect("desk:talk", row.merged_into_id)
    shown = (
        min(int(request.GET.get("shown", "60") or 60), 5000) if request.GET.get("shown", "").isdigit() else 60
    )
    context = {"talk": talk_of(row, actor, shown=shown), "side": side_of(row.customer, actor, row)}
    if is_fragment(request):
        return page(request, "desk/_talk.html", context)
    return page(request, "desk/desk.html", {"list": _list(request, actor, row.id), **context})


def _talk_again(
    request: HttpRequest, actor: Actor, thread: UUID, toast: Toast | None = None, status: int = 200
) -> HttpResponse:
    if not is_fragment(request):
        return redirect("desk:talk", thread)
    row = conversations.find(thread, actor)
    context = {"talk": talk_of(row, actor), "side": side_of(row.customer, actor, row), "toast": toast}
    return page(request, "desk/_talk.html", context, status)


@require_POST
@behind_login
def reply(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Answer or note. 422 and 409 give the answer box back with everything that was written."""
    text, mode = request.POST.get("text", ""), request.POST.get("mode", "reply")
    try:
        if mode == "note":
            conversations.note(thread, actor, text)
            keep_draft(thread, actor, "note", "")
            return _talk_again(request, actor, thread)
        message = replies.reply(thread, actor, _answer(request, actor))
    except replies.Overtaken as overtaken:
        return _composer(request, actor, thread, overtaken=overtaken)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _composer(request, actor, thread, error=f"{refused.sentence} {refused.way_on}".strip())
    if request.POST.get("then") == "close":
        conversations.close(thread, actor)
    toast = None
    if message.state == "held":
        seconds = actor.agent.undo_seconds if actor.agent else 8
        toast = Toast(
            _("Sent."),
            reverse("desk:undo", args=[message.id]),
            seconds,
            hold_url=reverse("desk:hold", args=[message.id]),
        )
    return _talk_again(request, actor, thread, toast)


def _answer(request: HttpRequest, actor: Actor) -> replies.Answer:
    seen = request.POST.get("seen", "")
    files = tuple(UUID(i) for i in request.POST.getlist("file") if _is_uuid(i))
    return replies.Answer(
        text=request.POST.get("text", ""),
        cc=_addresses(request.POST.get("cc", "")),
        bcc=_addresses(request.POST.get("bcc", "")),
        attachments=files,
        seen=UUID(seen) if _is_uuid(seen) else None,
        hold=actor.agent.undo_seconds if actor.agent else 8,
    )


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _composer(
    request: HttpRequest,
    actor: Actor,
    thread: UUID,
    *,
    overtaken: replies.Overtaken | None = None,
    error: str = "",
) -> HttpResponse:
    from dataclasses import replace

    row = conversations.find(thread, actor)
    talk = talk_of(row, actor)
    mode: Literal["reply", "note"] = "note" if request.POST.get("mode") == "note" else "reply"
    draft = replace(
        talk.draft,
        text=request.POST.get("text", ""),
        cc=request.POST.get("cc", ""),
        bcc=request.POST.get("bcc", ""),
        error=error,
        mode=mode,
    )
    collision = None
    if overtaken is not None:
        newer = overtaken.newer
        author = newer.author.name if newer.author else _("Somebody")
        collision = Collision(author, newer.said_at, Markup(newer.html), str(newer.id))  # noqa: S704 (cleaned)
    context = {"talk": replace(talk, draft=draft), "collision": collision}
    status = 409 if overtaken else 422
    if is_fragment(request):
        return page(request, "desk/_composer.html", context, status)
    side = side_of(row.customer, actor, row)
    return page(
        request, "desk/desk.html", {"list": _list(request, actor, row.id), "side": side, **context}, status
    )


@require_POST
@behind_login
def undo(request: HttpRequest, actor: Actor, message: UUID) -> HttpResponse:
    """Take an answer back."""
    taken = replies.take_back(message, actor)
    assert taken.conversation_id is not None
    return _talk_again(
        request, actor, taken.conversation_id, Toast(_("Taken back. Your text is in the answer box."))
    )


@require_POST
@behind_login
def hold(request: HttpRequest, actor: Actor, message: UUID) -> HttpResponse:
    """Hold an answer a little longer."""
    replies.hold_on(message, actor)
    return HttpResponse(status=204)


# what people do with a matter


@require_POST
@behind_login
def close(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Done."""
    conversations.close(thread, actor)
    return _talk_again(request, actor, thread, Toast(_("Done."), reverse("desk:reopen", args=[thread])))


@require_POST
@behind_login
def reopen(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Not done after all."""
    conversations.reopen(thread, actor)
    return _talk_again(request, actor, thread)


@require_POST
@behind_login
def assign(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Give it to somebody, to a team, or to nobody in particular."""
    agent, team = request.POST.get("agent", ""), request.POST.get("team", "")
    if any(text and not _is_uuid(text) for text in (agent, team)):
        raise Refused(_("This colleague is not here."))
    conversations.assign(
        thread, actor, agent=UUID(agent) if agent else None, team=UUID(team) if team else None
    )
    return _talk_again(request, actor, thread)


@require_POST
@behind_login
def mine(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """I take it."""
    assert actor.agent is not None
    conversations.assign(thread, actor, agent=actor.agent.id)
    return _talk_again(request, actor, thread)


@require_POST
@behind_login
def snooze(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Put it off until a time (ISO)."""
    conversations.find(thread, actor)
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise Refused(_("This is not a time."), _("Choose one from the list.")) from None
    if until.tzinfo is None:
        until = until.astimezone()
    if until - clock.now() > timedelta(days=366):
        raise Refused(_("That is more than a year away."))
    conversations.snooze(thread, actor, until)
    return _talk_again(request, actor, thread, Toast(_("Put off."), reverse("desk:wake", args=[thread])))


@require_POST
@behind_login
def wake(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Back before its time."""
    conversations.wake(thread, actor)
    return _talk_again(request, actor, thread)


@require_POST
@behind_login
def label(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Put a label on (`label`), or take one off (`off`)."""
    conversations.find(thread, actor)
    off = request.POST.get("off", "")
    conversations.label(thread, actor, off or request.POST.get("label", ""), on=not off)
    return _talk_again(request, actor, thread)


@require_POST
@behind_login
def unread(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Mark as unread; answers with the list."""
    conversations.find(thread, actor)
    assert actor.agent is not None
    conversations.read_to(thread, actor.agent, unread=True)
    return rows_again(request, actor)


@require_POST
@behind_login
def seen(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """The agent has this open (and is writing): presence, and read after a second of looking."""
    conversations.find(thread, actor)
    assert actor.agent is not None
    at = clock.now()
    writing = request.POST.get("writing") == "1"
    fields: dict[str, Any] = {"seen_at": at}
    if writing:
        fields["writing_at"] = at
    Viewing.objects.update_or_create(conversation_id=thread, agent=actor.agent, defaults=fields)
    live.wake(f"{PRESENCE}{thread}")
    if request.POST.get("read") == "1":
        conversations.read_to(thread, actor.agent)
    return HttpResponse(status=204)


@require_POST
@behind_login
def bulk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One act on many matters."""
    assert actor.agent is not None
    for text in request.POST.getlist("id")[:200]:
        if not _is_uuid(text):
            continue
        thread = UUID(text)
        match request.POST.get("act"):
            case "close":
                conversations.close(thread, actor)
            case "mine":
                conversations.assign(thread, actor, agent=actor.agent.id)
            case "unread":
                conversations.find(thread, actor)
                conversations.read_to(thread, actor.agent, unread=True)
    return rows_again(request, actor)


def rows_again(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list after a change, or the desk for a browser without scripts."""
    if not is_fragment(request):
        return redirect("desk:home")
    return page(request, "desk/_list.html", {"list": _list(request, actor)})


# drafts


@require_http_methods(["PUT", "POST"])
@behind_login
def draft(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Keep what is being written."""
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        return JsonResponse({"error": "not json"}, status=400)
    kept = keep_draft(thread, actor, str(said.get("mode", "reply")), str(said.get("text", "")))
    return JsonResponse({"saved_at": kept.isoformat() if kept else None})


@require_POST
@behind_login
def upload(request: HttpRequest, actor: Actor, thread: UUID) -> HttpResponse:
    """Keep files for an answer; gives their chips."""
    conversations.find(thread, actor)
    given = [*request.FILES.getlist("upload"), *request.FILES.getlist("file")]
    files = [keep_upload(thread, actor, f) for f in given]
    return page(request, "desk/_files.html", {"files": files})
