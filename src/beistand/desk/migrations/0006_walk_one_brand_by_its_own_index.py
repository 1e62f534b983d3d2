"""Most colleagues see one brand: their searches walk its messages alone, read off an index of its own."""

from importlib import import_module

from django.db import migrations, models

NAMES = import_module("beistand.desk.migrations.0002_search_by_name")
ONE = "desk_said_lately_in(brand uuid, teams uuid[], words tsquery, before_at timestamptz, before_id uuid, walk int)"
BODY = """
    FROM (SELECT * FROM desk_message
          WHERE brand_id = brand AND conversation_id IS NOT NULL AND (filed_at, id) < (before_at, before_id)
          ORDER BY filed_at DESC, id DESC LIMIT walk) AS m
    JOIN desk_conversation c ON c.id = m.conversation_id
    WHERE (words IS NULL OR ts_match_vq(m.search, words)) AND (c.team_id IS NULL OR c.team_id = ANY(teams))
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_say_how_common_a_word_is")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["brand", "filed_at", "id"], name="message_of_brand"),
        ),
        migrations.RunSQL(NAMES._made(ONE, BODY), f"DROP FUNCTION {ONE}"),
    ]
