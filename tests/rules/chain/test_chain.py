"""The chain finds every change: a thousand single edits, each by another hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from beistand.journal.rules.chain import (
    Check,
    Head,
    Known,
    Link,
    Row,
    Sweep,
    commit,
    lay,
    ranges_of,
    sign,
    sweep_digest,
)
from beistand.journal.rules.forgetting import bare

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SIGNS = b"s" * 32
PEOPLE = [UUID(int=n) for n in (1, 2, 3)]
KEYS = {person: person.bytes * 2 for person in PEOPLE}
EDITS = 1_000


@dataclass
class Book:
    """A journal with its chain, as lists that a stranger may edit."""

    rows: list[Row] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    head: Head = field(default_factory=Head)
    sweeps: list[Sweep] = field(default_factory=list)

    def faults(self, keys: dict[UUID, bytes | None] | None = None) -> list[str]:
        return [f.what for f in self.check(keys).faults]

    def check(self, keys: dict[UUID, bytes | None] | None = None) -> Check:
        check = Check(Known(KEYS if keys is None else keys, self.sweeps, SIGNS))
        by_id = {row.id: row for row in self.rows}
        for link in sorted(self.links, key=lambda link: link.position):
            check.take(link, by_id.get(link.entry))
        sealed = {link.entry for link in self.links}
        for row in self.rows:
            if row.id not in sealed:
                check.unsealed(row.place, self.head)
        check.end(self.head)
        return check


def _row(number: int) -> Row:
    customer = [None, *PEOPLE][number % 4]
    return Row(
        id=100 + number * 2,
        transaction=1_000 + number // 3,
        fact="MessageHeard",
        brand=UUID(int=9),
        team=None,
        customer=customer,
        thread=UUID(int=1_000 + number),
        by=f"customer:{number}",
        at=AT + timedelta(seconds=number),
        recorded_at=AT + timedelta(seconds=number, milliseconds=3),
        words=f'{{"message": "m{number}", "opened": true}}',
    )


def _book(count: int = 60, batch: int = 7) -> Book:
    book = Book(rows=[_row(n) for n in range(count)])
    for start in range(0, count, batch):
        rows = book.rows[start : start + batch]
        committed = [(row, commit(row, KEYS[row.customer] if row.customer else None)) for row in rows]
        links, head = lay(book.head, committed, AT + timedelta(minutes=start))
        book.links += links
        book.head = replace(head, mac=sign(head.words(), SIGNS))
    return book


def _removes_an_entry(book: Book, dice: random.Random) -> None:
    book.rows.pop(dice.randrange(len(book.rows)))


def _removes_a_seal(book: Book, dice: random.Random) -> None:
    book.links.pop(dice.randrange(len(book.links)))


def _removes_both(book: Book, dice: random.Random) -> None:
    place = dice.randrange(len(book.rows))
    del book.rows[place], book.links[place]


def _removes_the_end(book: Book, dice: random.Random) -> None:
    keep = dice.randrange(len(book.rows))
    del book.rows[keep:], book.links[keep:]


def _changes_a_field(book: Book, dice: random.Random) -> None:
    place = dice.randrange(len(book.rows))
    row = book.rows[place]
    edits: list[Callable[[], Row]] = [
        lambda: replace(row, transaction=row.transaction + dice.choice([-5, 5])),
        lambda: replace(row, fact="MessageSaid"),
        lambda: replace(row, brand=None),
        lambda: replace(row, team=UUID(int=5)),
        lambda: replace(row, customer=next(p for p in [*PEOPLE, None] if p != row.customer)),
        lambda: replace(row, thread=UUID(int=7)),
        lambda: replace(row, by="agent:1"),
        lambda: replace(row, at=row.at + timedelta(microseconds=1)),
        lambda: replace(row, recorded_at=row.recorded_at - timedelta(microseconds=1)),
        lambda: replace(row, words=row.words.replace("true", "false")),
        lambda: replace(row, words=row.words + " "),
        lambda: replace(row, id=row.id + 1),
    ]
    book.rows[place] = dice.choice(edits)()


def _swaps_entries(book: Book, dice: random.Random) -> None:
    one, other = dice.sample(range(len(book.rows)), 2)
    a, b = book.rows[one], book.rows[other]
    book.rows[one], book.rows[other] = replace(b, id=a.id), replace(a, id=b.id)


def _swaps_places(book: Book, dice: random.Random) -> None:
    one = dice.randrange(len(book.rows) - 3)
    a, b = book.rows[one], book.rows[one + 3]
    book.rows[one] = replace(a, transaction=b.transaction)
    book.rows[one + 3] = replace(b, transaction=a.transaction)


def _swaps_seals(book: Book, dice: random.Random) -> None:
    one, other = dice.sample(range(len(book.links)), 2)
    a, b = book.links[one], book.links[other]
    book.links[one], book.links[other] = (
        replace(b, position=a.position),
        replace(a, position=b.position),
    )


def _flips_a_bit(book: Book, dice: random.Random) -> None:
    place = dice.randrange(len(book.links))
    link = book.links[place]
    bit = dice.randrange(256)
    edits: list[Callable[[], Link]] = [
        lambda: replace(link, commitment=_flipped(link.commitment, bit)),
        lambda: replace(link, hash=_flipped(link.hash, bit)),
        lambda: replace(link, position=link.position ^ (1 << bit % 30)),
        lambda: replace(link, entry=link.entry ^ (1 << bit % 30)),
        lambda: replace(link, sealed_at=link.sealed_at + timedelta(microseconds=1 << bit % 30)),
    ]
    book.links[place] = dice.choice(edits)()


def _flips_the_head(book: Book, dice: random.Random) -> None:
    head, bit = book.head, dice.randrange(256)
    book.head = dice.choice(
        [
            replace(head, hash=_flipped(head.hash, bit)),
            replace(head, mac=_flipped(head.mac, bit)),
            replace(head, position=head.position ^ 1),
            replace(head, entry=head.entry ^ 1),
            replace(head, transaction=head.transaction + 1),
        ]
    )


def _slips_an_entry_in(book: Book, dice: random.Random) -> None:
    place = dice.randrange(len(book.rows) - 1)
    book.rows.append(replace(book.rows[place], id=book.rows[place].id + 1, words="{}"))


def _flipped(value: bytes, bit: int) -> bytes:
    number = int.from_bytes(value, "big") ^ (1 << bit)
    return number.to_bytes(32, "big")


HANDS = [
    _removes_an_entry,
    _removes_a_seal,
    _removes_both,
    _removes_the_end,
    _changes_a_field,
    _swaps_entries,
    _swaps_places,
    _swaps_seals,
    _flips_a_bit,
    _flips_the_head,
    _slips_an_entry_in,
]


def test_an_untouched_chain_is_whole_however_it_was_cut_into_batches() -> None:
    for batch in (1, 7, 60):
        check = _book(batch=batch).check()
        assert (check.faults, check.sealed, check.tail) == ([], 60, 0)


def test_a_thousand_single_edits_are_all_found() -> None:
    dice = random.Random(4711)
    missed = []
    for number in range(EDITS):
        book, hand = _book(), HANDS[number % len(HANDS)]
        hand(book, dice)
        if not book.faults():
            missed.append((number, hand.__name__))
    assert missed == []


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__.strip("_"))
def test_each_kind_of_edit_is_found_at_every_place(hand: Callable[[Book, random.Random], None]) -> None:
    for seed in range(80):
        book = _book(30)
        hand(book, random.Random(seed))
        assert book.faults(), seed


def test_what_is_not_sealed_yet_is_named_and_no_fault() -> None:
    book = _book(30)
    book.rows += [_row(n) for n in (30, 31)]
    check = book.check()
    assert (check.faults, check.tail) == ([], 2)


def test_a_forgotten_person_leaves_the_chain_whole_and_their_entries_closed() -> None:
    book = _book(40)
    book.rows = [replace(row, words="{}") if row.customer == PEOPLE[0] else row for row in book.rows]
    check = book.check({**KEYS, PEOPLE[0]: None})
    assert (check.faults, check.closed) == ([], 10)
    book.rows = [row for row in book.rows if row.customer != PEOPLE[0]]
    assert book.faults({**KEYS, PEOPLE[0]: None}) == ["entry-removed"] * 10


def test_a_key_that_is_gone_without_a_word_is_found() -> None:
    assert set(_book(40).faults({p: k for p, k in KEYS.items() if p != PEOPLE[1]})) == {"key-missing"}


def _sweep(book: Book, positions: list[int], key: bytes = SIGNS) -> Sweep:
    told = Sweep(ranges_of(positions), sweep_digest(book.links[p - 1].commitment for p in positions), "")
    return replace(told, mac=sign(told.words(), key).hex())


def test_swept_entries_are_no_fault_and_a_hidden_removal_beside_them_is() -> None:
    book = _book(40)
    gone = [3, 4, 5, 9]
    book.sweeps = [_sweep(book, gone)]
    book.rows = [row for place, row in enumerate(book.rows, 1) if place not in gone]
    check = book.check()
    assert (check.faults, check.swept) == ([], 4)
    book.rows = [row for row in book.rows if row.id != _row(20).id]
    assert book.faults() == ["entry-removed"]


def test_a_sweep_that_is_not_ours_hides_nothing() -> None:
    book = _book(20)
    book.sweeps = [_sweep(book, [7], key=b"x" * 32)]
    book.rows.pop(6)
    assert book.faults() == ["sweep-forged", "entry-removed"]


def test_a_sweep_that_names_other_entries_than_were_sealed_is_found() -> None:
    book, other = _book(20), _book(20)
    other.links[6] = replace(other.links[6], commitment=b"z" * 32)
    book.sweeps = [_sweep(other, [7])]
    book.rows.pop(6)
    assert book.faults() == ["sweep-differs"]


def test_of_a_forgotten_person_only_references_and_codes_stay() -> None:
    words = {
        "message": str(UUID(int=4)),
        "subject": "Meine Adresse",
        "opened": True,
        "list": ["Emre", "email"],
    }
    assert bare(words) == {"message": str(UUID(int=4)), "subject": "", "opened": True, "list": ["", "email"]}
