"""House: who we are."""
