"""The desk's hot queries, named and explained.

A list is a few short index scans: one per team (LATERAL, so that each scan stops after `limit` rows in the order
of its index), merged, and only then joined with names. It never counts further than a cap and never sorts what
it does not show, which is why it costs the same at ten thousand conversations and at a million.

A group goes on behind `(key, id)` of its last row: `{onward}` says so in the direction of its order.
"""

from __future__ import annotations

# Each source gives (id, key): candidates of one group in the group's order.
# `teams` and `brands` are what the reader may see; conversations without a team are found by brand.
WAITING = """
SELECT q.id, q.key FROM unnest(%(teams)s::uuid[]) AS t(team)
CROSS JOIN LATERAL (
    SELECT id, waiting_since AS key FROM desk_conversation
    WHERE team_id = t.team AND state = 'open' AND waiting_since IS NOT NULL AND merged_into_id IS NULL
      AND waiting_since {side} %(cut)s {onward}
    ORDER BY waiting_since {order}, id {order} LIMIT %(limit)s) AS q
UNION ALL
SELECT q.id, q.key FROM unnest(%(brands)s::uuid[]) AS b(brand)
CROSS JOIN LATERAL (
    SELECT id, waiting_since AS key FROM desk_conversation
    WHERE brand_id = b.brand AND state = 'open' AND team_id IS NULL AND merged_into_id IS NULL
      AND waiting_since {side} %(cut)s {onward}
    ORDER BY waiting_since {order}, id {order} LIMIT %(limit)s) AS q
"""

# {state}: open and answered, or closed. Conversations without a team are few here: they wait until they have one.
BY_TIME = """
SELECT q.id, q.key FROM unnest(%(teams)s::uuid[]) AS t(team)
CROSS JOIN LATERAL (
    SELECT id, last_at AS key FROM desk_conversation
    WHERE team_id = t.team AND {state} AND merged_into_id IS NULL {onward}
    ORDER BY last_at {order}, id {order} LIMIT %(limit)s) AS q
UNION ALL
SELECT q.id, q.key FROM unnest(%(brands)s::uuid[]) AS b(brand)
CROSS JOIN LATERAL (
    SELECT id, last_at AS key FROM desk_conversation
    WHERE brand_id = b.brand AND team_id IS NULL AND {state} AND merged_into_id IS NULL {onward}
    ORDER BY last_at {order}, id {order} LIMIT %(limit)s) AS q
"""
ANSWERED_STATE = "state = 'open' AND waiting_since IS NULL"
CLOSED_STATE = "state = 'closed'"

MINE_WAITING = """
SELECT id, waiting_since AS key FROM desk_conversation
WHERE agent_id = %(agent)s AND state = 'open' AND merged_into_id IS NULL AND waiting_since {side} %(cut)s
  AND brand_id = ANY(%(brands)s) {onward}
ORDER BY waiting_since {order}, id {order} LIMIT %(limit)s
"""

MINE_ANSWERED = """
SELECT id, last_at AS key FROM desk_conversation
WHERE agent_id = %(agent)s AND state = 'open' AND merged_into_id IS NULL AND waiting_since IS NULL
  AND brand_id = ANY(%(brands)s) {onward}
ORDER BY last_at {order}, id {order} LIMIT %(limit)s
"""

SNOOZED = """
SELECT q.id, q.key FROM unnest(%(teams)s::uuid[]) AS t(team)
CROSS JOIN LATERAL (
    SELECT id, snoozed_until AS key FROM desk_conversation
    WHERE team_id = t.team AND state = 'snoozed' AND merged_into_id IS NULL {onward}
    ORDER BY snoozed_until {order}, id {order} LIMIT %(limit)s) AS q
UNION ALL
SELECT id, snoozed_until FROM desk_conversation
WHERE brand_id = ANY(%(brands)s) AND team_id IS NULL AND state = 'snoozed' AND merged_into_id IS NULL {onward}
"""

MENTIONED = """
SELECT id, key FROM (
    SELECT c.id, max(n.at) AS key FROM desk_mention m
    JOIN desk_note n ON n.id = m.note_id JOIN desk_conversation c ON c.id = m.conversation_id
    WHERE m.agent_id = %(agent)s AND c.brand_id = ANY(%(brands)s)
      AND (c.team_id IS NULL OR c.team_id = ANY(%(teams)s))
    GROUP BY c.id) AS q
WHERE true {onward}
ORDER BY key {order}, id {order} LIMIT %(limit)s
"""

