"""Pages about people: the list, one person with everything, joining and parting, writing to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beistand.desk import customers, opening
from beistand.desk.conversations import Actor
from beistand.desk.replies import Answer
from beistand.desk.shapes import FormView
from beistand.desk.sides import side_of
from beistand.desk.web import behind_login, is_fragment, page
from beistand.lib.refusal import Refused
from beistand.people import addresses, finding, joining, proposals
from beistand.people.models import Customer
from beistand.people.rules.likeness import Evidence


@require_GET
@behind_login
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list of people."""
    number = request.GET.get("page", "1")
    found = customers.list_of(
        actor, request.GET.get("q", "").strip()[:200], int(number) if number.isdecimal() else 1
    )
    return page(request, "desk/customers.html", {"found": found})


@require_GET
@behind_login
def person(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """One person with everything that was ever said."""
    row = customers.find(customer, actor)
    if row.id != customer:
        return redirect("desk:customer", row.id)
    return _person(request, actor, row)


def _person(
    request: HttpRequest,
    actor: Actor,
    row: Customer,
    *,
    errors: dict[str, tuple[str, ...]] | None = None,
    status: int = 200,
) -> HttpResponse:
    way = customers.way_of(row, actor, _time(request.GET.get("before", "")))
    query = request.GET.get("join", "").strip()[:200]
    if query:
        ids = [i for i in finding.find([row.brand_id], query, 11) if i != row.id]
        way = replace(way, found=customers.rows_of(ids[:10], actor), values={"join": query})
    if errors:
        way = replace(way, errors=errors, values={k: str(v) for k, v in request.POST.items()})
    return page(request, "desk/customer.html", {"side": side_of(row, actor), "way": way}, status)


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _again(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """After a change: the pane beside a conversation, or the person's page."""
    row = customers.find(customer, actor)
    if is_fragment(request):
        return page(request, "desk/_side.html", {"side": side_of(row, actor)})
    return redirect("desk:customer", row.id)


@require_POST
@behind_login
def about(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """Keep what is good to know."""
    row = customers.find(customer, actor)
    addresses.describe(row, actor.by, about=request.POST.get("about", ""))
    return _again(request, actor, row.id)


@require_POST
@behind_login
def describe(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """Change name and language."""
    row = customers.find(customer, actor)
    addresses.describe(row, actor.by, name=request.POST.get("name"), locale=request.POST.get("locale"))
    return _again(request, actor, row.id)


@require_POST
@behind_login
def add_address(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """Write an address down."""
    row = customers.find(customer, actor)
    try:
        addresses.add_address(row, request.POST.get("address", ""), actor.by)
    except Refused as refused:
        sentence = f"{refused.sentence} {refused.way_on}".strip()
        return _person(request, actor, row, errors={"address": (sentence,)}, status=refused.status)
    return _again(request, actor, row.id)


@require_POST
@behind_login
def remove_address(request: HttpRequest, actor: Actor, customer: UUID, identity: UUID) -> HttpResponse:
    """Take an address away."""
    head = customers.find(customer, actor)
    addresses.remove_address(Customer.objects.get(id=customer), identity, actor.by)
    return _again(request, actor, head.id)


@require_POST
@behind_login
def join_customers(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """A colleague says that two are one person."""
    row = customers.find(customer, actor)
    try:
        other = customers.find(UUID(request.POST.get("other", "")), actor)
    except ValueError:
        raise Refused(_("This person is not here."), status=404) from None
    joining.join(row.id, other.id, actor.by, [Evidence("hand")])
    return _again(request, actor, row.id)


@require_POST
@behind_login
def part_customers(request: HttpRequest, actor: Actor, customer: UUID, joined: UUID) -> HttpResponse:
    """Two people after all."""
    row = customers.find(customer, actor)
    if joined not in {j.id for j in joining.standing(row.id)}:
        raise Refused(_("This joining is not here."), status=404, code="not-found")
    joining.part(joined, actor.by)
    return _again(request, actor, row.id)


@require_POST
@behind_login
def accept_proposal(request: HttpRequest, actor: Actor, customer: UUID, proposal: UUID) -> HttpResponse:
    """They are one person."""
    row = _touched(actor, customer, proposal)
    proposals.accept(proposal, row.id, actor.by)
    return _again(request, actor, row.id)


@require_POST
@behind_login
def decline_proposal(request: HttpRequest, actor: Actor, customer: UUID, proposal: UUID) -> HttpResponse:
    """They are two people."""
    row = _touched(actor, customer, proposal)
    proposals.decline(proposal, actor.by)
    return _again(request, actor, row.id)


def _touched(actor: Actor, customer: UUID, proposal: UUID) -> Customer:
    row = customers.find(customer, actor)
    found = proposals.find(proposal, actor.sight.brands)
    if row.id not in (found.one.head_id, found.other.head_id):
        raise Refused(_("This proposal is not here."), status=404, code="not-found")
    return row


@require_http_methods(["GET", "POST"])
@behind_login
def write_to(request: HttpRequest, actor: Actor, customer: UUID) -> HttpResponse:
    """Write first: opens a matter."""
    row = customers.find(customer, actor)
    context: dict[str, Any] = {"side": side_of(row, actor)}
    form = FormView(reverse("desk:write_to", args=[row.id]))
    if request.method == "GET":
        return page(request, "desk/write_to.html", {**context, "form": form})
    subject, text = request.POST.get("subject", ""), request.POST.get("text", "")
    hold = actor.agent.undo_seconds if actor.agent else 0
    try:
        message = opening.open_by_us(
            actor, brand=row.brand, to=row.id, subject=subject, answer=Answer(text=text, hold=hold)
        )
    except Refused as refused:
        where = "subject" if not subject.strip() else "text" if not text.strip() else ""
        form = replace(
            form,
            values={"subject": subject, "text": text},
            errors={where: (f"{refused.sentence} {refused.way_on}".strip(),)},
        )
        return page(request, "desk/write_to.html", {**context, "form": form}, refused.status)
    assert message.conversation_id is not None
    return redirect("desk:talk", message.conversation_id)
