"""A bounce says which address failed, whether for good, and which of our mails it was."""

from __future__ import annotations

import pytest
from bounces import DAEMON, FREE, OURS, REPORTS, Case, free, report
from mails import CORPORA, mail, multipart, part

from beistand.channels.email.parse import read

REAL = CORPORA / "mikel-mail" / "spec" / "fixtures" / "emails" / "multipart_report_emails"


@pytest.mark.parametrize("case", [*REPORTS, *FREE], ids=lambda case: case.name)
def test_providers(case: Case) -> None:
    found = read(case.raw)
    assert found.bounce is not None
    assert (found.bounce.kind, found.bounce.address) == (case.kind, "ina@kundin.example")
    assert found.auto == "bounce"
    assert found.bounce.reason
    if case.status:
        assert found.bounce.status == case.status
    assert not found.bounce.proven


@pytest.mark.parametrize(
    "case", [case for case in [*REPORTS, *FREE] if OURS.encode() in case.raw], ids=lambda case: case.name
)
def test_our_mail_is_named(case: Case) -> None:
    found = read(case.raw).bounce
    assert found is not None
    assert found.original_id == OURS


def test_what_was_delivered_is_no_bounce() -> None:
    for action in ("delivered", "relayed", "expanded"):
        found = read(report("2.0.0", "250 ok", action=action))
        assert found.bounce is None
        assert found.auto == "machine"


def test_a_read_receipt_is_no_bounce() -> None:
    receipt = multipart(
        part("Ihre Nachricht wurde gelesen.", "Content-Type: text/plain"),
        part(
            "Final-Recipient: rfc822; ina@kundin.example\r\nDisposition: manual-action; displayed",
            "Content-Type: message/disposition-notification",
        ),
        kind="report; report-type=disposition-notification",
        Subject="Gelesen: Ihre Anfrage",
    )
    assert read(receipt).bounce is None
    assert read(receipt).auto == "machine"


def test_of_several_recipients_the_hardest_failure_counts() -> None:
    fields = (
        "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n"
        "Final-Recipient: rfc822; b@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    found = read(
        multipart(
            part("x", "Content-Type: text/plain"),
            part(fields, "Content-Type: message/delivery-status"),
            kind="report",
            From=DAEMON,
        )
    ).bounce
    assert found is not None
    assert (found.kind, found.address) == ("hard", "b@x.example")


def test_the_address_we_wrote_to_goes_before_the_one_it_was_forwarded_to() -> None:
    raw = report("5.1.1", "550 5.1.1 User unknown").replace(
        b"Final-Recipient: rfc822; ina@kundin.example",
        b"Original-Recipient: rfc822;ina@kundin.example\r\nFinal-Recipient: rfc822;anders@x.example",
    )
    found = read(raw).bounce
    assert found is not None
    assert found.address == "ina@kundin.example"


@pytest.mark.parametrize(
    "raw",
    [
        mail(
            "Hallo, meine Mail an Sie kam zurück: 550 5.1.1 User unknown. Was nun?",
            Subject="Mail delivery failed",
        ),
        mail("Das Paket war unzustellbar, warum?", Subject="Unzustellbar"),
        free("Ihre Quarantäne", "Drei Nachrichten warten auf Sie.", sender="postmaster@firma.example"),
        mail("Ich bin im Urlaub.", Subject="Automatische Antwort: Anfrage", From="ina@kundin.example"),
    ],
)
def test_what_only_speaks_of_bounces_is_none(raw: bytes) -> None:
    assert read(raw).bounce is None


@pytest.mark.parametrize(
    ("name", "kind", "address"),
    [
        ("report_422", "soft", "fraser@oooooooo.com.au"),
        ("report_530", "hard", "edwin@zzzzzzz.com"),
        ("multi_address_bounce1", "hard", "bbbbvhvbbvkjbhfbvbvjhb@gmail.com"),
        ("multi_address_bounce2", "hard", "bbbbvhvbbvkjbhfbvbvjhb@gmail.com"),
        ("multipart_report_multiple_status", "soft", "u@ci.com"),
    ],
)
def test_real_reports(name: str, kind: str, address: str) -> None:
    found = read((REAL / f"{name}.eml").read_bytes()).bounce
    assert found is not None
    assert found.kind == kind
    assert found.address == address
