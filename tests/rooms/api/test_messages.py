"""What was said, as machines read it."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from api_caller import Caller, items, problem

from beistand.desk.models import Message
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db

FIELDS = [
    "id",
    "conversation",
    "customer",
    "channel",
    "direction",
    "recipient",
    "subject",
    "from",
    "to",
    "cc",
    "reply_to",
    "said_at",
    "arrived_at",
    "text",
    "new_text",
    "html",
    "attachments",
    "raw_sha256",
    "auto",
    "bounce",
    "proof",
    "quarantined",
    "arrival",
]
UNREADABLE = b"\r\n".join([b"Subject: " + b"x" * 300_000, b"", b"text"])


def several(arrive: Arrive, count: int) -> None:
    for n in range(count):
        arrive(mail(f"Nummer {n}\n", id=f"<n{n}@kunde.example>"), to=["Laden@auenfeld.example"])


def test_a_mail_is_an_item_with_every_promised_field(machine: Caller, arrive: Arrive) -> None:
    arrival = arrive(mail(), to=["laden@auenfeld.example"])
    (item,) = items(machine.get("/messages", {"recipient": "laden@auenfeld.example"}))
    assert set(FIELDS) <= set(item)
    assert item["from"] == {"address": "emre@kunde.example", "name": "Emre Yıldız"}
    assert item["to"] == [{"address": "hilfe@auenfeld.example", "name": ""}]
    assert item["recipient"] == "laden@auenfeld.example"
    assert item["text"].splitlines()[0] == "Guten Tag,"
    assert item["arrival"] == str(arrival)
    assert item["direction"] == "in"
    assert item["said_at"] == "2026-11-22T08:00:00Z"
    assert item["proof"] == {"dmarc": "temperror", "dkim": "none", "spf": "none", "arc": "none"}
    assert (item["auto"], item["bounce"], item["quarantined"]) == (None, None, None)
    assert machine.get(f"/messages/{item['id']}").json() == item


def test_the_raw_bytes_are_the_bytes_that_came(machine: Caller, arrive: Arrive) -> None:
    raw = mail() + b"\xff\xfe8-bit at the end\r\n"
    arrive(raw)
    (item,) = items(machine.get("/messages"))
    response = machine.get(f"/messages/{item['id']}/raw")
    assert response["Content-Type"] == "message/rfc822"
    assert response.content == raw


def test_the_bytes_of_an_attachment_are_served_by_their_hash(machine: Caller, arrive: Arrive) -> None:
    from email import message_from_bytes
    from email.message import EmailMessage
    from email.policy import SMTP

    made = message_from_bytes(mail(), policy=SMTP)
    assert isinstance(made, EmailMessage)
    made.add_attachment(b"\x00\x01bytes", maintype="application", subtype="pdf", filename="Rechnung.pdf")
    arrive(made.as_bytes())
    (item,) = items(machine.get("/messages"))
    (file,) = item["attachments"]
    assert (file["name"], file["type"], file["size"]) == ("Rechnung.pdf", "application/pdf", 7)
    response = machine.get(f"/messages/{item['id']}/attachments/{file['sha256']}")
    assert response.content == b"\x00\x01bytes"
    problem(machine.get(f"/messages/{item['id']}/attachments/{'0' * 64}"), 404, "not-found")


def test_since_means_filed_after(machine: Caller, arrive: Arrive) -> None:
    several(arrive, 2)
    first, second = Message.objects.order_by("filed_at")
    found = items(machine.get("/messages", {"since": first.filed_at.isoformat()}))
    assert [i["id"] for i in found] == [str(second.id)]
    assert items(machine.get("/messages", {"since": second.filed_at.isoformat()})) == []
    before = (first.filed_at - timedelta(microseconds=1)).isoformat()
    assert len(items(machine.get("/messages", {"since": before}))) == 2


def test_since_may_have_its_plus_unescaped(machine: Caller, arrive: Arrive) -> None:
    arrive(mail())
    response = machine.get("/messages?since=2020-01-01T00:00:00+01:00")
    assert len(items(response)) == 1
    assert len(items(machine.get(f"/messages?since={quote('2020-01-01T00:00:00+01:00')}"))) == 1


def test_pages_do_not_shift_under_a_reader_while_mails_come_in(machine: Caller, arrive: Arrive) -> None:
    several(arrive, 5)
    wanted = [str(i) for i in Message.objects.order_by("filed_at", "id").values_list("id", flat=True)]
    seen: list[str] = []
    cursor = None
    while True:
        page = machine.get("/messages", {"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [i["id"] for i in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        if len(seen) == 2:
            arrive(mail("Dazwischen\n", id="<between@kunde.example>"))
    assert seen[:5] == wanted
    assert len(seen) == len(set(seen)) == 6


def test_mails_filed_in_the_same_moment_are_all_there_once(machine: Caller, arrive: Arrive) -> None:
    several(arrive, 5)
    Message.objects.update(filed_at=Message.objects.values_list("filed_at", flat=True)[0])
    first = machine.get("/messages", {"limit": 3}).json()
    rest = machine.get("/messages", {"limit": 3, "cursor": first["next"]}).json()
    assert len({i["id"] for i in first["items"] + rest["items"]}) == 5
    assert rest["next"] is None


def test_a_foreign_cursor_is_refused(machine: Caller) -> None:
    problem(machine.get("/messages", {"cursor": "abc"}), 422, "cursor")


def test_a_mail_nobody_can_read_is_an_item_and_can_be_tried_again(machine: Caller, arrive: Arrive) -> None:
    from beistand.journal.models import Entry

    arrival = arrive(UNREADABLE)
    (item,) = items(machine.get("/messages"))
    assert item["quarantined"]
    assert (item["conversation"], item["customer"]) == (None, None)
    told = machine.get(f"/arrivals/{arrival}").json()
    assert told["state"] == "quarantined"
    assert told["messages"] == [item["id"]]
    assert told["reason"] == item["quarantined"]
    assert machine.post(f"/messages/{item['id']}/retry").json() == {"arrival": str(arrival)}
    assert machine.get(f"/arrivals/{arrival}").json()["state"] == "kept"
    assert items(machine.get("/messages")) == []
    assert Entry.objects.filter(fact="MailRetried").count() == 1


def test_a_mail_that_was_read_is_not_tried_again(machine: Caller, arrive: Arrive) -> None:
    arrive(mail())
    (item,) = items(machine.get("/messages"))
    problem(machine.post(f"/messages/{item['id']}/retry"), 409, "not-quarantined")


def test_an_arrival_tells_its_envelope_and_its_messages(machine: Caller, arrive: Arrive) -> None:
    arrival = arrive(mail(), to=["laden@auenfeld.example"])
    told = machine.get(f"/arrivals/{arrival}").json()
    assert told["state"] == "filed"
    assert told["recipients"] == ["laden@auenfeld.example"]
    assert told["mail_from"] == "emre@kunde.example"
    assert told["reason"] is None
    assert told["messages"] == [i["id"] for i in items(machine.get("/messages"))]


def test_a_hundred_items_cost_at_most_forty_milliseconds(
    machine: Caller, arrive: Arrive, auenfeld: Auenfeld
) -> None:
    several(arrive, 100)
    machine.get("/messages")
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        found = items(machine.get("/messages", {"limit": 100}))
        best = min(best, time.process_time() - begun)
    assert len(found) == 100
    assert best < 0.040, f"{best * 1000:.1f} ms"
