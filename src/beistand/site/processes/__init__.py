"""The processes of the house: each runs under `beistand up`, and each runs on its own."""
