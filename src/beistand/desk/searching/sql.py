"""The statements of search, named and explained.

Every look into `desk_message.search` goes through the functions that migration 0002 made: each takes the brands and
teams of the reader as its first arguments, so that no search can forget who asks. They are inlined by PostgreSQL.

    desk_said_lately  walks the newest messages, at most so many, and looks at each
                      (desk_said_lately_in: those of one brand, by its own index)
    desk_said         asks the GIN index, whatever the age
    desk_said_by      walks the messages of these customers
    desk_said_in      looks at the messages of one matter that was found already
    desk_matters      the matters themselves, when nothing is asked of their messages
    desk_noted        notes among colleagues

A common word is found within the first few thousand of the newest messages, and the walk ends there; the index
would first have to gather hundreds of thousands of them. A word that is not found there is rare, and the index
gathers few. So how far the walk came *is* the word's frequency, and no estimate can be wrong. Only when the
words are common and the rest of the question is rare, the walk goes on, and what it has not seen is the next page.
"""

from __future__ import annotations

PAGE = 50
WALK = 6_000  # newest messages that are looked at before the index is asked: some 15 ms
FAR_WALK = 30_000  # when the index would give too much, or there is no word to ask it for
COMMON = 1 / 200  # from here on the index gathers more than a far walk looks at
HITS = 160  # messages a page: some conversations are found by several

# {source} one of the functions, {also} conditions on `m`; both are our own words, values are parameters.
HITS_OF = """
SELECT m.id, m.conversation_id, m.filed_at FROM {source} AS m
WHERE (m.filed_at, m.id) < (%(before_at)s, %(before_id)s::uuid) {also} {only_newest}
ORDER BY m.filed_at DESC, m.id DESC LIMIT %(hits)s
"""
LATELY = """desk_said_lately(%(brands)s::uuid[], %(teams)s::uuid[], %(words)s::tsquery,
    %(before_at)s, %(before_id)s::uuid, %(walk)s)"""
LATELY_IN_ONE = """desk_said_lately_in(%(brand)s::uuid, %(teams)s::uuid[], %(words)s::tsquery,
    %(before_at)s, %(before_id)s::uuid, %(walk)s)"""
ANY_TIME = "desk_said(%(brands)s::uuid[], %(teams)s::uuid[], %(words)s::tsquery)"
BY_PEOPLE = """desk_said_by(%(brands)s::uuid[], %(teams)s::uuid[], %(words)s::tsquery,
    %(by_customers)s::uuid[], %(by_agents)s::uuid[])"""
MATTERS = "desk_matters(%(brands)s::uuid[], %(teams)s::uuid[])"
NOTED = """
SELECT conversation_id, at FROM desk_noted(%(brands)s::uuid[], %(teams)s::uuid[], %(words)s::tsquery)
ORDER BY at DESC LIMIT %(most)s
"""

# On a further page: whoever has a newer match was shown before. The same conditions, on `n`.
ONLY_NEWEST = """
AND NOT EXISTS (
    SELECT 1 FROM desk_said_in(m.conversation_id, %(words)s::tsquery) AS n
    WHERE (n.filed_at, n.id) >= (%(before_at)s, %(before_id)s::uuid) {also})
"""

HOW_OFTEN = """
SELECT desk_said_how_often(%(brands)s::uuid[], %(words)s::tsquery, %(before_at)s, %(before_id)s::uuid, %(walk)s)
"""

# How far the walk would go, to know whether it saw everything there is.
WALKED_TO = """
SELECT filed_at, id FROM desk_message WHERE (filed_at, id) < (%(before_at)s, %(before_id)s::uuid)
  AND brand_id = ANY(%(brands)s) AND conversation_id IS NOT NULL
ORDER BY filed_at DESC, id DESC OFFSET %(walk)s LIMIT 1
"""

# One word in the three languages. A word that German or English leaves out says nothing, so it is left out.
TERM = """
SELECT plainto_tsquery('german', w)::text, plainto_tsquery('english', w)::text, plainto_tsquery('simple', w)::text
FROM unnest(%s::text[]) WITH ORDINALITY AS x(w, place) ORDER BY place
"""
PREFIX = """
SELECT to_tsquery('german', w)::text, to_tsquery('english', w)::text, to_tsquery('simple', w)::text
FROM unnest(%s::text[]) AS x(w)
"""
PHRASE = """
SELECT phraseto_tsquery('german', w)::text, phraseto_tsquery('english', w)::text, phraseto_tsquery('simple', w)::text
FROM unnest(%s::text[]) WITH ORDINALITY AS x(w, place) ORDER BY place
"""

# Customers by a part of their name or address, through the trigram indices. At most so many: it is a search.
PEOPLE = """
SELECT id FROM (
    SELECT coalesce(merged_into_id, id) AS id FROM people_customer
    WHERE brand_id = ANY(%(brands)s::uuid[]) AND upper(name) LIKE upper(%(like)s)
    UNION SELECT coalesce(c.merged_into_id, c.id) FROM people_identity i JOIN people_customer c ON c.id = i.customer_id
    WHERE i.brand_id = ANY(%(brands)s::uuid[]) AND upper(i.value) LIKE upper(%(like)s)) AS found LIMIT %(most)s
"""
AGENTS = (
    "SELECT id FROM house_agent WHERE upper(name) LIKE upper(%(like)s) OR upper(email) LIKE upper(%(like)s)"
)
THEIR_MATTERS = """
SELECT c.id, c.id, c.last_at FROM unnest(%(people)s::uuid[]) AS p(id) CROSS JOIN LATERAL (
    SELECT id, last_at, brand_id, team_id FROM desk_conversation
    WHERE customer_id = p.id AND merged_into_id IS NULL ORDER BY last_at DESC LIMIT 3) AS c
WHERE c.brand_id = ANY(%(brands)s::uuid[]) AND (c.team_id IS NULL OR c.team_id = ANY(%(teams)s::uuid[]))
ORDER BY c.last_at DESC LIMIT 20
"""
TEXTS = "SELECT id, left(coalesce(nullif(new_text, ''), text), 4000) FROM desk_message WHERE id = ANY(%(ids)s::uuid[])"
