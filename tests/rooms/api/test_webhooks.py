"""Somebody is told by webhook: once each, signed, again when they were not there, and only outside."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from api_caller import Caller, items, problem

from beistand.lib import clock, outbox
from beistand.lib.http import check
from beistand.lib.models import Parcel
from beistand.site import wiring
from beistand.site.models import Subscription
from beistand.site.webhooks import carrying, telling
from beistand.site.webhooks.subscriptions import subscribe
from cast import Arrive, mail

pytestmark = pytest.mark.django_db(transaction=True)


class Ear:
    """A receiver on this machine that answers as told."""

    def __init__(self) -> None:
        self.status = 200
        self.heard: list[tuple[dict[str, str], bytes]] = []
        ear = self

        class Answering(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ear.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(ear.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.server.shutdown()
    ear.server.server_close()


def tell() -> int:
    """One round of telling and carrying."""
    while telling.tell_on():
        pass
    return carrying.carry_due("test")


def test_what_happens_is_told_once_and_signed(ear: Ear, machine: Caller, arrive: Arrive) -> None:
    arrive(mail(id="<before@kunde.example>"))
    _row, secret = subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    arrive(mail())
    assert tell() == 1
    assert tell() == 0
    ((headers, body),) = ear.heard
    assert check(headers["beistand-signature"], body, [secret.encode()], clock.now())
    told = json.loads(body)
    assert told["fact"] == "MessageHeard"
    heard = [e for e in items(machine.get("/entries")) if e["fact"] == "MessageHeard"]
    assert told["id"] == heard[-1]["id"]
    assert told["words"] == heard[-1]["words"]
    assert Parcel.objects.get(kind="webhook").state == "sent"


def test_a_brands_webhook_hears_nothing_of_others(ear: Ear, linden: Any, arrive: Arrive) -> None:
    subscribe(ear.url, brand=linden, allow_loopback=True)
    arrive(mail())
    assert tell() == 0
    arrive(mail(id="<2@kunde.example>"), to=["post@linden.example"])
    assert tell() == 1


def test_who_was_not_there_is_told_later_and_given_up_after_three_days(
    ear: Ear, arrive: Arrive, auenfeld: Any
) -> None:
    subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    ear.status = 503
    arrive(mail())
    tell()
    parcel = Parcel.objects.get(kind="webhook")
    assert (parcel.state, parcel.last_error) == ("waiting", "503")
    assert parcel.next_at > clock.now() + timedelta(seconds=4)
    ear.status = 204
    Parcel.objects.update(next_at=clock.now())
    tell()
    assert len(ear.heard) == 2
    assert ear.heard[0][1] == ear.heard[1][1]
    assert Parcel.objects.get(kind="webhook").state == "sent"
    Parcel.objects.update(state="waiting", made_at=clock.now() - timedelta(days=3, minutes=1))
    tell()
    assert Parcel.objects.get(kind="webhook").state == "failed"
    assert len(ear.heard) == 2


def test_a_target_that_keeps_failing_rests_as_a_whole(ear: Ear, arrive: Arrive, auenfeld: Any) -> None:
    subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    ear.status = 500
    for n in range(6):
        arrive(mail(id=f"<{n}@kunde.example>"))
    tell()
    assert len(ear.heard) == carrying.FAILURES_TO_REST
    row = Subscription.objects.get()
    assert row.rests_until is not None
    assert set(Parcel.objects.filter(kind="webhook").values_list("state", flat=True)) == {"waiting"}
    ear.status = 200
    Subscription.objects.update(rests_until=clock.now() - timedelta(seconds=1))
    Parcel.objects.update(next_at=clock.now())
    tell()
    row.refresh_from_db()
    assert (row.failures, row.rests_until) == (0, None)
    assert set(Parcel.objects.filter(kind="webhook").values_list("state", flat=True)) == {"sent"}


def test_a_worker_that_died_while_telling_is_no_reason_to_stop(
    ear: Ear, arrive: Arrive, auenfeld: Any
) -> None:
    subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    arrive(mail())
    while telling.tell_on():
        pass
    outbox.claim(["webhook"], "dead")
    Parcel.objects.update(claimed_at=clock.now() - timedelta(minutes=11))
    outbox.find_lost(wiring.told)
    assert tell() == 1
    assert len(ear.heard) == 1


def test_an_ended_webhook_is_told_no_more(ear: Ear, admin: Caller, arrive: Arrive) -> None:
    row, _secret = subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    arrive(mail())
    while telling.tell_on():
        pass
    assert admin.send("DELETE", f"/webhooks/{row.id}").status_code == 204
    tell()
    assert ear.heard == []
    assert Parcel.objects.get(kind="webhook").state == "withdrawn"


def test_what_was_missed_is_told_again(ear: Ear, admin: Caller, arrive: Arrive) -> None:
    row, _secret = subscribe(ear.url, ["MessageHeard"], allow_loopback=True)
    arrive(mail())
    tell()
    again = admin.post(f"/webhooks/{row.id}/replay", {"since": "2020-01-01T00:00:00Z"})
    assert again.status_code == 201
    assert again.json() == {"told": 1, "next": None}
    tell()
    assert len(ear.heard) == 2
    assert admin.post(f"/webhooks/{row.id}/replay", {"since": "2099-01-01T00:00:00Z"}).json()["told"] == 0


def test_inner_addresses_are_never_told(admin: Caller, arrive: Arrive, ear: Ear) -> None:
    for url in (
        ear.url, "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "ftp://hook.example/",
        "http://2130706433/", "https://user@hook.example/", "https://hook.example:8443/", "hook",
    ):  # fmt: skip
        problem(admin.post("/webhooks", {"url": url}), 422, "url")
    assert admin.post("/webhooks", {"url": "http://localhost/", "facts": ["MessageHeard"]}).status_code == 201
    arrive(mail())
    tell()
    assert Parcel.objects.get(kind="webhook").last_error == "We do not go there: inner address."


def test_a_secret_is_shown_once(admin: Caller) -> None:
    made = admin.post("/webhooks", {"url": "https://hook.example/", "facts": ["MessageHeard"]})
    assert made.status_code == 201, made.content
    assert made.json()["secret"].startswith("whs_")
    (shown,) = items(admin.get("/webhooks"))
    assert "secret" not in shown
    assert made.json()["secret"].encode() not in bytes(Subscription.objects.get().secret)
    told = problem(
        admin.post("/webhooks", {"url": "https://hook.example/", "facts": ["Nothing"]}), 422, "fact"
    )
    assert "MessageHeard" in told["way_on"]


def test_all_facts_are_known_also_to_a_process_that_has_just_begun() -> None:
    code = (
        "import django; django.setup();"
        "from beistand.site.webhooks.subscriptions import known_facts; print(*sorted(known_facts()))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True
    )
    assert {"MessageHeard", "ConversationClosed", "Touchpoint", "CustomersJoined"} <= set(said.stdout.split())
