"""The parts of a query as conditions. Text of SQL is chosen here by kind of part; every value is a parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from beistand.desk.rules import query as ask
from beistand.desk.searching import sql
from beistand.house.rights import Sight

MOST_PEOPLE = 500
# What a status means of a matter.
STATES = {
    "open": "{m}.state = 'open'",
    "waiting": "{m}.state = 'open' AND {m}.waiting_since IS NOT NULL",
    "snoozed": "{m}.state = 'snoozed'",
    "closed": "{m}.state = 'closed'",
}

IN_TEAM = "{{m}}.team_id IN (SELECT id FROM house_team WHERE name ILIKE {value})"
OF_BRAND = "{{m}}.brand_id IN (SELECT id FROM house_brand WHERE name ILIKE {value} OR slug ILIKE {value})"
LABELLED = """EXISTS (SELECT 1 FROM desk_label_conversations x JOIN desk_label l ON l.id = x.label_id
    WHERE x.conversation_id = {{m}}.conversation_id AND upper(l.name) = upper({value}))"""


@dataclass
class Conditions:
    """Conditions on what the functions of `sql` give (`{m}`): of the matter, or of one message of it."""

    of_matters: list[str] = field(default_factory=list)
    of_messages: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    by_customers: list[UUID] | None = None
    by_agents: list[UUID] = field(default_factory=list)
    before: datetime | None = None  # a walk may begin here

    def text(self, m: str) -> str:
        """All conditions on what is called `m`."""
        return "".join(f" AND ({one.format(m=m)})" for one in (*self.of_messages, *self.of_matters))

    def name(self, value: Any) -> str:
        """A parameter of its own for a value."""
        name = f"v{len(self.params)}"
        self.params[name] = value
        return f"%({name})s"


def conditions_of(query: ask.Query, sight: Sight) -> Conditions:
    """What the parts of a query that are no words ask for; phrases are looked at letter by letter too."""
    found = Conditions()
    for part in query.parts:
        write = _WRITERS.get(type(part))
        if write is None:
            continue
        before = len(found.of_matters), len(found.of_messages)
        write(part, found, sight)
        if part.is_excluded:
            for conditions, begun in zip((found.of_matters, found.of_messages), before, strict=True):
                conditions[begun:] = [f"NOT ({one})" for one in conditions[begun:]]
    return found


def like(text: str) -> str:
    """A pattern that finds a text anywhere, whatever signs are in it."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return f"%{text}%"


def people(text: str, sight: Sight, most: int = MOST_PEOPLE) -> list[UUID]:
    """Customers with this in their name or an address."""
    return _ids(sql.PEOPLE, {"brands": list(sight.brands), "like": like(text), "most": most})


def _ids(statement: str, params: dict[str, Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]


def _from(part: ask.From, found: Conditions, sight: Sight) -> None:
    customers, agents = people(part.who, sight), _ids(sql.AGENTS, {"like": like(part.who)})
    if not part.is_excluded and found.by_customers is None:
        found.by_customers, found.by_agents = customers, agents
    found.of_messages.append(
        f"{{m}}.direction = 'in' AND {{m}}.customer_id = ANY({found.name(customers)}::uuid[])"
        f" OR {{m}}.author_id = ANY({found.name(agents)}::uuid[])"
    )


def _to(part: ask.To, found: Conditions, sight: Sight) -> None:
    customers = people(part.who, sight)
    found.of_messages.append(
        f"{{m}}.recipient ILIKE {found.name(like(part.who))}"
        f" OR {{m}}.direction = 'out' AND {{m}}.customer_id = ANY({found.name(customers)}::uuid[])"
    )


def _phrase(part: ask.Phrase, found: Conditions, sight: Sight) -> None:
    pattern = found.name(like(" ".join(part.text.split())))
    # `search` has compared the stems; this compares the letters, across line breaks.
    found.of_messages.append(
        rf"regexp_replace({{m}}.subject || ' ' || {{m}}.text, '\s+', ' ', 'g') ILIKE {pattern}"
    )


def _channel(part: ask.Channel, found: Conditions, sight: Sight) -> None:
    found.of_messages.append(f"{{m}}.channel = {found.name(part.name)}")


def _attachment(part: ask.HasAttachment, found: Conditions, sight: Sight) -> None:
    found.of_messages.append("EXISTS (SELECT 1 FROM desk_attachment a WHERE a.message_id = {m}.id)")


def _before(part: ask.Before, found: Conditions, sight: Sight) -> None:
    found.of_messages.append(f"{{m}}.filed_at < {found.name(_begin(part.day))}")
    if not part.is_excluded:
        found.before = min(found.before or _begin(part.day), _begin(part.day))


def _after(part: ask.After, found: Conditions, sight: Sight) -> None:
    found.of_messages.append(f"{{m}}.filed_at >= {found.name(_begin(part.day))}")


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _status(part: ask.Status, found: Conditions, sight: Sight) -> None:
    found.of_matters.append(STATES[part.state])


def _team(part: ask.Team, found: Conditions, sight: Sight) -> None:
    found.of_matters.append(IN_TEAM.format(value=found.name(like(part.name))))


def _label(part: ask.Label, found: Conditions, sight: Sight) -> None:
    found.of_matters.append(LABELLED.format(value=found.name(part.name)))


def _brand(part: ask.Brand, found: Conditions, sight: Sight) -> None:
    found.of_matters.append(OF_BRAND.format(value=found.name(like(part.name))))


_WRITERS: dict[type, Callable[[Any, Conditions, Sight], None]] = {
    ask.From: _from,
    ask.To: _to,
    ask.Phrase: _phrase,
    ask.Channel: _channel,
    ask.HasAttachment: _attachment,
    ask.Before: _before,
    ask.After: _after,
    ask.Status: _status,
    ask.Team: _team,
    ask.Label: _label,
    ask.Brand: _brand,
}
