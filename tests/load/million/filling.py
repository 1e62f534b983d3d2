"""Fill an empty house: by size, in one go, with COPY and INSERT … SELECT, indices made afterwards."""

from __future__ import annotations

import time
from typing import Any, LiteralString

import psycopg
from tests.load.figures import say
from tests.load.million.words import FAMILY, GIVEN, phrases

TABLES = ("people_customer", "people_identity", "desk_conversation", "desk_message", "desk_attachment")
UUID7 = """
CREATE OR REPLACE FUNCTION pg_temp.id7(at timestamptz, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
            || '8' || substr(md5(n::text), 4, 15))::uuid $$
"""
# Throws a die with `sides` sides: the same number for the same matter, every other number independent of it.
DIE = """
CREATE OR REPLACE FUNCTION pg_temp.die(n bigint, seed bigint, sides bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(n, seed) & 1125899906842623) % sides $$
"""
FRAGMENTS = """
CREATE TEMP TABLE body AS SELECT n, words, to_tsvector('german', words) AS v FROM said WHERE kind = 'body';
CREATE TEMP TABLE subject AS SELECT n, words, setweight(to_tsvector('simple', words), 'A') AS a,
    to_tsvector('german', words) AS v FROM said WHERE kind = 'subject';
CREATE TEMP TABLE team AS SELECT row_number() OVER (ORDER BY b.slug, t.name) - 1 AS n, t.id, t.brand_id, d.domain
    FROM house_team t JOIN house_brand b ON b.id = t.brand_id JOIN house_brandDomain d ON d.brand_id = b.id;
CREATE TEMP TABLE helper AS SELECT row_number() OVER (PARTITION BY m.team_id ORDER BY m.id) - 1 AS n, m.team_id,
    m.agent_id, count(*) OVER (PARTITION BY m.team_id) AS all_of_them FROM house_membership m
    JOIN house_agent a ON a.id = m.agent_id WHERE a.role = 'agent';
ALTER TABLE body ADD PRIMARY KEY (n); ALTER TABLE subject ADD PRIMARY KEY (n);
ANALYZE body; ANALYZE subject; ANALYZE team; ANALYZE helper;
"""
# Customers come in the order of their numbers; those of one brand are its number modulo the brands.
CUSTOMERS = """
CREATE TEMP TABLE who AS
SELECT n, pg_temp.id7(%(at)s::timestamptz - interval '3 years' + n * interval '1 second', n) AS id, b.brand_id,
       g.name || ' ' || f.name AS name, lower(translate(g.name || '.' || f.name, 'ıışüöäşŞ', 'iisuoass')) || n || '@kunde.example' AS address
FROM generate_series(0, %(customers)s - 1) AS n
JOIN (SELECT row_number() OVER (ORDER BY brand_id) - 1 AS n, brand_id FROM team GROUP BY brand_id) AS b(k, brand_id)
     ON b.k = n %% 5
JOIN unnest(%(given)s::text[]) WITH ORDINALITY AS g(name, k) ON g.k = 1 + n * 7 %% %(givens)s
JOIN unnest(%(family)s::text[]) WITH ORDINALITY AS f(name, k) ON f.k = 1 + n / 5 %% %(families)s;
ALTER TABLE who ADD PRIMARY KEY (n); ALTER TABLE who ADD COLUMN v tsvector;
UPDATE who SET v = setweight(to_tsvector('simple', name || ' ' || address), 'A');
ANALYZE who;
INSERT INTO people_customer (id, brand_id, name, locale, about, first_at, is_demo)
SELECT id, brand_id, name, 'de', '', %(at)s, false FROM who ORDER BY n;
INSERT INTO people_identity (id, brand_id, customer_id, kind, value, shown, name, first_at, proven_at, proven_by, is_contested)
SELECT id, brand_id, id, 'email', address, address, name, %(at)s, NULL, '', false FROM who ORDER BY n;
"""
# One matter in ten is open, three in ten of those wait for us; the newest are the open ones, mostly.
CONVERSATIONS = """
CREATE TEMP TABLE matter AS
SELECT n, pg_temp.id7(opened, n) AS id, opened, opened + interval '5 hours' * (said - 1) AS last, said,
       pg_temp.die(n, 2, 15)::int AS team, is_open, is_open AND pg_temp.die(n, 3, 10) < 3 AS waits,
       NOT is_open AND pg_temp.die(n, 4, 100) = 0 AS sleeps, 5 * pg_temp.die(n, 5, %(customers)s / 5) AS base
FROM (SELECT n, 1 + pg_temp.die(n, 1, 9)::int AS said,
             %(at)s::timestamptz - (%(conversations)s - n) * (interval '730 days' / %(conversations)s) AS opened,
             (n > %(conversations)s * 0.93 AND pg_temp.die(n, 6, 100) < 80) OR pg_temp.die(n, 7, 1000) < 44 AS is_open
      FROM generate_series(1, %(conversations)s) AS n) AS m;
CREATE TEMP TABLE talk AS
SELECT m.*, t.id AS team_id, t.brand_id, t.domain, s.n AS subject_n, s.words AS subject, w.id AS customer_id, w.n AS who_n,
       CASE WHEN m.is_open AND pg_temp.die(m.n, 9, 5) < 3 THEN h.agent_id END AS agent_id
FROM matter m JOIN team t ON t.n = m.team JOIN subject s ON s.n = pg_temp.die(m.n, 8, 20000)
JOIN (SELECT row_number() OVER (ORDER BY brand_id) - 1 AS k, brand_id FROM team GROUP BY brand_id) AS b ON b.brand_id = t.brand_id
JOIN who w ON w.n = m.base + b.k
LEFT JOIN helper h ON h.team_id = t.id AND h.n = pg_temp.die(m.n, 10, h.all_of_them);
ALTER TABLE talk ADD PRIMARY KEY (n); ANALYZE talk;
INSERT INTO desk_conversation (id, brand_id, team_id, customer_id, subject, channel, opened_at, state, agent_id,
    snoozed_until, waiting_since, last_at, heard_at, preview, revision, mark, tag, is_demo)
SELECT id, brand_id, team_id, customer_id, subject, CASE WHEN n %% 20 = 0 THEN 'form' ELSE 'email' END, opened,
       CASE WHEN sleeps THEN 'snoozed' WHEN is_open THEN 'open' ELSE 'closed' END, agent_id,
       CASE WHEN sleeps THEN %(at)s::timestamptz + (n %% 600) * interval '1 hour' END, CASE WHEN waits THEN least(last, %(at)s) END,
       least(last, %(at)s), least(last, %(at)s), left((SELECT words FROM body WHERE body.n = pg_temp.die(talk.n, 11, %(bodies)s)), 160), said, '',
       'L' || lpad(n::text, 9, '0'), false
FROM talk ORDER BY n;
"""
MESSAGES = """
CREATE TEMP TABLE line AS
SELECT row_number() OVER (ORDER BY least(t.opened + (k - 1) * interval '5 hours', %(at)s), t.n, k) AS g, t.n, k,
       least(t.opened + (k - 1) * interval '5 hours', %(at)s) AS at
FROM talk t CROSS JOIN LATERAL generate_series(1, t.said) AS k;
ANALYZE line;
INSERT INTO desk_message (id, conversation_id, brand_id, customer_id, arrival, channel, direction, author_id, is_automated,
    subject, sender_address, sender_name, recipient, "to", cc, bcc, reply_to, said_at, arrived_at, filed_at, text, new_text,
    html, language, external_id, in_reply_to, "references", delivery_key, raw_sha256, auto, bounce, proof, quarantined,
    remarks, state, state_words, search)
SELECT pg_temp.id7(l.at, l.g), t.id, t.brand_id, t.customer_id, NULL, 'email', CASE WHEN l.k %% 2 = 1 THEN 'in' ELSE 'out' END,
       CASE WHEN l.k %% 2 = 0 THEN t.agent_id END, false, t.subject, w.address, w.name, 'hilfe@' || t.domain, '[]', '[]', '[]', '[]',
       l.at, l.at, l.at, x.words || E'\\n\\n' || y.words || tail.words, x.words || E'\\n\\n' || y.words || tail.words, '', 'de',
       '<' || l.g || '@kunde.example>', '[]', '[]', 'load:' || l.g, '', '', NULL, '{"dmarc": "pass"}', '', '[]',
       CASE WHEN l.k %% 2 = 0 THEN 'sent' ELSE '' END, '', s.a || w.v || s.v || x.v || y.v || tail.v
FROM line l JOIN talk t ON t.n = l.n JOIN who w ON w.n = t.who_n JOIN subject s ON s.n = t.subject_n
JOIN body x ON x.n = pg_temp.die(l.g, 12, %(bodies)s) JOIN body y ON y.n = pg_temp.die(l.g, 13, %(bodies)s)
CROSS JOIN LATERAL (SELECT CASE WHEN l.g %% 5 = 0 THEN E'\\nVorgang VG' || l.g ELSE '' END AS words,
    CASE WHEN l.g %% 5 = 0 THEN to_tsvector('simple', 'vorgang vg' || l.g) ELSE '' END AS v) AS tail
ORDER BY l.g;
INSERT INTO desk_attachment (id, message_id, name, type, size, sha256, cid, is_inline, kind, place)
SELECT m.id, m.id, 'Rechnung.pdf', 'application/pdf', 20480, repeat('0', 64), '', false, 'file', 0
FROM line l JOIN desk_message m ON m.id = pg_temp.id7(l.at, l.g) WHERE l.g %% 17 = 0;
"""


