"""The demo: five made-up brands that make the five stories visible."""
