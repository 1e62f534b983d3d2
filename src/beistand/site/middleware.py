"""What happens to every request before and after its view."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from beistand.lib.refusal import Refused

Answer = Callable[[HttpRequest], HttpResponseBase]


def health(answer: Answer) -> Answer:
    """`GET /healthz`: 200 when the database answers, before any session, host or language is looked at."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path != "/healthz":
            return answer(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM lib_installation")
                cursor.fetchone()
        except DatabaseError:
            return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
        return HttpResponse("ok\n", content_type="text/plain")

    return middleware


class SecurityHeaders:
    """A strict policy on every page: own origin only, nonces for the few inline parts, nothing framed."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        edge, files = settings.BEISTAND_EDGE, settings.BEISTAND_FILES
        live = urlsplit(edge)
        self.policy = (
            "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            f"connect-src 'self' {live.scheme}://{live.netloc}; img-src 'self' data: blob: {files}; "
            f"frame-src 'self' {files}; worker-src 'self'; object-src 'none'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'none'"
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and dress the answer."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", self.policy.format(nonce=nonce))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()")
        return response


class Locale:
    """The reader's language before anybody is known: the address, then the cookie, then the browser."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Switch the language for this request."""
        part = request.path.split("/")
        said = next((p for p in part[1:3] if p in ("de", "en")), None)
        language = said or translation.get_language_from_request(request)
        with translation.override(language if language in ("de", "en") else "de"):
            response = self.answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "de")
            return response


class AgentLocale:
    """An agent's own language beats the browser's."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Switch the language when an agent is signed in."""
        user = request.user
        if user.is_authenticated:
            translation.activate(user.locale)
        return self.answer(request)


class Refusals:
    """Turns a `Refused` into a page or fragment with its sentence and the way on."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do on the way in."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer a refusal; everything else goes on to Django's own handling."""
        if not isinstance(problem, Refused):
            return None
        is_fragment = request.headers.get("HX-Request") == "true"
        template = "parts/refused.html" if is_fragment else "refused.html"
        return render(request, template, {"refused": problem}, status=problem.status, using="jinja2")
