"""`/settings/snippets/` and `/settings/labels/`: everybody keeps the texts; leads rename and remove labels."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beistand.desk import labels as verbs
from beistand.desk.conversations import Actor
from beistand.desk.models import Label
from beistand.house import keeping
from beistand.house.models import Brand, Snippet
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import EVERYBODY, LEADS, brands_of, nothing_here, only, show


@require_http_methods(["GET", "HEAD", "POST"])
@only(EVERYBODY)
def snippets(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The ready texts of one's brands, and one more."""
    refused = None
    if request.method == "POST":
        try:
            _keep(request, _brand(request, actor))
        except Refused as problem:
            if problem.status == 404:
                raise
            refused = problem
        else:
            messages.success(request, _("Kept."))
            return redirect("site:snippets")
    rows = Snippet.objects.filter(brand__in=actor.sight.brands).select_related("brand")
    context = {"snippets": rows.order_by("brand__name", "key", "locale"), "brands": brands_of(actor)}
    return show(request, "settings/snippets.html", context, refused)


@require_http_methods(["GET", "HEAD", "POST"])
@only(EVERYBODY)
def snippet(request: HttpRequest, actor: Actor, snippet: UUID) -> HttpResponse:
    """Change one text, or take it away."""
    row = Snippet.objects.filter(id=snippet, brand__in=actor.sight.brands).select_related("brand").first()
    if row is None:
        raise nothing_here()
    refused = None
    if request.method == "POST":
        if request.POST.get("act") == "remove":
            row.delete()
            messages.success(request, _("The text is gone."))
            return redirect("site:snippets")
        try:
            _keep(request, row.brand, row.id)
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("Kept."))
            return redirect("site:snippets")
    return show(request, "settings/snippet.html", {"snippet": row}, refused)


def _keep(request: HttpRequest, brand: Brand, snippet: UUID | None = None) -> None:
    said = {name: request.POST.get(name, "") for name in ("key", "title", "text")}
    keeping.keep_snippet(brand, locale=request.POST.get("locale", "de"), snippet=snippet, **said)


@require_http_methods(["GET", "HEAD", "POST"])
@only(EVERYBODY)
def labels(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The labels of one's brands, and one more."""
    refused = None
    if request.method == "POST":
        try:
            verbs.add_label(_brand(request, actor), request.POST.get("name", ""))
        except Refused as problem:
            if problem.status == 404:
                raise
            refused = problem
        else:
            messages.success(request, _("The label is there."))
            return redirect("site:labels")
    brands = brands_of(actor)
    context = {
        "groups": [(brand, verbs.labels_of(brand)) for brand in brands],
        "brands": brands,
        "may_change": actor.agent is not None and actor.agent.role in LEADS,
    }
    return show(request, "settings/labels.html", context, refused)


@require_POST
@only(LEADS)
def label(request: HttpRequest, actor: Actor, label: UUID) -> HttpResponse:
    """Rename a label, or remove it from everything."""
    row = Label.objects.filter(id=label, brand__in=actor.sight.brands).select_related("brand").first()
    if row is None:
        raise nothing_here()
    if request.POST.get("act") == "remove":
        verbs.remove_label(row)
        messages.success(request, _("The label is gone."))
    else:
        verbs.rename_label(row, request.POST.get("name", ""))
        messages.success(request, _("Kept."))
    return redirect("site:labels")


def _brand(request: HttpRequest, actor: Actor) -> Brand:
    row = Brand.objects.filter(slug=request.POST.get("brand", ""), id__in=actor.sight.brands).first()
    if row is None:
        raise nothing_here()
    return row
