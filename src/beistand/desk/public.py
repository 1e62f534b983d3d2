"""Open to the street: a brand's help start page and its contact form. Nobody here is believed, and nobody is lost.

No mail goes out to the address that was typed in (it may be a victim's); the page itself says that it is kept. What
looks like a robot gets a sentence and its words back, never a silent bin and never a riddle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beistand.channels.form import entry
from beistand.channels.noted import Noted, NotedFile
from beistand.desk.rules.reference import reference_words
from beistand.desk.shapes import FormView
from beistand.desk.street import Place, is_too_much, net_of
from beistand.lib import clock
from beistand.lib.ids import uuid7
from beistand.people.addresses import MAIL

SALT = "beistand.desk.public.write"
SOONEST, LATEST = timedelta(seconds=2), timedelta(hours=24)
LONGEST, LARGEST, MOST_FILES = 20_000, 10 * 1024 * 1024, 5
Errors = dict[str, tuple[str, ...]]


@require_GET
def help_start(request: HttpRequest, place: Place) -> HttpResponse:
    """How to reach this brand: every way, side by side."""
    return _page(request, place, "desk/public_help.html", {"write_href": place.href("write")}, here="help")


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, place: Place) -> HttpResponse:
    """The contact form."""
    with translation.override(place.language):
        if request.method == "GET":
            return _form(request, place, {})
        errors = _wrong(request)
        told, is_stale = _token(request.POST.get("form", ""))
        if told is None or is_stale:
            errors.setdefault("", (_("Please send it once more."),))
        if not errors and is_too_much(request, request.POST.get("mail", "")):
            return _form(request, place, {"": (_too_much(place),)}, status=429)
        if errors or told is None:
            return _form(request, place, errors, status=422)
        entry.note(_noted(request, place, told), _envelope(request, place))
        response = redirect(f"{place.href('write')}kept/?{_ticket(told)}")
        response.status_code = 303
        return response


@require_GET
def kept(request: HttpRequest, place: Place) -> HttpResponse:
    """It is kept; the words to name it by."""
    try:
        told = UUID(signing.loads(request.GET.get("t", ""), salt=f"{SALT}.kept", max_age=86_400))
    except (signing.BadSignature, ValueError):
        return redirect(place.href("help"))
    words = reference_words(told, place.language)
    return _page(request, place, "desk/public_kept.html", {"words": words})


def _page(
    request: HttpRequest,
    place: Place,
    template: str,
    context: dict[str, Any],
    status: int = 200,
    here: str = "",
) -> HttpResponse:
    with translation.override(place.language):
        names = {"de": "Deutsch", "en": "English"}
        said = {
            "brand": place.brand,
            "place": place,
            "home_href": place.href("help"),
            "languages": [
                (c, n, place.href(here or "help", c), c == place.language) for c, n in names.items()
            ],
            "places": [
                (_("Help"), place.href("help"), here == "help"),
                (_("Write to us"), place.href("write"), here == "write"),
            ],
            **context,
        }
        response = render(request, template, said, status=status, using="jinja2")
    response.headers["Content-Language"] = place.language
    return response


def _form(request: HttpRequest, place: Place, errors: Errors, status: int = 200) -> HttpResponse:
    values = {k: str(v) for k, v in request.POST.items()}
    told, is_stale = _token(values.get("form", ""))
    if told is None or is_stale or request.method == "GET":
        values["form"] = signing.dumps([str(told or uuid7()), clock.now().isoformat()], salt=SALT)
    if errors and request.FILES:
        files = _("Please choose the files again; the browser has not kept them.")
        errors = {**errors, "files": (*errors.get("files", ()), files)}
    form = FormView(place.href("write"), values, errors)
    return _page(request, place, "desk/public_write.html", {"form": form}, status, here="write")


def _token(text: str) -> tuple[UUID | None, bool]:
    """The id under which this form is kept once, and whether it was sent too soon or too late for a person."""
    try:
        told, at = signing.loads(text, salt=SALT)
        age = clock.now() - datetime.fromisoformat(at)
        return UUID(told), not SOONEST <= age <= LATEST
    except (signing.BadSignature, ValueError, TypeError):
        return None, True


def _wrong(request: HttpRequest) -> Errors:
    said, files = request.POST, request.FILES.getlist("files")
    errors: Errors = {}
    if said.get("website"):
        errors[""] = (_("Please leave the last field empty and send it once more."),)
    if not said.get("name", "").strip():
        errors["name"] = (_("How may we call you?"),)
    if not MAIL.fullmatch(said.get("mail", "").strip()):
        errors["mail"] = (_("Please give a mail address at which we can answer, such as name@example.org."),)
    if not said.get("text", "").strip():
        errors["text"] = (_("What is it about? One sentence is enough."),)
    if len(said.get("text", "")) > LONGEST:
        errors["text"] = (_("That is too long for this form. Please attach the long part as a file."),)
    if len(files) > MOST_FILES or any((f.size or 0) > LARGEST for f in files):
        errors["files"] = (_("Up to 5 files, each up to 10 MB."),)
    return errors


def _too_much(place: Place) -> str:
    return _("Very many messages came from there just now. Please write a mail to %(mail)s.") % {
        "mail": place.brand.sender_address
    }


def _noted(request: HttpRequest, place: Place, told: UUID) -> Noted:
    said = request.POST
    files: Sequence[UploadedFile] = request.FILES.getlist("files")
    subject = " ".join(said.get("subject", "").split()) or _("Message from our form")
    return Noted(
        id=str(told),
        name=" ".join(said.get("name", "").split())[:200],
        address=said.get("mail", "").strip()[:320],
        subject=subject[:300],
        text=said.get("text", "").strip(),
        language=place.language,
        words=reference_words(told, place.language),
        files=tuple(
            NotedFile(
                name=(f.name or "file")[:255],
                type=(f.content_type or "application/octet-stream")[:255],
                content=f.read(),
            )
            for f in files
        ),
    )


def _envelope(request: HttpRequest, place: Place) -> dict[str, Any]:
    return {
        "brand": str(place.brand.id),
        "recipients": [place.brand.sender_address],
        "net": net_of(request),
    }


def _ticket(told: UUID) -> str:
    return f"t={signing.dumps(str(told), salt=f'{SALT}.kept')}"
