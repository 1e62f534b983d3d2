"""What a machine wrote is known as such; what a person wrote never is."""

from __future__ import annotations

import pytest
from mails import mail

from beistand.channels.email.parse import read


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Subject": "Abwesenheitsnotiz: Ihre Anfrage", "Auto_Submitted": "auto-replied"}, "vacation"),
        ({"Subject": "Abwesenheitsnotiz: Ihre Anfrage"}, "vacation"),
        ({"Subject": "Automatische Antwort: Ihre Anfrage", "X_Auto_Response_Suppress": "All"}, "vacation"),
        ({"Subject": "Automatic reply: Your question"}, "vacation"),
        ({"Subject": "Out of Office: Re: x"}, "vacation"),
        ({"Subject": "Bin im Urlaub", "Auto_Submitted": "auto-replied"}, "vacation"),
        ({"Subject": "AW: Anfrage", "Auto_Submitted": "auto-replied (vacation)"}, "auto-reply"),
        ({"Subject": "Wir haben Ihre Anfrage erhalten", "Auto_Submitted": "auto-replied"}, "auto-reply"),
        ({"X_Autoreply": "yes"}, "auto-reply"),
        ({"X_Autorespond": "x"}, "auto-reply"),
        ({"Precedence": "auto_reply"}, "auto-reply"),
        ({"Auto_Submitted": "auto-generated"}, "machine"),
        ({"Auto_Submitted": "auto-notified; owner-email=x"}, "machine"),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, "machine"),
        ({"From": "noreply@shop.example"}, "machine"),
        ({"From": "no-reply@shop.example"}, "machine"),
        ({"From": "MAILER-DAEMON@x.example"}, "machine"),
        ({"List_Id": "<chor.x.example>", "List_Post": "<mailto:chor@x.example>"}, "list"),
        ({"List_Id": "<chor.x.example>", "Precedence": "list"}, "list"),
        ({"Precedence": "list"}, "list"),
        ({"List_Id": "<nl.x.example>", "List_Unsubscribe": "<https://x.example>", "List_Unsubscribe_Post": "One-Click"}, "bulk"),
        ({"List_Unsubscribe": "<https://x.example>"}, "bulk"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"Precedence": "junk"}, "bulk"),
        ({"Feedback_ID": "1:2:3:x"}, "bulk"),
        ({"X_Beistand_Auto": "reply", "Auto_Submitted": "auto-replied"}, "own-loop"),
        ({"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"}, "machine"),
        ({}, None),
        ({"Auto_Submitted": "no"}, None),
        ({"Subject": "Urlaub in Ihrem Hotel"}, None),
        ({"Subject": "Re: Abwesenheit meines Vermieters"}, None),
        ({"Subject": "Frage zur Elternzeit"}, None),
        ({"X_Auto_Response_Suppress": "None"}, None),
        ({"Precedence": "normal"}, None),
        ({"From": "Nora Replya <noreplya@x.example>"}, None),
    ],
)  # fmt: skip
def test_kinds(headers: dict[str, str], kind: str | None) -> None:
    assert read(mail(**headers)).auto == kind


def test_a_null_sender_is_a_machine() -> None:
    assert read(mail(), null_sender=True).auto == "machine"
    away = "Guten Tag, ich bin bis 12. April nicht im Büro. Ihre Nachricht wird nicht weitergeleitet."
    assert (
        read(mail(away, Subject="AW: x", Content_Type="text/plain; charset=utf-8"), null_sender=True).auto
        == "vacation"
    )


def test_a_customer_who_writes_of_holidays_is_a_person() -> None:
    assert (
        read(mail("Ich bin ab morgen im Urlaub, bitte antworten Sie vorher.", Subject="Lieferung")).auto
        is None
    )
