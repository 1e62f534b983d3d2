"""People: whom we help."""
