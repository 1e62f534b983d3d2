"""How many of the newest messages hold a word, whoever may see them: decides which way a search goes, and only that."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_lists_in_the_order_of_their_index")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION desk_said_how_often(
                brands uuid[], words tsquery, before_at timestamptz, before_id uuid, walk int
            ) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT count(*) FROM (
                    SELECT search FROM desk_message
                    WHERE brand_id = ANY(brands) AND conversation_id IS NOT NULL
                      AND (filed_at, id) < (before_at, before_id)
                    ORDER BY filed_at DESC, id DESC LIMIT walk) AS m
                WHERE ts_match_vq(m.search, words)
            $$
            """,
            "DROP FUNCTION desk_said_how_often(uuid[], tsquery, timestamptz, uuid, int)",
        ),
    ]