# One group among those of a view: its candidates in its order, numbered.
GROUP = """
SELECT {n} AS grp, row_number() OVER (ORDER BY key {order}, id {order}) AS place, id, {key} AS key
FROM (SELECT id, key FROM ({source}) AS s ORDER BY key {order}, id {order} LIMIT %(limit)s) AS g{n}
"""
# The rows of all groups with everything that is shown of them, in one go.
ROWS = """
WITH chosen AS MATERIALIZED ({groups})
SELECT c.id, c.subject, c.channel, c.last_at, c.preview, c.waiting_since, c.heard_at, c.state, c.snoozed_until,
       c.mark, c.team_id, c.brand_id, b.name AS brand, coalesce(nullif(p.name, ''), (
           SELECT value FROM people_identity WHERE customer_id = p.id ORDER BY first_at LIMIT 1), '') AS customer,
       coalesce(a.name, '') AS agent, coalesce(t.name, '') AS team,
       r.read_to, coalesce(r.is_unread, false) AS is_unread, chosen.key, chosen.grp
FROM chosen JOIN desk_conversation c ON c.id = chosen.id
JOIN house_brand b ON b.id = c.brand_id
JOIN people_customer p ON p.id = c.customer_id
LEFT JOIN house_agent a ON a.id = c.agent_id
LEFT JOIN house_team t ON t.id = c.team_id
LEFT JOIN desk_reading r ON r.conversation_id = c.id AND r.agent_id = %(agent)s
ORDER BY chosen.grp, chosen.place
"""
CHOSEN = """
SELECT 0 AS grp, place, id, NULL::timestamptz AS key FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS x(id, place)
"""
ROWS_CHOSEN = ROWS.format(groups=CHOSEN)

# Numbers for headings and tabs, none of them counted further than `cap`, all in one statement.
COUNTED = "(SELECT count(*) FROM (SELECT 1 FROM desk_conversation WHERE {what} LIMIT %(cap)s) AS x)"
IN_TEAMS = "team_id = ANY(%(teams)s) AND merged_into_id IS NULL"
IS_MINE = "agent_id = %(agent)s AND state = 'open' AND merged_into_id IS NULL AND brand_id = ANY(%(brands)s)"
COUNTS = {
    "waiting": f"{IN_TEAMS} AND state = 'open' AND waiting_since IS NOT NULL",
    "waiting_long": f"{IN_TEAMS} AND state = 'open' AND waiting_since <= %(cut)s",
    "answered": f"{IN_TEAMS} AND {ANSWERED_STATE}",
    "mine": f"{IS_MINE} AND waiting_since IS NOT NULL",
    "mine_long": f"{IS_MINE} AND waiting_since <= %(cut)s",
    "mine_answered": f"{IS_MINE} AND waiting_since IS NULL",
    "later": f"{IN_TEAMS} AND state = 'snoozed'",
}
# What waits without a team is counted apart, by the index for just that.
HOMELESS = """(SELECT count(*) FROM (SELECT 1 FROM desk_conversation WHERE brand_id = ANY(%(brands)s) AND state = 'open'
    AND team_id IS NULL AND merged_into_id IS NULL AND waiting_since IS NOT NULL LIMIT %(cap)s) AS x)"""
# Mails that could not be read, by their small index.
HELD = """(SELECT count(*) FROM (SELECT 1 FROM desk_message WHERE quarantined <> '' AND conversation_id IS NULL
    AND brand_id = ANY(%(all_brands)s) LIMIT %(cap)s) AS x)"""
ANSWERED_TODAY = """
SELECT count(DISTINCT c.id) FROM (
    SELECT conversation_id FROM desk_message
    WHERE brand_id = ANY(%(brands)s) AND direction = 'out' AND filed_at >= %(midnight)s
    ORDER BY filed_at LIMIT %(cap)s) AS m
JOIN desk_conversation c ON c.id = m.conversation_id WHERE c.team_id IS NULL OR c.team_id = ANY(%(teams)s)
"""
BRANDS = "SELECT slug, name FROM house_brand WHERE id = ANY(%(brands)s) ORDER BY name"
