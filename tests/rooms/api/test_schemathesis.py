"""Whatever is thrown at the API, it answers as its document says, and never breaks.

Requests are made from the OpenAPI document, good and bad ones, always the same ones, against the application
itself. Good ones are sent to things that are there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from api_caller import Caller, items
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi import checks

from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db
EXAMPLES = 6
#: A customer that is not there, or a name that is taken, is refused although the document allows it.
REFUSED = [checks.positive_data_acceptance]
#: Sent with an ended webhook, a key for the next call is still good; keys are tested by themselves.
ELSEWHERE = [checks.ignored_auth, checks.use_after_free, checks.ensure_resource_availability]


@pytest.fixture
def there(auenfeld: Auenfeld, arrive: Arrive, admin: Caller) -> dict[str, str]:
    """Something of each kind; ids by the name of the path's part."""
    arrival = arrive(mail())
    (item,) = items(admin.get("/messages"))
    answer = {"text": "Ja.", "hold": 3600, "attachments": [{"name": "a", "content": "YQ=="}]}
    said = admin.post(f"/conversations/{item['conversation']}/reply", answer).json()
    (parcel,) = items(admin.get("/outbox"))
    hook = admin.post("/webhooks", {"url": "https://hook.example/"}).json()
    return {
        "arrival": str(arrival),
        "message": said["id"],
        "sha256": said["attachments"][0]["sha256"],
        "conversation": item["conversation"],
        "customer": item["customer"],
        "parcel": parcel["id"],
        "webhook": hook["id"],
    }


@pytest.fixture
def one_connection(there: dict[str, str]) -> Iterator[None]:
    """Requests stay in the test's own transaction, as with Django's client (which connects these again)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_verb_answers_as_its_document_says(
    admin: Caller, there: dict[str, str], one_connection: None, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    key = {"Authorization": str(admin.client.defaults["HTTP_AUTHORIZATION"])}
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        names = [p.name for p in operation.path_parameters]
        here = {name: there[name] for name in names} if mode is GenerationMode.POSITIVE and names else None

        @seed(20261122)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(case=operation.as_strategy(generation_mode=mode, path_parameters=here))
        def throw(case: Case) -> None:
            case.call_and_validate(headers=key, excluded_checks=[*REFUSED, *ELSEWHERE])

        throw()
        tried += 1
    assert tried >= 29
