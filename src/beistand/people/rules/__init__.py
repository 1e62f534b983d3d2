"""Rules about people: they only think."""
