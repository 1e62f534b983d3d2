"""Forgetting a person: every room that keeps something of theirs has an answer, and all answer in one transaction.

A room says in its `forgetting.py` which tables it answers for. A test finds a table with a person's column that
nobody answers for, so that a new room can't forget to forget.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from beistand.journal import keys

Answer = Callable[[Sequence[UUID]], int]

ANSWERS: dict[str, Answer] = {}
OWN_TABLES = frozenset({"journal_entry", "journal_personkey"})


def answers(*tables: str) -> Callable[[Answer], Answer]:
    """Decorator: this erases what these tables hold of people (given by customer ids); how many rows it touched."""

    def note(answer: Answer) -> Answer:
        ANSWERS.update(dict.fromkeys(tables, answer))
        return answer

    return note


def forget(people: Sequence[UUID], by: str) -> int:
    """Forget customers who are one person, everywhere and for good; how many rows that touched."""
    with transaction.atomic():
        touched = sum(answer(people) for answer in dict.fromkeys(ANSWERS.values()))
        return touched + sum(keys.forget(person, by) for person in people)
