"""Said twice, done once: the answer to a POST with an `Idempotency-Key` is kept, in the transaction of its effect.

As Stripe does it: what has begun keeps its first answer, also when that was a no; what did not have the right
shape has not begun and may be sent again under the same key. A second call while the first one runs waits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beistand.lib import clock
from beistand.lib.envelope import seal, unseal
from beistand.lib.ids import uuid7
from beistand.lib.refusal import Refused
from beistand.site.api.keys import Caller
from beistand.site.api.problems import Problem
from beistand.site.models import FirstAnswer

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=48)
PATIENCE = "10s"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
LOCK_NOT_AVAILABLE = "55P03"

Run = Callable[[], HttpResponse]


def whole(run: Run) -> HttpResponse:
    """Run in one transaction; an answer of 400 and above leaves nothing behind."""
    with transaction.atomic():
        response = run()
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def once(request: HttpRequest, caller: Caller, run: Run) -> HttpResponse:
    """Run it, or give the first answer again. Raises `Refused` (409) for another request under the same key."""
    key = request.headers[HEADER]
    if not KEY.fullmatch(key):
        raise Refused(_("An Idempotency-Key has 1 to 255 visible characters."), status=400, code="repeat-key")
    digest = _digest(request)
    with transaction.atomic():
        if not _is_first(caller, key, digest):
            return _again(caller, key, digest)
        response = whole(run)
        if isinstance(response, Problem) and not response.has_begun:
            transaction.set_rollback(True)
        else:
            _keep(caller, key, response)
    return response


def tidy() -> int:
    """Forget answers that nobody will ask for again; how many."""
    gone, _by_kind = FirstAnswer.objects.filter(made_at__lt=clock.now() - KEPT_FOR).delete()
    return gone


def _digest(request: HttpRequest) -> str:
    said = b"\n".join([(request.method or "").encode(), request.get_full_path().encode(), request.body])
    return hashlib.sha256(said).hexdigest()


def _is_first(caller: Caller, key: str, digest: str) -> bool:
    """Take the key. Waits for another request that is at it; true when the key was free."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute(_TAKE, [uuid7(), caller.key.id, key, digest, clock.now()])
            is_first = cursor.fetchone() is not None
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        raise Refused(
            _("The first request with this Idempotency-Key is still running."),
            _("Ask again in a moment."),
            status=409,
            code="repeat-running",
        ) from None
    return is_first


_TAKE = """
INSERT INTO site_firstanswer (id, key_id, repeat_key, request, status, type, body, made_at)
VALUES (%s, %s, %s, %s, 0, '', '', %s)
ON CONFLICT (key_id, repeat_key) DO NOTHING RETURNING id
"""


def _again(caller: Caller, key: str, digest: str) -> HttpResponse:
    first = FirstAnswer.objects.get(key=caller.key, repeat_key=key)
    if first.request != digest:
        raise Refused(
            _("This Idempotency-Key was used for another request."),
            _("Use a new one."),
            status=409,
            code="repeat-other",
        )
    body = unseal(first.body, _purpose(caller, key), [settings.SECRET_KEY])
    response = HttpResponse(body, status=first.status, content_type=first.type or None)
    response["Idempotent-Replayed"] = "true"
    return response


def _keep(caller: Caller, key: str, response: HttpResponse) -> None:
    # Sealed, because some answers show a secret that is meant to be shown once (POST /webhooks).
    FirstAnswer.objects.filter(key=caller.key, repeat_key=key).update(
        status=response.status_code,
        type=response.get("Content-Type", ""),
        body=seal(response.content.decode(), _purpose(caller, key), settings.SECRET_KEY),
    )


def _purpose(caller: Caller, key: str) -> str:
    return f"first-answer:{caller.key.id}:{key}"
