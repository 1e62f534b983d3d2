"""The chain over the real journal: laid in order, checked whole, closed for the forgotten, honest about the demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from beistand.journal import keys
from beistand.journal.book import FACTS, About, Fact, record, record_many
from beistand.journal.models import Entry, PersonKey, Seal
from beistand.journal.sealing import ONE_AT_A_TIME, seal_on, sweep
from beistand.journal.verifying import verify
from beistand.lib import clock
from beistand.lib.jobs import connection_to_listen

pytestmark = pytest.mark.usefixtures("transactional_db")
EMRE, LARS = UUID(int=11), UUID(int=12)
DEMO, REAL = UUID(int=21), UUID(int=22)


@dataclass(frozen=True, kw_only=True)
class Tried(Fact):
    """A fact for these tests; not registered, so no timeline knows it."""

    name = "Tried"
    words_said: str = ""


def _live(count: int, customer: UUID | None = EMRE, brand: UUID = REAL) -> None:
    about = About(brand=brand, customer=customer, by="machine:test")
    for number in range(count):
        record(Tried(words_said=f"Wort {number}"), about)


def _faults() -> list[str]:
    return [fault.what for fault in verify().faults]


@contextmanager
def _untriggered() -> Iterator[None]:
    """As somebody who owns the database and wants to hide something."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in ("journal_entry", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _edit(sql: str) -> None:
    with _untriggered(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_everything_that_is_committed_is_sealed_in_batches_and_verifies() -> None:
    _live(5)
    _live(3, customer=None)
    _live(4, customer=LARS)
    assert [seal_on(5), seal_on(5), seal_on(5), seal_on(5)] == [5, 5, 2, 0]
    found = verify()
    assert (list(found.faults), found.sealed, found.tail, found.head.position) == ([], 12, 0, 12)


def test_what_came_after_the_last_seal_is_named_as_the_tail() -> None:
    _live(2)
    seal_on()
    _live(3)
    found = verify()
    assert (list(found.faults), found.sealed, found.tail) == ([], 2, 3)


def test_a_slow_transaction_is_sealed_after_what_it_held_back_and_in_order() -> None:
    with connection_to_listen() as slow:
        slow.autocommit = False
        slow.execute("SELECT pg_current_xact_id()")
        _live(2)
        assert seal_on() == 0
        slow.execute(
            "INSERT INTO journal_entry (transaction, fact, by, at, words)"
            " VALUES (pg_current_xact_id(), 'Tried', '', now(), '{}')"
        )
        slow.commit()
    assert seal_on() == 3
    found = verify()
    assert (list(found.faults), found.sealed) == ([], 3)
    first = Entry.objects.get(id=Seal.objects.get(position=1).entry)
    assert first.by == ""


def test_only_one_sealer_works_at_a_time() -> None:
    _live(1)
    with connection_to_listen() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        assert seal_on() == 0
    assert seal_on() == 1


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        ("UPDATE journal_entry SET words = '{}' WHERE id = (SELECT entry FROM journal_seal WHERE position = 2)", "entry-changed"),
        ("UPDATE journal_entry SET by = 'agent:x' WHERE id = (SELECT entry FROM journal_seal WHERE position = 2)", "entry-changed"),
        ("UPDATE journal_entry SET customer = NULL WHERE id = (SELECT entry FROM journal_seal WHERE position = 2)", "entry-changed"),
        ("DELETE FROM journal_entry WHERE id = (SELECT entry FROM journal_seal WHERE position = 3)", "entry-removed"),
        ("DELETE FROM journal_seal WHERE position = 4", "link-missing"),
        ("DELETE FROM journal_seal WHERE position = 6", "head-differs"),
        ("UPDATE journal_seal SET commitment = set_byte(commitment, 0, 255 - get_byte(commitment, 0)) WHERE position = 1", "link-changed"),
        ("UPDATE journal_head SET position = 5", "head-forged"),
        (
            "INSERT INTO journal_entry (transaction, fact, by, at, words)"
            " SELECT transaction, 'Tried', '', at, '{}' FROM journal_entry"
            " WHERE id = (SELECT entry FROM journal_seal WHERE position = 1)",
            "entry-inserted",
        ),
        ("DELETE FROM journal_personkey", "key-missing"),
        ("UPDATE journal_personkey SET key = NULL, forgotten_at = now()", "key-missing"),
    ],
)  # fmt: skip
def test_an_edit_behind_our_back_is_found(edit: str, fault: str) -> None:
    _live(6)
    seal_on()
    _edit(edit)
    assert fault in _faults()