def fill(url: str, conversations: int, at: Any) -> None:
    """Fill the house at `url` (of PostgreSQL's superuser, since foreign keys are put aside meanwhile)."""
    customers = max(500, conversations * 3 // 10) // 5 * 5
    bodies = min(60_000, max(2_000, conversations))
    sizes = {"at": at, "conversations": conversations, "customers": customers, "bodies": bodies,
             "given": list(GIVEN), "givens": len(GIVEN), "family": list(FAMILY), "families": len(FAMILY)}  # fmt: skip
    with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as line:
        line.execute(
            "SET session_replication_role = replica; SET work_mem = '600MB'; SET temp_buffers = '256MB'; "
            "SET maintenance_work_mem = '1500MB'; SET max_parallel_workers_per_gather = 0; SET jit = off; "
            "SET synchronous_commit = on"
        )
        line.execute(UUID7)
        line.execute(DIE)
        _pour_phrases(line, bodies)
        laid_aside = _lay_indices_aside(line)
        for name, step in (("words", FRAGMENTS), ("customers", CUSTOMERS), ("conversations", CONVERSATIONS), ("messages", MESSAGES)):  # fmt: skip
            _step(line, name, step, sizes)
        for index in laid_aside:
            _step(line, index[:70], index, None)
        line.execute("SET max_parallel_workers_per_gather = 2")
        _step(line, "vacuum", "VACUUM (ANALYZE) " + ", ".join(TABLES), None)


def _pour_phrases(line: psycopg.Connection[Any], bodies: int) -> None:
    line.execute("CREATE TEMP TABLE said (kind text, n bigint, words text)")
    with line.cursor() as cursor, cursor.copy("COPY said FROM STDIN") as copy:
        for n, words in enumerate(phrases(bodies, 12, 24, seed=3)):
            copy.write_row(("body", n, words))
        for n, words in enumerate(phrases(20_000, 2, 5, seed=4)):
            copy.write_row(("subject", n, words))


def _lay_indices_aside(line: psycopg.Connection[Any]) -> list[str]:
    found = line.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint)", [list(TABLES)]).fetchall()  # fmt: skip
    for name, _definition in found:
        line.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def _step(line: psycopg.Connection[Any], name: str, words: LiteralString | str, sizes: Any) -> None:
    begun = time.monotonic()
    line.execute(words, sizes)  # type: ignore[arg-type]
    say(f"  {name}: {time.monotonic() - begun:.1f} s")
