"""`/settings/brands/`: for admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beistand.desk.conversations import Actor
from beistand.house import keeping, setting_up
from beistand.house.models import Brand
from beistand.lib.refusal import Refused
from beistand.site.setting_pages.places import ADMINS, nothing_here, only, show


@require_http_methods(["GET", "HEAD", "POST"])
@only(ADMINS)
def brands(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All brands, and one more."""
    refused = None
    if request.method == "POST":
        said = request.POST
        try:
            made = setting_up.add_brand(
                said.get("slug", "").strip().lower(),
                name=said.get("name", "").strip(),
                domain=said.get("domain", ""),
                sender=said.get("sender", "").strip(),
                locale=said.get("locale", "de"),
            )
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("%(name)s is there.") % {"name": made.name})
            return redirect("site:brand", made.slug)
    rows = Brand.objects.prefetch_related("domains", "teams").order_by("name")
    return show(request, "settings/brands.html", {"brands": rows}, refused)


@require_http_methods(["GET", "HEAD", "POST"])
@only(ADMINS)
def brand(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """One brand: what it is called and how it writes."""
    row = Brand.objects.prefetch_related("domains", "hosts").filter(slug=slug).first()
    if row is None:
        raise nothing_here()
    refused = None
    if request.method == "POST":
        names = keeping.BrandWords.__dataclass_fields__
        said = keeping.BrandWords(**{name: request.POST.get(name, "") for name in names})
        try:
            keeping.change_brand(row, said, actor.by)
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("Kept."))
            return redirect("site:brand", slug)
    return show(request, "settings/brand.html", {"brand": row}, refused)
