"""Search goes through named functions that take the reader's brands and teams; notes can be searched too."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

COLUMNS = """
    id uuid, conversation_id uuid, filed_at timestamptz, brand_id uuid, customer_id uuid, author_id uuid,
    direction varchar, channel varchar, recipient varchar, subject varchar, text text,
    state varchar, waiting_since timestamptz, team_id uuid
"""
SELECTED = """
    SELECT m.id, m.conversation_id, m.filed_at, m.brand_id, m.customer_id, m.author_id, m.direction, m.channel,
           m.recipient, m.subject, m.text, c.state, c.waiting_since, c.team_id
"""
# SQL functions of this form (STABLE, one SELECT, no SET) are inlined: the planner sees through them.
FUNCTIONS = {
    "desk_said(brands uuid[], teams uuid[], words tsquery)": """
        FROM (SELECT * FROM desk_message
              WHERE brand_id = ANY(brands) AND conversation_id IS NOT NULL AND search @@ words
              ORDER BY filed_at DESC, id DESC) AS m
        JOIN desk_conversation c ON c.id = m.conversation_id
        WHERE c.team_id IS NULL OR c.team_id = ANY(teams)
    """,
    # ts_match_vq is what the operator @@ calls; called by its name it cannot be answered by the index.
    "desk_said_lately(brands uuid[], teams uuid[], words tsquery, before_at timestamptz, before_id uuid, walk int)": """
        FROM (SELECT * FROM desk_message
              WHERE brand_id = ANY(brands) AND conversation_id IS NOT NULL
                AND (filed_at, id) < (before_at, before_id)
              ORDER BY filed_at DESC, id DESC LIMIT walk) AS m
        JOIN desk_conversation c ON c.id = m.conversation_id
        WHERE (words IS NULL OR ts_match_vq(m.search, words)) AND (c.team_id IS NULL OR c.team_id = ANY(teams))
    """,
    "desk_said_by(brands uuid[], teams uuid[], words tsquery, customers uuid[], agents uuid[])": """
        FROM desk_message m JOIN desk_conversation c ON c.id = m.conversation_id
        WHERE (m.customer_id = ANY(customers) OR m.author_id = ANY(agents)) AND m.brand_id = ANY(brands)
          AND (words IS NULL OR ts_match_vq(m.search, words)) AND (c.team_id IS NULL OR c.team_id = ANY(teams))
    """,
    "desk_said_in(thread uuid, words tsquery)": """
        FROM desk_message m JOIN desk_conversation c ON c.id = m.conversation_id
        WHERE m.conversation_id = thread AND (words IS NULL OR ts_match_vq(m.search, words))
    """,
}
MATTERS = f"""
CREATE FUNCTION desk_matters(brands uuid[], teams uuid[]) RETURNS TABLE ({COLUMNS})
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT c.id, c.id, c.last_at, c.brand_id, c.customer_id, NULL::uuid, ''::varchar, c.channel, ''::varchar,
           c.subject, ''::text, c.state, c.waiting_since, c.team_id
    FROM desk_conversation c
    WHERE c.brand_id = ANY(brands) AND c.merged_into_id IS NULL AND (c.team_id IS NULL OR c.team_id = ANY(teams))
$$;
CREATE FUNCTION desk_noted(brands uuid[], teams uuid[], words tsquery)
RETURNS TABLE (conversation_id uuid, at timestamptz) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT n.conversation_id, n.at FROM desk_note n JOIN desk_conversation c ON c.id = n.conversation_id
    WHERE c.brand_id = ANY(brands) AND (c.team_id IS NULL OR c.team_id = ANY(teams)) AND n.search @@ words
$$;
CREATE FUNCTION desk_note_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := to_tsvector('german', left(NEW.text, 100000)) || to_tsvector('english', left(NEW.text, 100000));
    RETURN NEW;
END $$;
CREATE TRIGGER note_search BEFORE INSERT OR UPDATE OF text ON desk_note
    FOR EACH ROW EXECUTE FUNCTION desk_note_search();
UPDATE desk_note SET text = text;
"""


def _made(name: str, body: str) -> str:
    return (
        f"CREATE FUNCTION {name} RETURNS TABLE ({COLUMNS}) LANGUAGE sql STABLE PARALLEL SAFE"
        f" AS $${SELECTED}{body}$$;"
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="search",
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddIndex(
            model_name="note",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="note_search"),
        ),
        migrations.RunSQL(
            "".join(_made(name, body) for name, body in FUNCTIONS.items()) + MATTERS,
            "DROP TRIGGER note_search ON desk_note; DROP FUNCTION desk_note_search();"
            + "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS)
            + "DROP FUNCTION desk_matters(uuid[], uuid[]); DROP FUNCTION desk_noted(uuid[], uuid[], tsquery);",
        ),
    ]
