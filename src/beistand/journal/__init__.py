"""Journal: what happened, append-only."""
