"""Transaction ids go on where another cluster's were.

The journal is read in the order of transaction ids, below the oldest one that runs. Rows that came from another
cluster by dump and restore bring that cluster's ids along; in a new cluster, whose count begins at 700, they would
lie in the future: unread, and behind everything that happens next. So the new one counts up first.
"""

from __future__ import annotations

AGE = "SELECT pg_current_xact_id()::text::bigint"

# A loop of tiny transactions is the one way that needs no rights and no stopped server; some 200,000 a second.
CATCH_UP = (
    "SET synchronous_commit = off;",
    "DO $$ BEGIN WHILE pg_current_xact_id()::text::bigint < {age:d} LOOP COMMIT; END LOOP; END $$;",
    "RESET synchronous_commit;",
)


def catch_up(age: int) -> list[str]:
    """Statements after which a new cluster's next id lies above `age`. Each on its own, outside of a transaction."""
    return [statement.format(age=age) for statement in CATCH_UP]
