"""What lies in a mailbox arrives once, in order, and is marked there only after it was committed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from cast import mail
from channels.email_imap.conftest import until
from channels.email_imap.dovecot import Dovecot

pytestmark = pytest.mark.django_db(transaction=True)


def mails(count: int, **more: Any) -> list[bytes]:
    return [mail(f"Frage {n}\n", id=f"<{n}@kunde.example>", **more) for n in range(1, count + 1)]


def arrived() -> list[Any]:
    from beistand.channels.models import Arrival

    return list(Arrival.objects.select_related("raw").order_by("id"))


def test_what_lies_there_arrives_in_order_and_byte_by_byte(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    laid = mails(120)
    dovecot.lay(user, *laid)
    add(user)
    watch.look()
    until(lambda: len(arrived()) == 120)
    assert [bytes(a.raw.content) for a in arrived()] == laid
    until(lambda: dovecot.flags(user) == [{b"\\Seen"}] * 120)


def test_the_envelope_says_where_it_came_from(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, auenfeld: Any
) -> None:
    traced = b"Return-Path: <>\r\nDelivered-To: wallbox@auenfeld.example\r\n" + mail()
    dovecot.lay(user, traced)
    mailbox = add(user, authserv_id="mx.auenfeld.example")
    watch.look()
    (one,) = until(arrived)
    assert one.envelope == {
        "mailbox": str(mailbox.id),
        "brand": str(auenfeld.brand.id),
        "recipients": ["wallbox@auenfeld.example"],
        "authserv": "mx.auenfeld.example",
        "ip": None,
        "mail_from": "",
    }


def test_a_new_mail_wakes_us_within_two_seconds(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    mailbox = add(user)
    watch.look()
    until(lambda: state_of(mailbox) == "well")
    time.sleep(1.0)
    for n, one in enumerate(mails(3), 1):
        dovecot.lay(user, one)
        began = time.monotonic()
        until(lambda n=n: len(arrived()) == n, seconds=5)
        assert time.monotonic() - began < 2.0


def test_fetched_mail_can_be_moved_away(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    dovecot.lay(user, mail(), folder="Erledigt")
    dovecot.lay(user, *mails(3))
    add(user, moves_to="Erledigt")
    watch.look()
    until(lambda: len(dovecot.flags(user, "Erledigt")) == 4)
    assert dovecot.flags(user) == []
    assert len(arrived()) == 3


def test_fetched_mail_can_stay_unseen(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    dovecot.lay(user, *mails(2))
    mailbox = add(user, marks_seen=False)
    watch.look()
    until(lambda: state_of(mailbox) == "well")
    assert len(arrived()) == 2
    assert dovecot.flags(user) == [set(), set()]


def test_a_folder_may_be_called_as_people_call_it(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    dovecot.lay(user, mail(), folder="Anfragen Österreich & Schweiz")
    add(user, folder="Anfragen%20%C3%96sterreich%20%26%20Schweiz")
    watch.look()
    until(arrived)


def test_after_a_restart_only_new_mail_is_fetched(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    dovecot.lay(user, *mails(2))
    add(user)
    watch.look()
    until(lambda: len(arrived()) == 2)
    watch.close()
    dovecot.lay(user, mail("noch eine\n", id="<3@kunde.example>"))
    watch.look()
    until(lambda: len(arrived()) == 3)
    time.sleep(0.5)
    assert len(arrived()) == 3


def test_a_mail_has_been_waiting_since_it_lay_in_the_mailbox(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any
) -> None:
    from datetime import UTC, datetime, timedelta

    from beistand.lib import clock

    dovecot.lay(user)
    with dovecot.signed_in(user) as line:
        line.append("INBOX", mail(), msg_time=datetime.now(UTC) - timedelta(hours=3))
    add(user)
    watch.look()
    (one,) = until(arrived)
    assert timedelta(hours=3) <= clock.now() - one.arrived_at < timedelta(hours=3, minutes=1)


def test_the_same_mail_in_two_mailboxes_is_one_message(
    dovecot: Dovecot, user: str, add: Callable[..., Any], watch: Any, file_all: Callable[[], int]
) -> None:
    for name in ("a-" + user, "b-" + user):
        dovecot.lay(name, mail())
        add(name)
    watch.look()
    until(lambda: len(arrived()) == 2)
    assert file_all() == 1


def state_of(mailbox: Any) -> str:
    mailbox.refresh_from_db()
    return str(mailbox.state)
