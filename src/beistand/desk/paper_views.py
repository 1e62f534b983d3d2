"""The counter and the letter tray: forms for colleagues who have somebody, or a letter, before them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beistand.channels.noted import NotedFile
from beistand.desk import customers, noting
from beistand.desk.conversations import Actor
from beistand.desk.noting import Slip
from beistand.desk.shapes import Choice, CustomerRow, FormView
from beistand.desk.sides import matters_of, told_apart
from beistand.desk.web import behind_login, page
from beistand.house.models import Brand, Team
from beistand.lib import clock
from beistand.lib.ids import uuid7
from beistand.lib.refusal import Refused
from beistand.people import finding, joining
from beistand.people.models import Customer

CANDIDATES = 6


@require_http_methods(["GET", "POST"])
@behind_login
def counter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Note a walk-in."""
    if request.method == "GET" or "look" in request.POST:
        return _form(request, actor, "desk/counter.html")
    try:
        brand, slip = _slip(request, actor)
        row = noting.note_visit(slip, brand, actor, solved=request.POST.get("done") == "1")
    except Refused as refused:
        return _form(request, actor, "desk/counter.html", refused)
    if row is None:
        return redirect(f"{reverse('desk:counter')}?kept=1")
    return redirect("desk:talk", row.id)


@require_http_methods(["GET", "POST"])
@behind_login
def letter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter a letter."""
    if request.method == "GET" or "look" in request.POST:
        return _form(request, actor, "desk/letter.html")
    try:
        brand, slip = _slip(request, actor)
        row = noting.note_letter(slip, brand, actor)
    except Refused as refused:
        return _form(request, actor, "desk/letter.html", refused)
    if row is None:
        return redirect(f"{reverse('desk:letter')}?kept=1")
    return redirect("desk:talk", row.id)


@require_GET
@behind_login
def candidates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who this may be, while it is typed; the matters of the one who is chosen."""
    return page(request, "desk/_candidates.html", _candidates(request.GET, actor))


def _form(request: HttpRequest, actor: Actor, template: str, refused: Refused | None = None) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    values = {k: str(v) for k, v in said.items()}
    values.setdefault("once", str(uuid7()))
    values.setdefault("arrived", clock.now().astimezone(ZoneInfo("Europe/Berlin")).date().isoformat())
    errors: dict[str, tuple[str, ...]] = {}
    if refused is not None:
        sentence = f"{refused.sentence} {refused.way_on}".strip()
        fields = ("text", "reach", "scan", "arrived", "written", "team")
        errors = {refused.code if refused.code in fields else "": (sentence,)}
        if request.FILES:
            files = _("Please choose the files again; the browser has not kept them.")
            errors["scan"] = (*errors.get("scan", ()), files)
    form = FormView(request.path, values, errors, {"team": _teams(actor, values.get("team", ""))})
    context: dict[str, Any] = {"form": form, "kept": "kept" in request.GET, **_candidates(said, actor)}
    return page(request, template, context, refused.status if refused else 200)


def _teams(actor: Actor, chosen: str) -> tuple[Choice, ...]:
    """The teams one may note for, as "brand · team"; the agent's own first."""
    own = set(actor.agent.teams.values_list("id", flat=True)) if actor.agent else set()
    rows = (
        Team.objects.filter(id__in=actor.sight.teams).select_related("brand").order_by("brand__name", "name")
    )
    ordered = sorted(rows, key=lambda t: (t.id not in own, not t.is_first))
    return tuple(Choice(str(t.id), f"{t.brand.name} · {t.name}", str(t.id) == chosen) for t in ordered)


def _brand(said: Any, actor: Actor) -> tuple[Brand, UUID]:
    team = _uuid(said.get("team", "")) or next((UUID(c.value) for c in _teams(actor, "")), UUID(int=0))
    found = Team.objects.select_related("brand").filter(id=team, id__in=actor.sight.teams).first()
    if found is None:
        raise Refused(_("This team is not here."), _("Choose another one."), code="team")
    return found.brand, found.id


def _candidates(said: Any, actor: Actor) -> dict[str, Any]:
    try:
        brand, _team = _brand(said, actor)
    except Refused:
        return {"candidates": (), "matters": (), "chosen": ""}
    chosen = _uuid(said.get("customer", ""))
    ids: list[UUID] = []
    for query in (said.get("reach", ""), said.get("name", "")):
        if len(query.strip()) >= 3:
            ids += [i for i in finding.find([brand.id], query[:200], CANDIDATES) if i not in ids]
    if chosen is not None and chosen not in ids and Customer.objects.filter(id=chosen, brand=brand).exists():
        ids.insert(0, chosen)
    rows: tuple[CustomerRow, ...] = customers.rows_of(ids[:CANDIDATES], actor)
    chosen_words = str(chosen) if chosen in ids[:CANDIDATES] else ""
    matters: tuple[Choice, ...] = ()
    if chosen_words and chosen is not None:
        found = [c for c in matters_of(joining.together(chosen), actor, 20) if c.state != "closed"]
        thread = said.get("thread", "")
        matters = tuple(Choice(str(c.id), told_apart(c), str(c.id) == thread) for c in found)
    return {"candidates": rows, "matters": matters, "chosen": chosen_words}


def _slip(request: HttpRequest, actor: Actor) -> tuple[Brand, Slip]:
    said = request.POST
    brand, team = _brand(said, actor)
    slip = Slip(
        once=_uuid(said.get("once", "")) or uuid7(),
        text=said.get("text", ""),
        name=said.get("name", ""),
        reach=said.get("reach", ""),
        subject=said.get("subject", ""),
        postal=said.get("address", ""),
        arrived=_date(said.get("arrived", ""), "arrived"),
        written=_date(said.get("written", ""), "written"),
        team=team,
        customer=_uuid(said.get("customer", "")),
        thread=_uuid(said.get("thread", "")),
        files=tuple(_files(request.FILES.getlist("scan"))),
    )
    return brand, slip


def _files(uploads: Iterable[Any]) -> Iterable[NotedFile]:
    total = 0
    for place, upload in enumerate(uploads):
        total += upload.size or 0
        if place >= noting.MOST_FILES or total > noting.LARGEST:
            raise Refused(_("That is too much at once."), _("30 files and 25 MB are the most."), code="scan")
        content = upload.read()
        kind = noting.page_type(content)
        if not kind:
            raise Refused(
                _("“%(name)s” is neither a picture nor a PDF.") % {"name": (upload.name or "")[:80]},
                code="scan",
            )
        yield NotedFile(name=(upload.name or "page")[:255], type=kind, content=content)


def _date(text: str, field: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_("This is not a date."), code=field) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