def test_nobody_may_change_or_remove_an_entry_or_a_seal() -> None:
    _live(1)
    seal_on()
    for sql in (
        "UPDATE journal_entry SET by = ''",
        "DELETE FROM journal_entry",
        "UPDATE journal_seal SET position = 9",
        "DELETE FROM journal_seal",
        "TRUNCATE journal_seal",
        "SET LOCAL beistand.forgetting = 'on'; UPDATE journal_entry SET by = 'x'",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as c,
        ):
            c.execute(sql)


def test_forgetting_a_person_destroys_key_and_words_and_leaves_the_chain_whole() -> None:
    _live(3)
    _live(2, customer=LARS)
    seal_on()
    assert keys.forget(EMRE, "agent:mara") == 3
    _live(1)  # something is still recorded about them: it is sealed so that nobody can open it
    seal_on()
    seal_on()
    found = verify()
    assert (list(found.faults), found.closed, found.sealed) == ([], 4, 7)
    row = PersonKey.objects.get(customer=EMRE)
    assert row.key is None and row.forgotten_at is not None
    told = list(Entry.objects.filter(customer=EMRE).order_by("id").values_list("words", flat=True))
    assert told[:3] == [{"words_said": ""}] * 3


def test_keys_are_enveloped_at_rest() -> None:
    opened = keys.keys_of([EMRE])[EMRE]
    assert opened is not None and len(opened) == keys.LENGTH
    kept = bytes(PersonKey.objects.get(customer=EMRE).key or b"")
    assert opened not in kept and opened.hex().encode() not in kept


def test_the_demos_entries_are_swept_on_record_and_a_hidden_removal_is_still_found() -> None:
    _live(2, customer=LARS)  # a customer belongs to one brand: Emre to the demo, Lars not
    _live(3, brand=DEMO)
    _live(1, customer=LARS)
    seal_on()
    _live(1, brand=DEMO)  # not sealed yet when the sweep begins
    with transaction.atomic():
        assert sweep([DEMO], "machine:demo") == 4
    seal_on()
    found = verify()
    assert (list(found.faults), found.swept, found.sealed) == ([], 3, 7)
    _live(2, brand=DEMO)  # loaded again
    seal_on()
    assert _faults() == []
    _edit(
        f"DELETE FROM journal_entry WHERE brand = '{REAL}' AND id = (SELECT max(entry) FROM journal_seal WHERE position < 3)"
    )
    assert _faults() == ["entry-removed"]


def test_a_sealed_sweep_cannot_be_forged_with_the_database_alone() -> None:
    _live(3)
    seal_on()
    words = '{"count": 1, "ranges": [[2, 2]], "digest": "00", "mac": "00"}'
    _edit("DELETE FROM journal_entry WHERE id = (SELECT entry FROM journal_seal WHERE position = 2)")
    _edit(
        "INSERT INTO journal_entry (transaction, fact, by, at, words)"
        f" VALUES (pg_current_xact_id(), 'DemoRemoved', '', now(), '{words}')"
    )
    assert _faults() == ["sweep-forged", "entry-removed"]


def test_ten_thousand_entries_are_sealed_within_the_two_seconds_of_a_round() -> None:
    about = [About(customer=UUID(int=n % 50 + 1)) for n in range(10_000)]
    record_many([(Tried(words_said="Wort"), one) for one in about])
    begun = clock.now()
    while seal_on():
        pass
    assert clock.now() - begun < timedelta(seconds=10)  # five times as slow as alone: machines are shared
    assert list(verify().faults) == []


def test_the_facts_of_the_journal_have_their_sentences() -> None:
    from beistand.journal.facts import sentence

    assert {"DemoRemoved", "PersonForgotten"} <= set(FACTS)
    assert "12" in sentence("DemoRemoved", "Lea", {"count": 12})
    assert "Lea" in sentence("PersonForgotten", "Lea", {})
    assert sentence("Tried", "Lea", {}) == ""


def test_a_crash_while_sealing_leaves_nothing_half_sealed() -> None:
    _live(4)
    with transaction.atomic():
        assert seal_on() == 4
        transaction.set_rollback(True)
    assert not Seal.objects.exists()
    assert seal_on() == 4
