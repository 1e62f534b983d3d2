"""The web form."""
