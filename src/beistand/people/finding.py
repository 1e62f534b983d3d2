"""Finding people by name, address or phone, and listing the newest. SQL, because both must cost little at a million."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

MOST = 400

# The newest of each brand by its index; merged ones are shown under their head.
_NEWEST = """
SELECT q.id FROM unnest(%(brands)s::uuid[]) AS b(brand) CROSS JOIN LATERAL (
    SELECT id, first_at FROM people_customer WHERE brand_id = b.brand AND merged_into_id IS NULL
    ORDER BY first_at DESC LIMIT %(reach)s) AS q
ORDER BY q.first_at DESC, q.id LIMIT %(limit)s OFFSET %(offset)s
"""

# By trigram index on name and on address; a head is found by whatever belongs to those joined into it.
_FOUND = """
WITH named AS (
    SELECT coalesce(merged_into_id, id) AS id FROM people_customer
    WHERE brand_id = ANY(%(brands)s) AND {names} LIMIT %(most)s),
addressed AS (
    SELECT coalesce(c.merged_into_id, c.id) AS id FROM people_identity i JOIN people_customer c ON c.id = i.customer_id
    WHERE i.brand_id = ANY(%(brands)s) AND i.kind <> 'handle' AND {addresses} LIMIT %(most)s)
SELECT c.id FROM people_customer c
WHERE c.id IN (SELECT id FROM named UNION SELECT id FROM addressed)
ORDER BY (upper(c.name) = upper(%(whole)s)) DESC, c.first_at DESC, c.id LIMIT %(limit)s OFFSET %(offset)s
"""


def newest(brands: Iterable[UUID], limit: int, offset: int = 0) -> list[UUID]:
    """The people who came to these brands last."""
    params = {"brands": list(brands), "limit": limit, "offset": offset, "reach": limit + offset}
    return _fetch(_NEWEST, params)


def find(brands: Iterable[UUID], query: str, limit: int, offset: int = 0) -> list[UUID]:
    """People whose name or one of whose addresses holds every word of the query."""
    words = query.replace("\x00", "").split()[:6]
    if not words:
        return []
    params: dict[str, Any] = {
        "brands": list(brands),
        "most": MOST,
        "whole": " ".join(words),
        "limit": limit,
        "offset": offset,
    }
    phone = _as_phone(query)
    names, addresses = [], []
    for n, word in enumerate(words):
        params[f"w{n}"] = f"%{_plain(word)}%"
        names.append(f"upper(name::text) LIKE upper(%(w{n})s)")
        addresses.append(f"upper(i.value::text) LIKE upper(%(w{n})s)")
    if phone:
        params["w0"], addresses = f"%{phone}%", [addresses[0]]
    return _fetch(_FOUND.format(names=" AND ".join(names), addresses=" AND ".join(addresses)), params)


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _as_phone(query: str) -> str:
    """The digits of a phone number without its leading zeros, as they stand in E.164; "" for anything else."""
    if re.search(r"[^\d\s()/+.-]", query):
        return ""
    digits = "".join(c for c in query if c.isdigit()).lstrip("0")
    return digits if len(digits) >= 4 else ""


def _fetch(query: str, params: dict[str, Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [row[0] for row in cursor.fetchall()]
