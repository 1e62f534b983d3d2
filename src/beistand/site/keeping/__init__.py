"""Keeping what was entrusted to us: is all of it whole, a copy of all of it, and the proof that the copy works."""
